import Glibc

/// An input whose first records have been looked at.
struct OpenedInput: Sendable {
  /// The bytes as they came.
  let original: ByteSource
  /// The same text in UTF-8.
  let text: ByteSource
  let encoding: Encoding
  /// Where the text starts: after a byte-order mark.
  let textOffset: Int
  let dialect: Dialect
  let names: [String]
  /// Offset of the first row.
  let dataOffset: Int
  /// The offset after the last row that holds anything.
  let dataEnd: Int
  let notices: [Notice]
  let columns: [SampledColumn]
  let bytesPerRow: Int

  /// The first records are looked for in so many bytes; more are read where they hold too few.
  private static let sampleBytes = 1 << 17
  private static let sampleLimit = 1 << 26
  private static let wantedRecords = 32
  private static let recordLimit = 1000

  /// Opens a path, or "-" for standard input.
  init(path: String, options: ReadOptions) throws(TableError) {
    let source = try ByteSource.open(path: path)
    try self.init(source, options: options, encoding: options.encoding)
  }

  init(_ source: ByteSource, options: ReadOptions, encoding given: Encoding?) throws(TableError) {
    original = source
    guard source.count > 0 else { throw .empty(Place(file: source.name)) }
    try Self.check(options, name: source.name)
    let start = try Sample(source, count: 1 << 16)
    let detected = EncodingDetection.detect(start.bytes, isWhole: start.bytes.count == source.count)
    encoding = given ?? detected
    var notices: [Notice] = []
    if encoding == .utf8 || encoding == .windows1252 {
      if let what = FileSignature.notText(start.bytes) { throw .notText(Place(file: source.name), what: what) }
    }
    if encoding == .utf8 {
      text = source
      textOffset = EncodingDetection.markLength(start.bytes, .utf8)
    } else {
      let result = try Transcoding.toUTF8(source, from: encoding)
      text = result.source
      textOffset = 0
      notices += Self.notices(encoding, isGiven: given == encoding && options.encoding != nil, result.repairedCount)
    }
    let found = try Self.survey(text, from: textOffset, options)
    (dialect, names, dataOffset) = (found.dialect, found.layout.names, found.layout.dataOffset)
    (columns, bytesPerRow) = (found.columns, found.bytesPerRow)
    let tail = try BlankTail(text, from: dataOffset, delimiter: dialect.delimiter)
    dataEnd = tail.start
    if tail.rowCount > 0 {
      notices.append(Notice(.note, "\(counted(tail.rowCount, "empty row", "empty rows")) at the end skipped"))
    }
    self.notices = notices + found.notices + found.layout.notices
  }

  private static func check(_ options: ReadOptions, name: String) throws(TableError) {
    guard let delimiter = options.delimiter, !isDelimiter(delimiter) else { return }
    throw .unusableDelimiter(Place(file: name), delimiter)
  }

  /// Whether a byte can separate columns: no letter, digit, quote or line end.
  static func isDelimiter(_ byte: UInt8) -> Bool {
    return !isLetter(byte) && !isDigit(byte) && byte < 0x80 && byte != 0x22 && byte != 0x0A && byte != 0x0D && byte != 0
  }

  private static func notices(_ encoding: Encoding, isGiven: Bool, _ repaired: Int) -> [Notice] {
    var notices: [Notice] = []
    if encoding == .windows1252 && !isGiven {
      notices.append(
        Notice(
          .note, "the text is not valid UTF-8 and was read as Windows-1252", hint: "--encoding names another one"))
    }
    if repaired > 0 {
      let subject = counted(repaired, "character", "characters")
      notices.append(Notice(.warning, "\(subject) of the text had no meaning in \(encoding.rawValue)"))
    }
    return notices
  }

  private struct Survey {
    var dialect: Dialect
    var layout: HeaderLayout
    var columns: [SampledColumn]
    var bytesPerRow: Int
    var notices: [Notice]
  }

