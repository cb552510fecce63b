import LinearAlgebra

/// The median time that each edge takes.
public enum EdgeMedians {
  /// Medians of the dwells of every edge of a chain, over all units and within each group.
  ///
  /// O(states): dwells are counted by edge and leading bits, and only those that share these with the median are looked
  /// at one by one.
  ///
  /// - Parameters:
  ///   - chain: With dwells.
  ///   - edges: The edges wanted, by state before and state after.
  ///   - groups: The group of each unit, −1 = none; empty where there are no groups.
  ///   - groupCount: Number of groups.
  ///   - workers: Threads to use; any number gives the same result.
  /// - Returns: For all units and then each group, the median of each edge; NaN where it was not taken.
  public static func of(
    _ chain: ChainSequences, edges: [ChainStatistics.Edge], groups: [Int32], groupCount: Int, workers: Workers
  ) -> [[Double]] {
    precondition(!chain.dwells.isEmpty || chain.sequences.states.isEmpty, "Only dwells have a median.")
    let stateCount = chain.space.count
    // Other pairs of states are counted in a cell beyond.
    var numbers = [Int32](repeating: Int32(edges.count), count: stateCount * stateCount)
    for (number, edge) in edges.enumerated() { numbers[Int(edge.from) * stateCount + Int(edge.to)] = Int32(number) }
    let dwells = EdgeDwells(chain: chain, edgeNumbers: numbers, edgeCount: edges.count, workers: workers)
    return [dwells.medians { _ in true }]
      + (0..<groupCount).map { group in dwells.medians { groups[Int(chain.units[$0])] == Int32(group) } }
  }
}

/// The dwells of a chain by edge.
private struct EdgeDwells: Sendable {
  let chain: ChainSequences
  /// By state before and state after; ``edgeCount`` for edges that nobody wants.
  let edgeNumbers: [Int32]
  let edgeCount: Int
  let workers: Workers

  /// Counts of classes, edges × classes, should stay in a processor's cache.
  private static let mostClasses = 1 << 18

  /// Medians of the dwells in the journeys that are wanted.
  @inline(__always)
  func medians(_ isWanted: @Sendable (_ journey: Int) -> Bool) -> [Double] {
    let bits = (1...12).last { edgeCount << $0 <= Self.mostClasses } ?? 0
    // What nobody wants is counted as well: not to would take longer.
    let cellCount = edgeCount + 1
    let shift = UInt32(31 - bits)
    let blocks = chain.journeyBlocks
    let counts = workers.map(pieces: blocks.count) { block in
      var counts = [UInt32](repeating: 0, count: cellCount << bits)
      counts.withUnsafeMutableBufferPointer { counts in
        forEachDwell(blocks[block], isWanted) { edge, dwell in
          counts[edge << bits | Int(truncatingIfNeeded: dwell.bitPattern >> shift)] &+= 1
        }
      }
      return counts
    }
    let middles = workers.map(pieces: edgeCount) { edge in
      MiddleClasses((0..<1 << bits).map { number in counts.reduce(0) { $0 + Int($1[edge << bits | number]) } })
    }
    // Where each block puts its dwells of each edge's middle classes.
    var starts = [[Int]](repeating: [], count: blocks.count)
    var bounds = [0]
    var end = 0
    for edge in 0..<edgeCount {
      for block in blocks.indices {
        starts[block].append(end)
        for number in middles[edge].classes { end += Int(counts[block][edge << bits | number]) }
      }
      bounds.append(end)
    }
    let firstClasses = middles.map { UInt32($0.bounds.lowerBound) } + [0]
    let classCounts = middles.map { UInt32($0.bounds.count) } + [0]
    var dwells = [Float](unsafeUninitializedCapacity: end) { buffer, filled in
      nonisolated(unsafe) let slots = buffer
      let starts = starts
      workers.forEach(pieces: blocks.count) { block, _ in
        var next = starts[block]
        next.withUnsafeMutableBufferPointer { next in
          firstClasses.withUnsafeBufferPointer { first in
            classCounts.withUnsafeBufferPointer { counts in
              forEachDwell(blocks[block], isWanted) { edge, dwell in
                if dwell.bitPattern >> shift &- first[edge] < counts[edge] {
                  slots[next[edge]] = dwell
                  next[edge] &+= 1
                }
              }
            }
          }
        }
      }
      filled = end
    }
    let places = bounds
    return dwells.withUnsafeMutableBufferPointer { dwells in
      nonisolated(unsafe) let dwells = dwells
      return workers.map(pieces: edgeCount) { edge in
        middles[edge].median(UnsafeMutableBufferPointer(rebasing: dwells[places[edge]..<places[edge + 1]]))
      }
    }
  }

  @inline(__always)
  private func forEachDwell(
    _ journeys: Range<Int>, _ isWanted: (_ journey: Int) -> Bool, _ body: (_ edge: Int, Float) -> Void
  ) {
    let stateCount = chain.space.count
    chain.dwells.withUnsafeBufferPointer { dwells in
      edgeNumbers.withUnsafeBufferPointer { numbers in
        let unwanted = edgeCount
        func take(_ journey: Int, _ from: Int, _ to: Int, _ place: Int) {
          let edge = Int(numbers[from &* stateCount &+ to])
          body(isWanted(journey) ? edge : unwanted, dwells[place])
        }
        if chain.space.chain == .plain {
          chain.forEachStep(of: journeys, take)
        } else {
          chain.forEachPair(of: journeys, take)
        }
      }
    }
  }
}

/// Which classes of leading bits hold the middle of some dwells.
private struct MiddleClasses: Sendable {
  let count: Int
  /// Dwells in classes below.
  let before: Int
  /// From the class of the lower to that of the upper middle one; no dwell lies between them. Empty without dwells.
  let bounds: Range<Int>

  /// The classes that dwells may be of.
  var classes: [Int] {
    bounds.isEmpty ? [] : bounds.count == 1 ? [bounds.lowerBound] : [bounds.lowerBound, bounds.upperBound - 1]
  }

  init(_ counts: [Int]) {
    count = counts.reduce(0, +)
    var before = 0
    var lower: Int?
    var lowerBefore = 0
    var upper = -1
    for (number, own) in counts.enumerated() where own > 0 {
      if lower == nil, before + own > (count - 1) / 2 { (lower, lowerBefore) = (number, before) }
      if upper < 0, before + own > count / 2 { upper = number }
      before += own
    }
    self.before = lowerBefore
    bounds = (lower ?? 0)..<(lower == nil ? 0 : upper + 1)
  }

  /// The median, given the dwells of the classes.
  func median(_ own: UnsafeMutableBufferPointer<Float>) -> Double {
    guard count > 0 else { return .nan }
    let rank = count / 2 - before
    let upper = Double(OrderStatistics.select(rank, of: own))
    guard count.isMultiple(of: 2) else { return upper }
    return (Double(own[..<rank].max()!) + upper) / 2
  }
}
