import Journeys
import MarkovChains

/// Everything `archetype journey` was asked for.
public struct JourneyRequest: Sendable, Equatable {
  /// What a row of the input is.
  public enum Form: Sendable, Equatable {
    /// A contact.
    case events
    /// A path with how often it converted.
    case paths
    /// A transition with how often, or how probably, it happens.
    case transitions
  }

  /// What the states of the chain are.
  public enum State: String, Sendable, CaseIterable {
    case touchpoint
    case stage
    case channel
    case touchpointAndChannel = "touchpoint+channel"
  }

  public enum Order: Sendable, Equatable {
    case fixed(Int)
    case automatic
  }

  public typealias IntervalMethod = MarkovChains.IntervalMethod

  /// Which journeys of a customer are kept.
  public enum Kept: String, Sendable, CaseIterable {
    case all
    case first
  }

  /// The tables that `--table` can print; the first is the headline.
  public static let tables = [
    "touchpoints", "transitions", "matrix", "attribution", "stages", "chain", "orders", "tests", "retention",
  ]

  /// A path, or `-` for standard input.
  public var input: String
  public var form: Form = .events
  public var columns = EventColumnChoice()
  /// Names of touchpoints that are conversions; empty for a plain chain.
  public var conversions: [String] = []
  /// Names of states that end a plain chain.
  public var absorbing: [String] = []
  /// The end of observation, as a date or a plain number; nil takes the last time of the file.
  public var end: String?
  /// The inactivity window, such as `30d`; nil finds one.
  public var inactiveAfter: String?
  public var kept: Kept = .all
  public var collapsesRepeats = false
  public var dropsDuplicates = false
  public var state: State = .touchpoint
  /// Splits touchpoints by score; nil does not.
  public var emotionBands: EmotionBandChoice?
  /// A table of touchpoints and their stages.
  public var stages: String?
  /// A table of customers and their archetypes.
  public var archetypes: String?
  public var intervalMethod: IntervalMethod = .wilson
  public var level = 95.0
  /// Added to every possible cell.
  public var prior = 0.0
  public var poolsArchetypes = true
  public var order: Order = .fixed(1)
  /// The orders that are compared.
  public var orders = 0...3
  /// Length of a period of the retention table, such as `30d`.
  public var period: String?
  /// How far ahead retention counts for a touchpoint's worth, such as `12m`.
  public var horizon: String?
  /// Resamples of customers behind the intervals; 0 leaves them out.
  public var bootstraps = standardBootstraps
  /// How many journeys assumed probabilities stand for; nil gives no intervals.
  public var sampleSize: Int?
  public var seed: UInt64 = 42
  public var reading = ReadingSettings()
  public var output = OutputSettings()

  public init(input: String) {
    self.input = input
  }

  private static let standardBootstraps = 200
  private static let highestOrder = 4

  /// Checks whatever shows without opening an input.
  ///
  /// - Throws: A usage failure with a hint.
  public func validate() throws(Failure) {
    try RequestChecks.resamples(bootstraps, standard: Self.standardBootstraps)
    try RequestChecks.level(level)
    if !(prior >= 0 && prior < .infinity) {
      throw .usage("--prior \(prior) is negative", hint: "use 0, laplace, jeffreys or a positive number")
    }
    if case .fixed(let order) = order, !(1...Self.highestOrder).contains(order) {
      throw .usage(
        "--order \(order) is not between 1 and \(Self.highestOrder)", hint: "use auto to let the data decide")
    }
    if orders.lowerBound < 0 || orders.upperBound > Self.highestOrder {
      throw .usage("--orders compares orders from 0 to \(Self.highestOrder)", hint: "0...3 is the default")
    }
    if let sampleSize, sampleSize < 1 {
      throw .usage("--sample-size \(sampleSize) is no number of journeys", hint: "leave it out for no intervals")
    }
    if let inactiveAfter { _ = try TimeSpan.period(inactiveAfter, flag: "--inactive-after") }
    if let period { _ = try TimeSpan.period(period) }
    if let horizon { _ = try TimeSpan.horizon(horizon) }
    try validateForm()
    try RequestChecks.standardInput([input, stages, archetypes])
    try columns.validate()
    try reading.validate()
    try output.validate(tables: Self.tables)
  }

  private func validateForm() throws(Failure) {
    if !conversions.isEmpty, !absorbing.isEmpty {
      throw .usage(
        "--conversion and --absorbing exclude each other",
        hint: "with --conversion journeys end in conversion or loss; --absorbing is for plain chains")
    }
    if form != .transitions, sampleSize != nil {
      throw .usage(
        "--sample-size is for --transitions", hint: "leave it out: the input shows how many journeys there are")
    }
    if form == .events, conversions.isEmpty, order != .fixed(1) {
      throw .usage(
        "--order needs --conversion: without it the chain of contacts has order 1",
        hint: "leave it out; orders.csv compares --orders")
    }
    guard form != .events else { return }
    let flag = form == .paths ? "--paths" : "--transitions"
    let unusable: [(String, Bool)] = [
      ("--conversion", !conversions.isEmpty), ("--absorbing", !absorbing.isEmpty && form == .paths),
      ("--end", end != nil),
      ("--inactive-after", inactiveAfter != nil), ("--archetypes", archetypes != nil),
      ("--journeys first", kept == .first), ("--emotion-bands", emotionBands != nil),
      ("--state \(state.rawValue)", state != .touchpoint), ("--drop-duplicates", dropsDuplicates),
    ]
    if let wrong = unusable.first(where: { $0.1 }) {
      throw .usage(
        "\(wrong.0) needs an event log, and \(flag) says that there is none", hint: "leave out one of the two")
    }
    if form == .transitions, order != .fixed(1) {
      throw .usage("--order needs journeys, and --transitions has none", hint: "leave out --order")
    }
  }
}

/// The columns of an event log or path table by role, where they were named; others are found by their names.
public struct EventColumnChoice: Sendable, Equatable {
  /// What a column tells of each contact.
  public enum Role: String, Sendable, CaseIterable {
    case customer, time, touchpoint, stage, channel, value, cost, score

    /// The option that names the column.
    var flag: String { "--\(rawValue)" }
  }

  private var names: [Role: String] = [:]

  public init() {}

  /// The name of the column of a role; nil finds one by its name.
  public subscript(_ role: Role) -> String? {
    get { names[role] }
    set { names[role] = newValue }
  }

  func validate() throws(Failure) {
    let given = Role.allCases.filter { self[$0] != nil }
    for (place, role) in given.enumerated() {
      if let other = given[..<place].first(where: { self[$0] == self[role] }) {
        throw .usage(
          "column '\(names[role] ?? "")' cannot be both \(other.flag) and \(role.flag)",
          hint: "name two different columns")
      }
    }
  }
}
