import LinearAlgebra
import MarkovChains

/// Whether archetypes go through a chain differently.
///
/// Were archetypes of no matter, any customer could have been of any. So the labels are dealt anew among the customers,
/// all steps of a customer together, and G compared with what the data give. χ² takes every step for a draw of its own,
/// and calls random labels different where customers differ among themselves.
///
/// Source: Anderson and Goodman (1957) for G; Fisher (1935) for permutation.
public enum ArchetypeDifference {
  /// Tests a chain. O(permutations × (customers + entries)), on all threads; any number of them gives the same bits.
  ///
  /// If the archetypes were found from features of these journeys, the test is circular.
  ///
  /// - Parameters:
  ///   - statistics: Its units are customers, without weights.
  ///   - archetypes: Archetype of each customer, from 0; customers of a negative one are left out.
  ///   - options: How many drawings, and from what seed.
  public static func test(
    _ statistics: ChainStatistics, archetypes: [Int32], options: GroupDifference.Options
  ) -> GroupDifference {
    precondition(archetypes.count == statistics.unitCount, "Every customer has an archetype, or a negative number.")
    precondition(statistics.unitWeights.isEmpty, "Labels are dealt among customers, not among weighted paths.")
    var customers: [Int] = []
    let entries = EdgeCounts(statistics, where: { archetypes[$0] >= 0 }, units: &customers)
    let labels = customers.map { archetypes[$0] }
    let groupCount = Int(labels.max() ?? 0) + 1
    let statistic = HomogeneityStatistic(statesLeft: statistics.edges.map { Int($0.from) }, groupCount: groupCount)
    let size = groupCount * entries.edgeCount
    let observed = counts(entries, [labels], size: size)[0..<size].map { Double($0) }
    return GroupDifference(statistic, observed: observed, customerCount: customers.count, options: options) {
      drawings in
      let dealt = drawings.map { drawing in
        var stream = RandomStream(seed: options.seed, path: 0x6172_6368, UInt64(drawing))
        var dealt = labels
        LabelShuffle.shuffle(&dealt, &stream)
        return dealt
      }
      return counts(entries, dealt, size: size)
    }
  }

  /// The counts of every group under one to four deals of labels, `size` numbers a deal.
  ///
  /// Four together cost little more than one: the entries are read once.
  private static func counts(_ entries: EdgeCounts, _ deals: [[Int32]], size: Int) -> [UInt64] {
    precondition(GroupDifference.blockSize == 4 && (1...4).contains(deals.count), "Four deals are counted together.")
    // Where each customer's counts go: for absent deals, where the first deal's go once more, to be cut off.
    var bases = [SIMD4<Int32>](repeating: .zero, count: entries.unitCount)
    for place in 0..<4 {
      let deal = deals[min(place, deals.count - 1)]
      let first = Int32(place * size)
      for customer in deal.indices { bases[customer][place] = first + deal[customer] * Int32(entries.edgeCount) }
    }
    var counts = [UInt64](repeating: 0, count: 4 * size)
    counts.withUnsafeMutableBufferPointer { counts in
      entries.withEntries { offsets, edges, times in
        for customer in bases.indices {
          let base = bases[customer]
          for entry in offsets[customer]..<offsets[customer + 1] {
            let edge = Int(edges[entry])
            let count = UInt64(times[entry])
            counts[Int(base[0]) &+ edge] &+= count
            counts[Int(base[1]) &+ edge] &+= count
            counts[Int(base[2]) &+ edge] &+= count
            counts[Int(base[3]) &+ edge] &+= count
          }
        }
      }
    }
    return Array(counts[0..<deals.count * size])
  }
}
