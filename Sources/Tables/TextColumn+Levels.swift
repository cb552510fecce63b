extension TextColumn {
  /// The same texts with equal ones sharing a level; nil where more than `limit` texts differ.
  ///
  /// O(bytes) at most, and no more is read once there are too many.
  public func sharingLevels(atMost limit: Int = .max) -> TextColumn? {
    if isDictionary { return levelCount <= limit ? self : nil }
    var table = LevelTable()
    defer { table.free() }
    var codes: [Int32] = []
    codes.reserveCapacity(rowCount)
    // A table of levels reads whole words.
    let padded = bytes + [UInt8](repeating: 0, count: ByteSource.padding)
    let isWithinLimit = padded.withUnsafeBufferPointer { padded in
      for row in 0..<rowCount {
        let text = UnsafeBufferPointer(rebasing: padded[offsets[row]..<offsets[row + 1]])
        codes.append(text.isEmpty ? -1 : Int32(table.level(of: text)))
        if table.count > limit { return false }
      }
      return true
    }
    guard isWithinLimit else { return nil }
    let shared = table.contents()
    return TextColumn(codes: codes, offsets: shared.offsets, bytes: shared.bytes)
  }
}
