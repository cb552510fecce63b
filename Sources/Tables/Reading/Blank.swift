/// White space inside a line: space, tab, and the no-break, thin, figure and narrow no-break spaces of Unicode.
enum Blank {
  /// Bytes of the blank that a cell starts with; nil when it starts with something else.
  @inline(__always)
  static func lengthAtStart(of cell: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let first = cell.first else { return nil }
    if first == 0x20 || first == 0x09 { return 1 }
    guard first >= 0xC2 else { return nil }
    return wideLength(cell, at: 0)
  }

  /// Bytes of the blank that a cell ends with; nil when it ends with something else.
  @inline(__always)
  static func lengthAtEnd(of cell: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let last = cell.last else { return nil }
    if last == 0x20 || last == 0x09 { return 1 }
    guard last >= 0x80 else { return nil }
    if cell.count >= 2, wideLength(cell, at: cell.count - 2) == 2 { return 2 }
    return cell.count >= 3 && wideLength(cell, at: cell.count - 3) == 3 ? 3 : nil
  }

  /// Whether a cell holds nothing but blanks, or nothing.
  static func fills(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    var rest = cell
    while let length = lengthAtStart(of: rest) { rest = UnsafeBufferPointer(rebasing: rest[length...]) }
    return rest.isEmpty
  }

  /// The cell without blanks at both ends.
  static func trim(_ cell: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var rest = cell
    while let length = lengthAtStart(of: rest) { rest = UnsafeBufferPointer(rebasing: rest[length...]) }
    while let length = lengthAtEnd(of: rest) {
      rest = UnsafeBufferPointer(rebasing: rest[..<(rest.count - length)])
    }
    return rest
  }

  /// 2 for U+00A0; 3 for U+2007, U+2009, U+202F and U+FEFF; nil otherwise.
  private static func wideLength(_ cell: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
    if index + 1 < cell.count, cell[index] == 0xC2, cell[index + 1] == 0xA0 { return 2 }
    guard index + 2 < cell.count else { return nil }
    let bytes = (cell[index], cell[index + 1], cell[index + 2])
    switch bytes {
    case (0xE2, 0x80, 0x87), (0xE2, 0x80, 0x89), (0xE2, 0x80, 0xAF), (0xEF, 0xBB, 0xBF): return 3
    default: return nil
    }
  }
}