  /// Finds dialect, header and columns, in a sample that is made larger until it holds enough records.
  private static func survey(
    _ text: ByteSource, from start: Int, _ options: ReadOptions
  ) throws(TableError) -> Survey {
    var count = sampleBytes
    while true {
      let sample = try Sample(text, count: count)
      let isWhole = sample.bytes.count == text.count
      let preamble = Preamble(sample.bytes, from: start)
      let sniffer = DialectSniffer(sample: sample.bytes, isWhole: isWhole)
      let choice = sniffer.choose(from: preamble.end, delimiter: options.delimiter ?? preamble.delimiter)
      let scanner = CellScanner(delimiter: choice.delimiter, quote: sniffer.quote, escape: choice.escape)
      func records(from offset: Int) -> SampleRecords {
        SampleRecords(sample.bytes, from: offset, isWhole: isWhole, scanner: scanner, limit: recordLimit)
      }
      var found = records(from: preamble.end)
      let isTooFew = found.records.count < wantedRecords && count < sampleLimit
      if !isWhole && (isTooFew || found.records.isEmpty) {
        count *= 4
        continue
      }
      guard !found.records.isEmpty else { throw .empty(Place(file: text.name)) }
      if found.isFirstUnterminated {
        throw try unterminated(text, start, found, scanner, sample)
      }
      var isCommentHeader = false
      if let comment = preamble.lastComment {
        let withComment = records(from: comment)
        if isHeader(withComment, above: found) { (found, isCommentHeader) = (withComment, true) }
      }
      let layout = HeaderLayout(found)
      var dialect = Dialect(delimiter: choice.delimiter, quote: sniffer.quote, escape: choice.escape)
      dialect.hasHeader = layout.hasHeader
      dialect.lineEnding = lineEnding(sample.bytes)
      dialect.preambleLineCount = lineCount(sample.bytes[start..<layout.headerOffset])
      let first = found.records.firstIndex { $0.offset >= layout.dataOffset } ?? found.records.count
      let columns = SampledColumn.all(found, from: first, layout: layout, dialect: dialect, options: options)
      dialect.decimalMark = SampledColumn.certainMark(columns)
      // Without a whole row, the one row takes all the rest of the sample.
      let lastRow = first < found.records.count ? found.records.last?.offset : nil
      let spanned = (lastRow ?? sample.bytes.count) - layout.dataOffset
      let bytesPerRow = max(1, spanned / max(1, found.records.count - first - 1))
      let comments = preamble.commentCount - (isCommentHeader ? 1 : 0)
      return Survey(
        dialect: dialect, layout: layout, columns: columns, bytesPerRow: bytesPerRow,
        notices: skipped(comments: comments, titles: layout.skippedTitles))
    }
  }

  private static func skipped(comments: Int, titles: Int) -> [Notice] {
    var notices: [Notice] = []
    if comments > 0 {
      notices.append(Notice(.note, "\(counted(comments, "comment line", "comment lines")) before the header skipped"))
    }
    if titles > 0 {
      notices.append(Notice(.note, "\(counted(titles, "title line", "title lines")) before the header skipped"))
    }
    return notices
  }

  /// Whether the first record, a comment, has a name for each column of the records below it.
  private static func isHeader(_ withComment: SampleRecords, above rows: SampleRecords) -> Bool {
    guard let record = withComment.records.first, record.cellCount >= 2,
      record.cellCount == DialectScore.commonLength(rows)
    else { return false }
    let text = withComment[0, 0].text
    return text.count > 1 && text[1] > 0x2F
  }

  private static func unterminated(
    _ text: ByteSource, _ start: Int, _ records: SampleRecords, _ scanner: CellScanner, _ sample: Sample
  ) throws(TableError) -> TableError {
    guard let base = sample.bytes.baseAddress else { return .empty(Place(file: text.name)) }
    let end = base + sample.bytes.count
    var position = base + records.records[0].offset
    while true {
      let cell = scanner.scan(position, end: end)
      if cell.terminator != .delimiter { break }
      position = cell.next
    }
    return .unterminatedQuote(try PlaceFinder(source: text, textOffset: start).place(at: position - base))
  }

  private static func lineEnding(_ bytes: UnsafeBufferPointer<UInt8>) -> LineEnding {
    guard let base = bytes.baseAddress, memchr(base, 0x0D, bytes.count) != nil else { return .lf }
    var (feeds, pairs, returns) = (0, 0, 0)
    for (index, byte) in bytes.enumerated() {
      if byte == 0x0A {
        if index > 0 && bytes[index - 1] == 0x0D { pairs += 1 } else { feeds += 1 }
      } else if byte == 0x0D, index + 1 < bytes.count, bytes[index + 1] != 0x0A {
        returns += 1
      }
    }
    switch (feeds > 0, pairs > 0, returns > 0) {
    case (_, false, false): return .lf
    case (false, true, false): return .crlf
    case (false, false, true): return .cr
    default: return .mixed
    }
  }

  private static func lineCount(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    var count = 0
    var previous: UInt8 = 0
    for byte in bytes {
      if byte == 0x0D || (byte == 0x0A && previous != 0x0D) { count += 1 }
      previous = byte
    }
    return count
  }
}

/// The first bytes of a source, with the padding after them.
final class Sample {
  let bytes: UnsafeBufferPointer<UInt8>
  private let memory: UnsafeMutablePointer<UInt8>

  init(_ source: ByteSource, count wanted: Int) throws(TableError) {
    let count = min(wanted, source.count)
    memory = .allocate(capacity: count + ByteSource.padding)
    (memory + count).initialize(repeating: 0, count: ByteSource.padding)
    bytes = UnsafeBufferPointer(start: memory, count: count)
    try source.read(at: 0, length: count, into: memory)
  }

  deinit { memory.deallocate() }
}
