import Tables

extension TextColumn {
  /// Whether no two rows hold the same bytes and none is missing.
  ///
  /// O(rows): at once where every row comes after the one before; otherwise hashes first, and compares bytes where
  /// hashes agree.
  var isUnique: Bool {
    if isDictionary, levelCount < rowCount { return false }
    if isRising { return true }
    var capacity = 16
    while capacity < 2 * rowCount { capacity *= 2 }
    var slots = [Int32](repeating: -1, count: capacity)
    for row in 0..<rowCount {
      let level = level(ofRow: row)
      if level < 0 { return false }
      var slot = Int(truncatingIfNeeded: hash(ofLevel: level) & UInt64(capacity - 1))
      while slots[slot] >= 0 {
        if equal(Int(slots[slot]), level) { return false }
        slot = (slot + 1) & (capacity - 1)
      }
      slots[slot] = Int32(truncatingIfNeeded: level)
    }
    return true
  }

  /// Whether every row is longer than the one before or, of its length, has the larger bytes; customers are often listed
  /// by number.
  private var isRising: Bool {
    for row in 1..<max(1, rowCount) {
      let (before, level) = (level(ofRow: row - 1), level(ofRow: row))
      guard before >= 0, level >= 0 else { return false }
      let rises = withBytes(ofLevel: before) { one in
        withBytes(ofLevel: level) { two in
          if one.count != two.count { return one.count < two.count }
          for (a, b) in zip(one, two) where a != b { return a < b }
          return false
        }
      }
      guard rises else { return false }
    }
    return rowCount > 1
  }

  private func hash(ofLevel level: Int) -> UInt64 {
    withBytes(ofLevel: level) { bytes in
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
      return hash ^ (hash >> 29)
    }
  }

  private func equal(_ first: Int, _ second: Int) -> Bool {
    withBytes(ofLevel: first) { one in withBytes(ofLevel: second) { one.elementsEqual($0) } }
  }
}
