/// Turns offsets in an input into places that people can look up.
struct PlaceFinder {
  /// Characters of an excerpt, so that it fits a terminal.
  static let excerptWidth = 76

  let source: ByteSource
  /// Bytes of the byte-order mark, which no line counts.
  let textOffset: Int

  /// Line and column of an offset and what stands there. Reads the input up to it.
  func place(at offset: Int) throws(TableError) -> Place {
    var line = 1
    var lineStart = textOffset
    var isAfterReturn = false
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    var position = textOffset
    while position < offset {
      let length = min(chunk.count, offset - position)
      try read(at: position, length: length, into: &chunk)
      chunk.withUnsafeBufferPointer { bytes in
        for index in 0..<length {
          let byte = bytes[index]
          // A line ends at LF, and at CR unless LF follows, which then ends it.
          if byte > 0x0D && !isAfterReturn { continue }
          if isAfterReturn && byte != 0x0A { (line, lineStart) = (line + 1, position + index) }
          isAfterReturn = byte == 0x0D
          if byte == 0x0A { (line, lineStart) = (line + 1, position + index + 1) }
        }
      }
      position += length
    }
    if isAfterReturn, try byte(at: offset) != 0x0A { (line, lineStart) = (line + 1, offset) }
    let column = 1 + (try characterCount(lineStart..<offset))
    let (excerpt, caret) = try excerpt(lineStart: lineStart, offset: offset)
    return Place(file: source.name, line: line, column: column, excerpt: excerpt, caret: caret)
  }

  /// The text of the cell that starts at an offset, shortened for a message.
  func cellText(at offset: Int, scanner: CellScanner) throws(TableError) -> String {
    var bytes = [UInt8](repeating: 0, count: min(1024, source.count - offset) + ByteSource.padding)
    let count = bytes.count - ByteSource.padding
    try read(at: offset, length: count, into: &bytes)
    let text = bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return "" }
      let cell = scanner.scan(base, end: base + count)
      guard cell.isRaw else { return String(decoding: cell.content, as: UTF8.self) }
      var unescaped: [UInt8] = []
      scanner.unescape(cell.content, into: &unescaped)
      return String(decoding: unescaped, as: UTF8.self)
    }
    let shown = text.unicodeScalars.prefix(40).map { Self.printable($0) }
    return String(String.UnicodeScalarView(shown)) + (text.unicodeScalars.count > 40 ? "…" : "")
  }

  /// The characters of a part of one line; a CR at its end is none.
  private func characterCount(_ range: Range<Int>) throws(TableError) -> Int {
    var bytes = [UInt8](repeating: 0, count: range.count)
    try read(at: range.lowerBound, length: range.count, into: &bytes)
    return bytes.count { $0 & 0xC0 != 0x80 && $0 != 0x0D }
  }

  private func excerpt(lineStart: Int, offset: Int) throws(TableError) -> (String, Int) {
    let first = max(lineStart, offset - 4 * Self.excerptWidth)
    let last = min(source.count, offset + 4 * Self.excerptWidth)
    var bytes = [UInt8](repeating: 0, count: last - first)
    try read(at: first, length: last - first, into: &bytes)
    let before = scalars(bytes[..<(offset - first)])
    let after = scalars(bytes[(offset - first)...].prefix { $0 != 0x0A && $0 != 0x0D })
    let room = Self.excerptWidth - 2
    let keptBefore = min(before.count, max(room / 2, room - after.count))
    let keptAfter = min(after.count, room - keptBefore)
    var shown = before.suffix(keptBefore) + after.prefix(keptAfter)
    let isCutBefore = keptBefore < before.count || first > lineStart
    if isCutBefore { shown.insert("…", at: shown.startIndex) }
    if keptAfter < after.count { shown.append("…") }
    return (String(String.UnicodeScalarView(shown)), keptBefore + (isCutBefore ? 1 : 0))
  }

  private func scalars(_ bytes: ArraySlice<UInt8>) -> [Unicode.Scalar] {
    // A window may start or end within a character.
    let whole = bytes.drop { $0 & 0xC0 == 0x80 }
    return String(decoding: whole, as: UTF8.self).unicodeScalars.map { Self.printable($0) }
  }

  private static func printable(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if scalar == "\t" { return " " }
    let isControl = scalar.value < 0x20 || (scalar.value >= 0x7F && scalar.value < 0xA0)
    let isDirection = (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    return isControl || isDirection ? "·" : scalar
  }

  private func byte(at offset: Int) throws(TableError) -> UInt8? {
    guard offset < source.count else { return nil }
    var bytes: [UInt8] = [0]
    try read(at: offset, length: 1, into: &bytes)
    return bytes[0]
  }

  private func read(at offset: Int, length: Int, into bytes: inout [UInt8]) throws(TableError) {
    let failure = bytes.withUnsafeMutableBufferPointer { buffer -> TableError? in
      guard let base = buffer.baseAddress, length > 0 else { return nil }
      do throws(TableError) {
        try source.read(at: offset, length: length, into: base)
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }
}
