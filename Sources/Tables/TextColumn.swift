/// Texts, one a row, as bytes of UTF-8.
///
/// Texts that repeat are kept once, as *levels* numbered in the order of their first row; a row then costs four
/// bytes. Where nearly every text is different, each row has a level of its own and `level(ofRow:)` is the row.
/// Texts are equal only if their bytes are.
public struct TextColumn: Sendable {
  public let rowCount: Int
  /// Whether equal texts share a level. Otherwise level = row, and the levels of missing rows are empty.
  public let isDictionary: Bool
  /// Rows without a text.
  public let missingCount: Int
  @usableFromInline let codes: [Int32]
  @usableFromInline let offsets: [Int]
  @usableFromInline let bytes: [UInt8]

  /// A dictionary column: `codes` has a level, or −1 in `missingCount` rows, and level l is
  /// `bytes[offsets[l]..<offsets[l + 1]]`.
  init(codes: [Int32], offsets: [Int], bytes: [UInt8], missingCount: Int) {
    precondition(offsets.first == 0 && offsets.last == bytes.count, "The offsets must span the bytes.")
    assert(codes.count { $0 < 0 } == missingCount, "Rows without a text have the code −1.")
    self.rowCount = codes.count
    self.missingCount = missingCount
    self.isDictionary = true
    self.codes = codes
    self.offsets = offsets
    self.bytes = bytes
  }

  /// A column with one level a row: row r is `bytes[offsets[r]..<offsets[r + 1]]`, missing when that is empty.
  init(rowOffsets offsets: [Int], bytes: [UInt8]) {
    precondition(offsets.first == 0 && offsets.last == bytes.count, "The offsets must span the bytes.")
    self.rowCount = offsets.count - 1
    self.missingCount = (0..<offsets.count - 1).count { offsets[$0] == offsets[$0 + 1] }
    self.isDictionary = false
    self.codes = []
    self.offsets = offsets
    self.bytes = bytes
  }

  /// Codes texts as a dictionary; nil = missing.
  public init(_ texts: [String?]) {
    var levels: [[UInt8]: Int32] = [:]
    var codes: [Int32] = []
    var offsets = [0]
    var bytes: [UInt8] = []
    for text in texts {
      guard let text else {
        codes.append(-1)
        continue
      }
      let key = Array(text.utf8)
      if let level = levels[key] {
        codes.append(level)
      } else {
        levels[key] = Int32(levels.count)
        codes.append(Int32(offsets.count - 1))
        bytes.append(contentsOf: key)
        offsets.append(bytes.count)
      }
    }
    self.init(codes: codes, offsets: offsets, bytes: bytes, missingCount: texts.count { $0 == nil })
  }

  /// Number of levels; that of rows where the column is no dictionary.
  @inlinable public var levelCount: Int { offsets.count - 1 }

  /// The level of a row; −1 = missing.
  @inlinable public func level(ofRow row: Int) -> Int {
    if isDictionary { return Int(codes[row]) }
    return offsets[row] == offsets[row + 1] ? -1 : row
  }

  /// The levels of all rows at once, −1 = missing; only for a dictionary column.
  @inlinable public func withCodes<R>(_ body: (UnsafeBufferPointer<Int32>) throws -> R) rethrows -> R {
    precondition(isDictionary, "Only a dictionary column has codes.")
    return try codes.withUnsafeBufferPointer(body)
  }

  /// The UTF-8 bytes of a level.
  @inlinable public func withBytes<R>(
    ofLevel level: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> R
  ) rethrows -> R {
    try bytes.withUnsafeBufferPointer { all in
      try body(UnsafeBufferPointer(rebasing: all[offsets[level]..<offsets[level + 1]]))
    }
  }

  /// The text of a level.
  public func string(ofLevel level: Int) -> String {
    withBytes(ofLevel: level) { String(decoding: $0, as: UTF8.self) }
  }

  /// The text of a row; nil = missing.
  public func string(ofRow row: Int) -> String? {
    let level = level(ofRow: row)
    return level < 0 ? nil : string(ofLevel: level)
  }
}
