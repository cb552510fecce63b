import MarkovChains

/// Aggregated journeys: each path with how many journeys of it converted and how many did not.
public struct PathTable: Sendable {
  /// One row of a path table.
  public struct Path: Sendable, Equatable {
    /// Touchpoints in order, at least one.
    public var touchpoints: [Int]
    /// Journeys that converted.
    public var conversions: Int64
    /// Journeys that did not convert.
    public var nulls: Int64
    /// What the conversions were worth; NaN = unknown.
    public var value: Double

    public init(touchpoints: [Int], conversions: Int64, nulls: Int64 = 0, value: Double = .nan) {
      precondition(!touchpoints.isEmpty && conversions >= 0 && nulls >= 0, "A path has touchpoints and counts.")
      self.touchpoints = touchpoints
      self.conversions = conversions
      self.nulls = nulls
      self.value = value
    }
  }

  /// The rows, in their order.
  public let paths: [Path]
  /// Names of touchpoints, by number.
  public let touchpoints: [String]

  public init(_ paths: [Path], touchpoints: [String]) {
    self.paths = paths
    self.touchpoints = touchpoints
  }

  /// The journeys of the table, converted ones of a path before its others; units are rows of the table.
  public var chain: ChainSequences {
    let space = StateSpace(.conversion, touchpoints: touchpoints)
    var lists: [[Int]] = []
    var units: [Int32] = []
    var weights: [Double] = []
    for (row, path) in paths.enumerated() {
      for (count, end) in [(path.conversions, space.conversionState), (path.nulls, space.lostState)] where count > 0 {
        lists.append([0] + path.touchpoints.map { $0 + 1 } + [end])
        units.append(Int32(row))
        weights.append(Double(count))
      }
    }
    return ChainSequences(
      space: space, sequences: Sequences(lists, stateCount: space.count), units: units, weights: weights)
  }
}
