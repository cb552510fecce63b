import LinearAlgebra

/// The median time that each edge takes.
public enum EdgeMedians {
  /// Medians of the dwells of every edge of a chain, over all units and within each group.
  ///
  /// O(states): a part of the dwells, counted by edge and leading bits, tells about where the medians lie, and only what
  /// lies there is looked at one by one. The medians are those of all dwells, whatever the part.
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
    let ofGroups = (0..<groupCount).map { JourneysOfGroup(number: Int32($0), groups: groups, units: chain.units) }
    return [dwells.medians(of: EveryJourney())] + ofGroups.map { dwells.medians(of: $0) }
  }
}

/// Journeys whose dwells are wanted. A type and no closure: the inner loops have to be made for each.
private protocol WantedJourneys: Sendable {
  func contains(_ journey: Int) -> Bool
}

private struct EveryJourney: WantedJourneys {
  @inline(__always)
  func contains(_ journey: Int) -> Bool { true }
}

private struct JourneysOfGroup: WantedJourneys {
  let number: Int32
  /// The group of each unit.
  let groups: [Int32]
  /// The unit of each journey.
  let units: [Int32]

  @inline(__always)
  func contains(_ journey: Int) -> Bool { groups[Int(units[journey])] == number }
}

/// The dwells of a chain by edge.
private struct EdgeDwells: Sendable {
  let chain: ChainSequences
  /// By state before and state after; ``edgeCount`` for edges that nobody wants.
  let edgeNumbers: [Int32]
  let edgeCount: Int
  let workers: Workers

  /// Counts of classes, edges × classes, should stay in a processor's cache.
  private static let mostClasses = 1 << 17
  /// Of so many journeys a part tells well enough where the middle of all lies.
  private static let leastSampled = 1 << 15
  /// That part is a run of so many journeys out of every ``sampling`` runs.
  private static let runLength = 1 << 8
  private static let sampling = 8
  /// Standard errors that the middle of all may lie from that of a part; further away it is looked for again.
  private static let margin = 6.0

  /// Medians of the dwells in the journeys that are wanted.
  func medians(of wanted: some WantedJourneys) -> [Double] {
    let blocks = chain.journeyBlocks
    if chain.journeyCount >= Self.leastSampled {
      // Customers stand by their parts of the log and by their first contacts within them, so that runs from all over are
      // like the rest. Where they are not, that costs a second look, and no digit.
      let sample = blocks.map { block in
        stride(from: block.lowerBound, to: block.upperBound, by: Self.runLength * Self.sampling).map { start in
          start..<min(start + Self.runLength, block.upperBound)
        }
      }
      let found = medians(blocks, within: classes(of: sample, margin: Self.margin, wanted), wanted).compactMap(\.self)
      if found.count == edgeCount { return found }
    }
    return medians(blocks, within: classes(of: blocks.map { [$0] }, margin: 0, wanted), wanted).map { median in
      guard let median else { preconditionFailure("All dwells have been counted, so their middle is among them.") }
      return median
    }
  }

  /// How many bits of a dwell, after its sign, are the number of its class.
  private var classBits: Int { (1...12).last { edgeCount << $0 <= Self.mostClasses } ?? 0 }

  /// The classes of each edge in which the middle of the dwells in some journeys lies, with a margin on both sides.
  private func classes(of pieces: [[Range<Int>]], margin: Double, _ wanted: some WantedJourneys) -> [Range<UInt32>] {
    let bits = classBits
    let shift = UInt32(31 - bits)
    let counts = workers.map(pieces: pieces.count) { piece in
      // What nobody wants is counted as well: not to would take longer.
      var counts = [UInt32](repeating: 0, count: (edgeCount + 1) << bits)
      counts.withUnsafeMutableBufferPointer { counts in
        for journeys in pieces[piece] {
          forEachDwell(journeys, wanted) { edge, dwell in
            counts[edge << bits | Int(truncatingIfNeeded: dwell.bitPattern &>> shift)] &+= 1
          }
        }
      }
      return counts
    }
    return workers.map(pieces: edgeCount) { edge in
      let own = (0..<1 << bits).map { number in counts.reduce(0) { $0 + Int($1[edge << bits | number]) } }
      return Self.middle(of: own, margin: margin)
    }
  }

  /// The classes from the lower to the upper middle one of some dwells, with so many standard errors on both sides; all where
  /// the dwells are too few to tell.
  private static func middle(of counts: [Int], margin: Double) -> Range<UInt32> {
    let count = counts.reduce(0, +)
    // That so many of n fall below the median of all varies by √n / 2.
    let reach = Int((margin * Double(count).squareRoot() / 2).rounded(.up))
    let (least, most) = ((count - 1) / 2 - reach, count / 2 + reach)
    guard margin == 0 || least > 0 else { return 0..<UInt32(counts.count) }
    var before = 0
    var lower: Int?
    for (number, own) in counts.enumerated() {
      before += own
      if lower == nil, before > least { lower = number }
      if let lower, before > most { return UInt32(lower)..<UInt32(number + 1) }
    }
    return 0..<0
  }

