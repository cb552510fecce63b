extension TextColumn {
  /// At most so many rows have one of the `count` commonest texts; the bound does not depend on the order of rows.
  ///
  /// O(bytes) without telling texts apart: they are counted by a hash, which others may share. Where nearly every text is
  /// different the bound is low all the same.
  public func mostRows(inLevels count: Int) -> Int {
    var bucketRows = [Int](repeating: 0, count: 1 << 14)
    var levelRows: [Int] = []
    if isDictionary {
      levelRows = [Int](repeating: 0, count: levelCount)
      for code in codes where code >= 0 { levelRows[Int(code)] += 1 }
    }
    // A hash reads whole words.
    let lastWord = bytes.count - 8
    let padding = [UInt8](repeating: 0, count: 8)
    bytes.withUnsafeBufferPointer { bytes in
      for level in 0..<levelCount {
        let range = offsets[level]..<offsets[level + 1]
        guard !range.isEmpty else { continue }
        let hash =
          range.upperBound <= lastWord
          ? LevelTable.hash(UnsafeBufferPointer(rebasing: bytes[range]))
          : (bytes[range] + padding).withUnsafeBufferPointer {
            LevelTable.hash(UnsafeBufferPointer(rebasing: $0[..<range.count]))
          }
        bucketRows[Int(truncatingIfNeeded: hash >> 20) & (bucketRows.count - 1)] += isDictionary ? levelRows[level] : 1
      }
    }
    return bucketRows.sorted(by: >).prefix(count).reduce(0, +)
  }

  /// The same texts with equal ones sharing a level.
  public func sharingLevels() -> TextColumn {
    guard !isDictionary else { return self }
    var table = LevelTable()
    defer { table.free() }
    var codes: [Int32] = []
    codes.reserveCapacity(rowCount)
    // A table of levels reads whole words.
    let padded = bytes + [UInt8](repeating: 0, count: ByteSource.padding)
    padded.withUnsafeBufferPointer { padded in
      for row in 0..<rowCount {
        let text = UnsafeBufferPointer(rebasing: padded[offsets[row]..<offsets[row + 1]])
        codes.append(text.isEmpty ? -1 : Int32(table.level(of: text)))
      }
    }
    let shared = table.contents()
    return TextColumn(codes: codes, offsets: shared.offsets, bytes: shared.bytes, missingCount: missingCount)
  }
}
