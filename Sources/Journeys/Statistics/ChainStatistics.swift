import LinearAlgebra
import MarkovChains

/// What fitting and resampling need of a chain: how often each unit took each edge, by how long it took.
///
/// A unit is what a bootstrap draws as a whole: a customer, a row of a path table, or a cell of a table of counts. The
/// units carry no names.
public struct ChainStatistics: Sendable, Equatable {
  /// A step that was observed, between two states.
  public struct Edge: Sendable, Hashable {
    /// The state before.
    public let from: Int32
    /// The state after.
    public let to: Int32

    public init(from: Int, to: Int) {
      self.from = Int32(from)
      self.to = Int32(to)
    }
  }

  /// Names of the states are the caller's; here they are numbers below this one.
  public let stateCount: Int
  /// Every edge observed, by state before and state after.
  public let edges: [Edge]
  /// The time steps of dwells.
  public let dwellGrid: DwellGrid
  /// Where each unit's entries begin, and at last where the last one's end.
  public let unitOffsets: [Int]
  /// Edge × ``DwellGrid/count`` + bucket, never falling within a unit.
  public let cells: [UInt32]
  /// How often the unit took the edge after a dwell of the bucket. A cell that is taken more often than fits has
  /// several entries.
  public let counts: [UInt16]
  /// How often each unit was observed: the shape of its weight in a bootstrap. Empty where each was observed once.
  public let unitWeights: [Double]

  public init(
    stateCount: Int, edges: [Edge], dwellGrid: DwellGrid, unitOffsets: [Int], cells: [UInt32], counts: [UInt16],
    unitWeights: [Double] = []
  ) {
    precondition(unitOffsets.first == 0 && unitOffsets.last == cells.count, "Offsets span all entries.")
    precondition(counts.count == cells.count, "Every entry has its count.")
    precondition(unitWeights.isEmpty || unitWeights.count == unitOffsets.count - 1, "Every unit has its weight.")
    self.stateCount = stateCount
    self.edges = edges
    self.dwellGrid = dwellGrid
    self.unitOffsets = unitOffsets
    self.cells = cells
    self.counts = counts
    self.unitWeights = unitWeights
  }

  /// Number of units.
  public var unitCount: Int { unitOffsets.count - 1 }
  /// Edges × buckets of dwell.
  public var cellCount: Int { edges.count * dwellGrid.count }

  /// Totals of every cell under weights of the units; nil weighs each by how often it was observed.
  public func cellTotals(weights: [Double]? = nil) -> [Double] {
    var totals = [Double](repeating: 0, count: cellCount)
    for unit in 0..<unitCount {
      let weight = weights?[unit] ?? (unitWeights.isEmpty ? 1 : unitWeights[unit])
      guard weight != 0 else { continue }
      for entry in unitOffsets[unit]..<unitOffsets[unit + 1] {
        totals[Int(cells[entry])] += weight * Double(counts[entry])
      }
    }
    return totals
  }

  /// Sums over the dwells of each edge.
  public func edgeTotals(ofCells totals: [Double]) -> [Double] {
    precondition(totals.count == cellCount, "Every cell has its total.")
    return edges.indices.map { edge in
      totals[edge * dwellGrid.count..<(edge + 1) * dwellGrid.count].reduce(0, +)
    }
  }

  /// Counts of transitions from totals of edges.
  public func transitionCounts(edgeTotals: [Double]) -> TransitionCounts {
    var result = TransitionCounts(stateCount: stateCount)
    for (edge, total) in zip(edges, edgeTotals) where total > 0 {
      result.add(from: Int(edge.from), to: Int(edge.to), count: total)
    }
    return result
  }
}

extension [ChainStatistics.Edge] {
  /// Which of so many states lead to one of some ends, by edges of positive weight; the ends are among them.
  func statesReaching(_ ends: [Int], weights: [Double], of stateCount: Int) -> [Bool] {
    var reaches = [Bool](repeating: false, count: stateCount)
    for end in ends { reaches[end] = true }
    var grows = true
    while grows {
      grows = false
      // Backwards, since most edges lead from a state to one behind it.
      for place in indices.reversed() where weights[place] > 0 {
        let (from, to) = (Int(self[place].from), Int(self[place].to))
        if reaches[to], !reaches[from] {
          reaches[from] = true
          grows = true
        }
      }
    }
    return reaches
  }
}

/// Time in equal steps, to which dwells are rounded.
public struct DwellGrid: Sendable, Equatable {
  /// Length of a step; 0 where times are unknown.
  public let step: Double
  /// Number of buckets: dwell 0 to (count − 1) steps.
  public let count: Int

  /// No time at all: one bucket.
  public static let none = DwellGrid(step: 0, count: 1)

  public init(step: Double, count: Int) {
    precondition(step >= 0 && count >= 1, "A grid has a bucket.")
    self.step = step
    self.count = count
  }

  /// Steps that cut an inactivity window into 32: no dwell within a journey is longer.
  public init(window: Double) {
    self.init(step: window / 32, count: 33)
  }

  /// The nearest step of a dwell.
  @inlinable
  public func bucket(of dwell: Float) -> Int {
    step > 0 ? min(count - 1, Int(Double(dwell) / step + 0.5)) : 0
  }
}
