import LinearAlgebra

/// The median time that each edge takes.
public enum EdgeMedians {
  /// Medians of the dwells of every edge of a chain, over all units and within each group.
  ///
  /// O(states): dwells are put together by edge, and the middle of each is found without sorting the others.
  ///
  /// - Parameters:
  ///   - chain: With dwells.
  ///   - edges: The edges wanted, by state before and state after.
  ///   - groups: The group of each unit, −1 = none; empty where there are no groups.
  /// - Returns: For all units and then each group, the median of each edge; NaN where it was not taken.
  public static func of(
    _ chain: ChainSequences, edges: [ChainStatistics.Edge], groups: [Int32], groupCount: Int, workers: Workers
  ) -> [[Double]] {
    precondition(!chain.dwells.isEmpty || chain.sequences.states.isEmpty, "Only dwells have a median.")
    let stateCount = chain.space.count
    var numbers = [Int32](repeating: -1, count: stateCount * stateCount)
    for (number, edge) in edges.enumerated() { numbers[Int(edge.from) * stateCount + Int(edge.to)] = Int32(number) }
    var medians = [medians(of: dwells(chain, numbers, edges.count) { _ in true }, workers)]
    for group in 0..<groupCount {
      medians.append(Self.medians(of: dwells(chain, numbers, edges.count) { groups[Int($0)] == Int32(group) }, workers))
    }
    return medians
  }

  /// Dwells edge by edge, and where each edge's begin.
  private static func dwells(
    _ chain: ChainSequences, _ numbers: [Int32], _ edgeCount: Int, _ isWanted: (Int32) -> Bool
  ) -> (dwells: [Float], starts: [Int]) {
    let sequences = chain.sequences
    let stateCount = sequences.stateCount
    var counts = [Int](repeating: 0, count: edgeCount + 1)
    func forEachStep(_ body: (_ edge: Int, _ place: Int) -> Void) {
      for journey in 0..<sequences.count where isWanted(chain.units[journey]) {
        for place in sequences.range(of: journey).dropFirst() {
          let edge = numbers[Int(sequences.states[place - 1]) * stateCount + Int(sequences.states[place])]
          if edge >= 0 { body(Int(edge), place) }
        }
      }
    }
    forEachStep { edge, _ in counts[edge + 1] += 1 }
    for edge in 0..<edgeCount { counts[edge + 1] += counts[edge] }
    var next = counts
    let dwells = [Float](unsafeUninitializedCapacity: counts[edgeCount]) { buffer, filled in
      forEachStep { edge, place in
        buffer[next[edge]] = chain.dwells[place]
        next[edge] += 1
      }
      filled = counts[edgeCount]
    }
    return (dwells, counts)
  }

  private static func medians(of grouped: (dwells: [Float], starts: [Int]), _ workers: Workers) -> [Double] {
    var dwells = grouped.dwells
    let starts = grouped.starts
    return dwells.withUnsafeMutableBufferPointer { dwells in
      nonisolated(unsafe) let dwells = dwells
      return workers.map(pieces: starts.count - 1) { edge in
        let own = UnsafeMutableBufferPointer(rebasing: dwells[starts[edge]..<starts[edge + 1]])
        guard !own.isEmpty else { return .nan }
        let upper = Double(select(own, own.count / 2))
        guard own.count.isMultiple(of: 2) else { return upper }
        return (Double(own[..<(own.count / 2)].max()!) + upper) / 2
      }
    }
  }

  /// The value of a rank; those before it are moved in front of it. Source: Hoare (1961), median of three as pivot.
  private static func select(_ values: UnsafeMutableBufferPointer<Float>, _ rank: Int) -> Float {
    var low = 0
    var high = values.count - 1
    while low < high {
      let middle = (low + high) / 2
      let pivot = max(min(values[low], values[middle]), min(max(values[low], values[middle]), values[high]))
      var i = low
      var j = high
      while i <= j {
        while values[i] < pivot { i += 1 }
        while values[j] > pivot { j -= 1 }
        if i <= j {
          values.swapAt(i, j)
          i += 1
          j -= 1
        }
      }
      if rank <= j {
        high = j
      } else if rank >= i {
        low = i
      } else {
        break
      }
    }
    return values[rank]
  }
}
