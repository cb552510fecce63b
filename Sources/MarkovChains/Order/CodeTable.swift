/// Counts of codes by open addressing, for tuples of too many states to have a place each.
struct CodeTable: Sendable {
  private static let empty = UInt64.max

  private var keys = [UInt64](repeating: CodeTable.empty, count: 1024)
  private var counts = [Int](repeating: 0, count: 1024)
  private var filled = 0

  /// Adds to the count of a code below 2⁶³.
  @inline(__always)
  mutating func add(_ code: UInt64, _ times: Int) {
    let place = self.place(of: code)
    if keys[place] == code {
      counts[place] &+= times
      return
    }
    keys[place] = code
    counts[place] = times
    filled += 1
    if 2 * filled > keys.count { grow() }
  }

  /// Codes and counts, codes rising; codes counted 0 times are left out.
  var sorted: (codes: [UInt64], counts: [Int]) {
    let order = keys.indices.filter { keys[$0] != Self.empty && counts[$0] > 0 }.sorted { keys[$0] < keys[$1] }
    return (order.map { keys[$0] }, order.map { counts[$0] })
  }

  /// Adds all counts of another table.
  mutating func add(_ other: CodeTable) {
    for place in other.keys.indices where other.keys[place] != Self.empty {
      add(other.keys[place], other.counts[place])
    }
  }

  @inline(__always)
  private func place(of code: UInt64) -> Int {
    // Fibonacci hashing: the high bits of a product by the golden ratio.
    var place = Int((code &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - keys.count.trailingZeroBitCount))
    while keys[place] != code && keys[place] != Self.empty { place = (place &+ 1) & (keys.count &- 1) }
    return place
  }

  private mutating func grow() {
    let old = self
    keys = [UInt64](repeating: Self.empty, count: 2 * old.keys.count)
    counts = [Int](repeating: 0, count: 2 * old.keys.count)
    for place in old.keys.indices where old.keys[place] != Self.empty {
      let target = self.place(of: old.keys[place])
      keys[target] = old.keys[place]
      counts[target] = old.counts[place]
    }
  }
}