  /// The median of each edge, which should lie within some classes; nil where it does not.
  private func medians(
    _ blocks: [Range<Int>], within classes: [Range<UInt32>], _ wanted: some WantedJourneys
  ) -> [Double?] {
    let pieces = workers.map(pieces: blocks.count) { block in dwells(of: blocks[block], within: classes, wanted) }
    return workers.map(pieces: edgeCount) { edge in MiddleDwells.median(of: edge, pieces) }
  }

  private func dwells(
    of journeys: Range<Int>, within classes: [Range<UInt32>], _ wanted: some WantedJourneys
  ) -> MiddleDwells {
    let shift = UInt32(31 - classBits)
    // No class of what nobody wants.
    let (lower, upper) = (classes.map(\.lowerBound) + [0], classes.map(\.upperBound) + [0])
    let places = chain.sequences.offsets
    let most = places[journeys.upperBound] - places[journeys.lowerBound]
    var sides = [UInt32](repeating: 0, count: MiddleDwells.sideCount * (edgeCount + 1))
    return withUnsafeTemporaryAllocation(of: (edge: UInt32, dwell: Float).self, capacity: most + 1) { found in
      var count = 0
      sides.withUnsafeMutableBufferPointer { sides in
        lower.withUnsafeBufferPointer { lower in
          upper.withUnsafeBufferPointer { upper in
            forEachDwell(journeys, wanted) { edge, dwell in
              let number = dwell.bitPattern &>> shift
              // Each is written and most are overwritten: a branch would often be guessed wrong.
              let side = (number < lower[edge] ? 0 : 1) &+ (number < upper[edge] ? 0 : 1)
              sides[MiddleDwells.sideCount &* edge &+ side] &+= 1
              found[count] = (UInt32(truncatingIfNeeded: edge), dwell)
              count &+= side & MiddleDwells.within
            }
          }
        }
      }
      return MiddleDwells(sides: sides, found: UnsafeBufferPointer(rebasing: found[..<count]))
    }
  }

  @inline(__always)
  private func forEachDwell(
    _ journeys: Range<Int>, _ wanted: some WantedJourneys, _ body: (_ edge: Int, Float) -> Void
  ) {
    let stateCount = chain.space.count
    chain.dwells.withUnsafeBufferPointer { dwells in
      edgeNumbers.withUnsafeBufferPointer { numbers in
        let unwanted = edgeCount
        func take(_ journey: Int, _ from: Int, _ to: Int, _ place: Int) {
          let edge = Int(numbers[from &* stateCount &+ to])
          body(wanted.contains(journey) ? edge : unwanted, dwells[place])
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

/// Dwells of some journeys about the middle of their edge, and how many lie on each side.
private struct MiddleDwells: Sendable {
  /// Below the classes looked at, within them and above; only the number of the second one is odd.
  static let sideCount = 3
  static let within = 1

  /// By edge and side.
  private let sides: [UInt32]
  /// Those within, edge by edge.
  private let dwells: [Float]
  /// Where those of each edge begin.
  private let starts: [Int]

  init(sides: [UInt32], found: UnsafeBufferPointer<(edge: UInt32, dwell: Float)>) {
    var starts: [Int] = []
    var end = 0
    for edge in 0..<sides.count / Self.sideCount {
      starts.append(end)
      end += Int(sides[Self.sideCount * edge + Self.within])
    }
    var next = starts
    dwells = [Float](unsafeUninitializedCapacity: found.count) { dwells, filled in
      for (edge, dwell) in found {
        dwells[next[Int(edge)]] = dwell
        next[Int(edge)] += 1
      }
      filled = found.count
    }
    self.sides = sides
    self.starts = starts
  }

  /// The median of an edge from all pieces; NaN without dwells, nil where it does not lie within.
  static func median(of edge: Int, _ pieces: [MiddleDwells]) -> Double? {
    let counts = (0..<sideCount).map { side in pieces.reduce(0) { $0 + Int($1.sides[sideCount * edge + side]) } }
    let count = counts.reduce(0, +)
    guard count > 0 else { return .nan }
    let (lower, upper) = ((count - 1) / 2 - counts[0], count / 2 - counts[0])
    guard lower >= 0, upper < counts[within] else { return nil }
    var own = pieces.flatMap { $0.dwells[$0.starts[edge]..<$0.starts[edge + 1]] }
    return own.withUnsafeMutableBufferPointer { own in
      let last = Double(OrderStatistics.select(upper, of: own))
      return lower == upper ? last : (Double(own[..<upper].max()!) + last) / 2
    }
  }
}
