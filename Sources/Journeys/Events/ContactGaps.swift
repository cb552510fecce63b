import LinearAlgebra

/// The gaps between contacts of the same customer, of which some are asked for by rank.
///
/// None is sorted before it has to be: gaps are counted by their leading bits, and a rank needs one class of them.
public struct ContactGaps: Sendable {
  private let log: EventLog
  private let workers: Workers
  private let blocks: [Range<Int>]
  /// Gaps by the leading bits of their pattern, which rises with the gap.
  private let classCounts: [Int]

  /// The exponent and 6 bits of the fraction; no gap is negative.
  private static let shift: UInt64 = 46

  private static let classCount = 1 << (63 - Int(shift))

  private static func classOf(_ gap: Double) -> Int { Int(truncatingIfNeeded: gap.bitPattern >> shift) }

  /// Counts the gaps of a log, and keeps the log. O(contacts).
  public init(_ log: EventLog, workers: Workers) {
    self.log = log
    self.workers = workers
    let blocks = Workers.blocks(of: log.customerCount, size: max(1 << 12, (log.customerCount + 7) / 8))
    self.blocks = blocks
    let counts = workers.map(pieces: blocks.count) { block in
      var counts = [UInt32](repeating: 0, count: Self.classCount)
      counts.withUnsafeMutableBufferPointer { counts in
        Self.forEachGap(log, blocks[block]) { counts[Self.classOf($0)] &+= 1 }
      }
      return counts
    }
    classCounts = counts.reduce(into: [Int](repeating: 0, count: Self.classCount)) { sum, counts in
      for i in sum.indices { sum[i] += Int(counts[i]) }
    }
  }

  /// A quantile of all gaps; nil without gaps. O(contacts).
  public func quantile(_ probability: Double) -> Double? { quantiles([probability])?[0] }

  /// Quantiles of all gaps; nil without gaps. O(contacts), once for all of them.
  ///
  /// Interpolated between the two nearest gaps. Source: Hyndman and Fan (1996), definition 7.
  public func quantiles(_ probabilities: [Double]) -> [Double]? {
    precondition(probabilities.allSatisfy { $0 >= 0 && $0 <= 1 }, "A quantile stands between 0 and 1.")
    let count = log.contactCount - log.customerCount
    guard count > 0 else { return nil }
    let ranks = probabilities.map { probability in
      let below = Int(probability * Double(count - 1))
      return [below, min(below + 1, count - 1)].map(classAndRank)
    }
    let classes = Set(ranks.joined().map(\.number)).sorted()
    let gaps = Dictionary(uniqueKeysWithValues: zip(classes, self.gaps(ofClasses: classes)))
    return zip(probabilities, ranks).map { probability, ranks in
      let position = probability * Double(count - 1)
      let share = position - position.rounded(.down)
      let low = gaps[ranks[0].number]![ranks[0].rank]
      return share > 0 ? low + (gaps[ranks[1].number]![ranks[1].rank] - low) * share : low
    }
  }

  /// The class of the gap that so many gaps come before, and how many of its own come before it.
  private func classAndRank(_ rank: Int) -> (number: Int, rank: Int) {
    var before = 0
    for (number, count) in classCounts.enumerated() {
      if before + count > rank { return (number, rank - before) }
      before += count
    }
    preconditionFailure("A rank is below the number of gaps.")
  }

  /// The gaps of some classes, which rise; rising within each.
  private func gaps(ofClasses wanted: [Int]) -> [[Double]] {
    // Few gaps are wanted: all are looked at one after the other, and only of those it is asked whether they lie between
    // two customers.
    let bounds = (UInt64(wanted[0]) << Self.shift)..<(UInt64(wanted[wanted.count - 1] + 1) << Self.shift)
    let pieces = workers.map(pieces: blocks.count) { block in
      var gaps = [[Double]](repeating: [], count: wanted.count)
      log.times.withUnsafeBufferPointer { times in
        log.offsets.withUnsafeBufferPointer { offsets in
          var customer = blocks[block].lowerBound
          for place in offsets[customer] + 1..<offsets[blocks[block].upperBound] {
            let gap = times[place] - times[place - 1] + 0
            guard bounds.contains(gap.bitPattern), let number = wanted.firstIndex(of: Self.classOf(gap)) else {
              continue
            }
            while offsets[customer + 1] <= place { customer += 1 }
            if offsets[customer] < place { gaps[number].append(gap) }
          }
        }
      }
      return gaps
    }
    return wanted.indices.map { place in pieces.flatMap { $0[place] }.sorted() }
  }

  @inline(__always)
  private static func forEachGap(_ log: EventLog, _ customers: Range<Int>, _ body: (Double) -> Void) {
    log.times.withUnsafeBufferPointer { times in
      log.offsets.withUnsafeBufferPointer { offsets in
        for customer in customers {
          var before = times[offsets[customer]]
          for place in offsets[customer] + 1..<offsets[customer + 1] {
            // A sum with 0 turns −0 into 0, whose pattern is the least.
            body(times[place] - before + 0)
            before = times[place]
          }
        }
      }
    }
  }
}
