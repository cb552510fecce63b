import LinearAlgebra

/// Those of `candidates` that meet a condition, in their order.
///
/// Every one is written and the place moves on only if it stays: no branch to be mispredicted.
@inline(__always)
func keptPlaces(_ candidates: some RandomAccessCollection<Int>, where stays: (Int) -> Bool) -> [Int] {
  [Int](unsafeUninitializedCapacity: candidates.count) { kept, count in
    for place in candidates {
      kept[count] = place
      count &+= stays(place) ? 1 : 0
    }
  }
}

extension RandomStream {
  /// The same places as ``sample(_:of:)``, rising.
  mutating func risingSample(_ count: Int, of total: Int) -> [Int] {
    let drawn = sample(count, of: total)
    guard count > total / 16 else { return drawn.sorted() }
    var isDrawn = [Bool](repeating: false, count: total)
    for place in drawn { isDrawn[place] = true }
    return isDrawn.withUnsafeBufferPointer { isDrawn in keptPlaces(0..<total) { isDrawn[$0] } }
  }
}
