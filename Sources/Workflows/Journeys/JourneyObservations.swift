import Journeys
import LinearAlgebra
import MarkovChains
import Tables

/// What was observed of a journey, in the form from which everything else follows.
struct JourneyObservations {
  /// The input that it comes from.
  struct Source {
    var name: String
    var stem: String
    var digest: String
    var rows: Int

    init(name: String, stem: String, digest: String, rows: Int) {
      (self.name, self.stem, self.digest, self.rows) = (name, stem, digest, rows)
    }

    /// A table that was read as a whole.
    init(_ table: Table) {
      self.init(name: table.name, stem: table.stem, digest: table.digest, rows: table.rowCount)
    }
  }

  /// How contacts became journeys, with what that did.
  struct Cutting {
    var rules: JourneyRules
    var begin: Double
    /// Whether times are instants, in seconds, and no plain numbers.
    var hasInstants: Bool
    /// Whether the window was found in the data.
    var isWindowFound: Bool
    /// The 99th percentile of gaps; nil without gaps.
    var longerWindow: Double?
    var contacts: Int
    var customers: Int
    var ties: Int
    var oddities: LogOddities
    var duplicates: Int
    var outcomes: ConversionJourneys.Outcomes
    var lapsedCustomers: Int
    var returnedCustomers: Int

    /// Whether no contact lies a whole window before the end, so that nobody could be seen to be lost.
    var isTooShortForLosses: Bool { rules.end - begin < rules.inactiveAfter }
  }

  let source: Source
  let states: EventStates
  /// Of conversion, or plain; nil for a table of transitions.
  var chain: ChainSequences?
  let statistics: ChainStatistics
  let space: StateSpace
  /// The value of each journey's conversion, NaN = none; empty where values are unknown.
  var conversionValues: [Double] = []
  /// When each journey began; empty where times are unknown, and for plain chains.
  var startTimes: [Double] = []
  var retention: RetentionJourneys?
  var retentionStatistics: ChainStatistics?
  var archetypes: CustomerArchetypes?
  /// The number of each unit's archetype, −1 = unknown; empty without archetypes.
  var unitArchetypes: [Int32] = []
  var cutting: Cutting?
  /// The log itself, where scores need it.
  var log: EventLog?
  /// Whether the numbers were assumed, and not observed.
  var isAssumed = false
  /// The headers of a log that were used, by role; empty for other inputs.
  var headers: [EventColumnNames.Role: String] = [:]
  let remarks: [CommandOutput.Remark]

  /// Observes what the request says.
  static func read(
    _ request: JourneyRequest, workers: Workers, report: (String) -> Void
  ) throws(Failure) -> JourneyObservations {
    report("reading")
    switch request.form {
    case .events:
      var table = try EventTable.read(request, workers: workers)
      report("cutting journeys")
      return request.conversions.isEmpty
        ? try plain(&table, request, workers) : try journeys(&table, request, workers, report)
    case .paths: return try PathReading.read(request, workers: workers)
    case .transitions: return try TransitionReading.read(request)
    }
  }
}
