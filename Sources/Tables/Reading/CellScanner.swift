/// Cuts bytes into cells. Knows delimiters, quotes and line ends, and nothing of what the cells mean.
struct CellScanner: Sendable {
  enum Terminator { case delimiter, lineEnd, inputEnd }

  /// Where a cell stands.
  struct Cell {
    /// The content; with `isRaw`, the cell from its opening quote to its end.
    var content: UnsafeBufferPointer<UInt8>
    /// The first byte after the delimiter or line end.
    var next: UnsafePointer<UInt8>
    var terminator: Terminator
    var isQuoted = false
    /// Whether the content still has escapes in it or text after its closing quote.
    var isRaw = false
    /// Whether something other than blanks follows the closing quote.
    var hasTail = false
    var isUnterminated = false
  }

  let delimiter: UInt8
  let quote: UInt8
  let usesBackslash: Bool
  private let delimiters: SIMD16<UInt8>
  private let quotes: UInt64

  init(delimiter: UInt8, quote: UInt8, escape: QuoteEscape) {
    self.delimiter = delimiter
    self.quote = quote
    usesBackslash = escape == .backslash
    delimiters = SIMD16(repeating: delimiter)
    quotes = Self.spread(quote)
  }

  init(_ dialect: Dialect) {
    self.init(delimiter: dialect.delimiter, quote: dialect.quote, escape: dialect.escape)
  }

  /// The cell that starts at `start`. Up to 16 bytes after `end` must be readable and no line ends.
  @inline(__always)
  func scan(_ start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) -> Cell {
    if start < end, start.pointee == quote { return scanQuoted(start, end: end) }
    let stop = plainEnd(start, end: end)
    let (next, terminator) = terminate(stop, end: end)
    return Cell(
      content: UnsafeBufferPointer(start: start, count: stop - start), next: next, terminator: terminator)
  }

  /// The first delimiter or line end at or after `start`, else `end`.
  ///
  /// 16 bytes at a time: most cells are shorter, and then no branch depends on how long they are.
  @inline(__always)
  func plainEnd(_ start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    var position = start
    while position < end {
      let bytes = UnsafeRawPointer(position).loadUnaligned(as: SIMD16<UInt8>.self)
      let isEnd = (bytes .== delimiters) .| (bytes .== Self.lineFeeds) .| (bytes .== Self.carriageReturns)
      // Bytes that are all ones where a cell ends, and else zero.
      let words = unsafeBitCast(isEnd, to: SIMD2<UInt64>.self)
      let (low, high) = (words[0].littleEndian, words[1].littleEndian)
      if low | high != 0 {
        position += (low != 0 ? low : high).trailingZeroBitCount >> 3 &+ (low != 0 ? 0 : 8)
        return position < end ? position : end
      }
      position += 16
    }
    return end
  }

  /// Whether a byte ends a plain cell.
  @inline(__always)
  func isTerminator(_ byte: UInt8) -> Bool { byte == delimiter || byte == 0x0A || byte == 0x0D }

  /// What ends a cell at `stop`, and where the next one starts.
  @inline(__always)
  func terminate(
    _ stop: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>
  ) -> (UnsafePointer<UInt8>, Terminator) {
    guard stop < end else { return (end, .inputEnd) }
    if stop.pointee == delimiter { return (stop + 1, .delimiter) }
    return (Self.afterLineEnd(stop, end: end), .lineEnd)
  }

  /// The start of the line after the line end at `stop`.
  @inline(__always)
  static func afterLineEnd(_ stop: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    // A branch that is nearly always taken lets the next line begin before this byte is there.
    if _fastPath(stop.pointee == 0x0A) { return stop + 1 }
    let isPair = stop.pointee == 0x0D && stop + 1 < end && stop[1] == 0x0A
    return stop + (isPair ? 2 : 1)
  }

  private func scanQuoted(_ start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) -> Cell {
    var position = start + 1
    var hasEscapes = false
    while true {
      position = quoteEnd(position, end: end)
      guard position < end else {
        let raw = UnsafeBufferPointer(start: start, count: end - start)
        return Cell(
          content: raw, next: end, terminator: .inputEnd, isQuoted: true, isRaw: true, isUnterminated: true)
      }
      let isEscape = position.pointee != quote
      if isEscape || (position + 1 < end && position[1] == quote && !usesBackslash) {
        hasEscapes = true
        position = min(position + 2, end)
        continue
      }
      break
    }
    let stop = plainEnd(position + 1, end: end)
    let tail = UnsafeBufferPointer(start: position + 1, count: stop - position - 1)
    let hasTail = !tail.isEmpty && !Blank.fills(tail)
    let (next, terminator) = terminate(stop, end: end)
    let isRaw = hasEscapes || hasTail
    let content =
      isRaw
      ? UnsafeBufferPointer(start: start, count: stop - start)
      : UnsafeBufferPointer(start: start + 1, count: position - start - 1)
    return Cell(
      content: content, next: next, terminator: terminator, isQuoted: true, isRaw: isRaw, hasTail: hasTail)
  }

  /// The next quote, or backslash where that escapes, else `end`.
  private func quoteEnd(_ start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    var position = start
    let others = usesBackslash ? Self.backslashes : quotes
    while position < end {
      let word = UnsafeRawPointer(position).loadUnaligned(as: UInt64.self).littleEndian
      let hits = Self.zeroBytes(word ^ quotes) | Self.zeroBytes(word ^ others)
      if hits != 0 {
        position += hits.trailingZeroBitCount >> 3
        return position < end ? position : end
      }
      position += 8
    }
    return end
  }

  /// The text of a raw cell: quotes and escapes taken off, what follows the closing quote kept unless blank.
  func unescape(_ raw: UnsafeBufferPointer<UInt8>, into text: inout [UInt8]) {
    text.removeAll(keepingCapacity: true)
    var index = 1
    while index < raw.count {
      let byte = raw[index]
      let following = index + 1 < raw.count ? raw[index + 1] : 0
      if usesBackslash && byte == UInt8(ascii: "\\") && (following == quote || following == UInt8(ascii: "\\")) {
        text.append(following)
        index += 2
      } else if byte != quote {
        text.append(byte)
        index += 1
      } else if following == quote && !usesBackslash {
        text.append(byte)
        index += 2
      } else {
        let tail = UnsafeBufferPointer(rebasing: raw[(index + 1)...])
        if !Blank.fills(tail) { text.append(contentsOf: tail) }
        return
      }
    }
  }

  @inline(__always)
  private static var lineFeeds: SIMD16<UInt8> { SIMD16(repeating: 0x0A) }
  @inline(__always)
  private static var carriageReturns: SIMD16<UInt8> { SIMD16(repeating: 0x0D) }
  private static let backslashes: UInt64 = 0x5C5C_5C5C_5C5C_5C5C

  @inline(__always)
  private static func spread(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

  /// A word whose lowest set bit is the high bit of the first zero byte; 0 without one.
  @inline(__always)
  private static func zeroBytes(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }
}
