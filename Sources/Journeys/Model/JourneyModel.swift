/// A fitted journey as it is saved: all that is needed to ask what-if, and where it came from.
///
/// The statistics behind it are in a file of their own (``JourneyStatisticsFile``), whose digest is here.
public struct JourneyModel: Sendable, Codable, Equatable {
  /// The kind and version of the file.
  public static let schema = "archetype/journey-model/1"

  /// The table that the journeys came from.
  public struct Source: Sendable, Codable, Equatable {
    /// Its file name without folder and ending.
    public var stem: String
    /// A digest of its bytes.
    public var digest: String
    /// Rows of the table.
    public var rows: Int

    public init(stem: String, digest: String, rows: Int) {
      self.stem = stem
      self.digest = digest
      self.rows = rows
    }
  }

  /// How contacts became journeys.
  public struct Cutting: Sendable, Codable, Equatable {
    /// Whether times are instants, in seconds since 1970, and no plain numbers.
    public var areInstants: Bool
    /// The earliest time of the log.
    public var begin: Double
    /// The end of observation.
    public var end: Double
    /// The inactivity window.
    public var inactiveAfter: Double
    /// Whether only the first journey of each customer was kept.
    public var keepsFirstOnly: Bool
    /// Whether equal touchpoints one after the other were one contact.
    public var collapsesRepeats: Bool
    /// Whether contacts that repeat an earlier one were left out.
    public var dropsDuplicates: Bool

    public init(_ rules: JourneyRules, begin: Double, areInstants: Bool, dropsDuplicates: Bool) {
      self.areInstants = areInstants
      self.begin = begin
      end = rules.end
      inactiveAfter = rules.inactiveAfter
      keepsFirstOnly = rules.keepsFirstOnly
      collapsesRepeats = rules.collapsesRepeats
      self.dropsDuplicates = dropsDuplicates
    }
  }

  /// How the log was read, so that another one can be read alike. Names are those of the options.
  public struct Reading: Sendable, Codable, Equatable {
    /// Headers by role, such as customer and time.
    public var columns: [String: String]
    /// Names of the touchpoints that are conversions.
    public var conversions: [String]
    /// What a state is: touchpoint, stage, channel, or touchpoint and channel.
    public var state: String
    /// The highest low and the lowest high score; empty without emotion bands.
    public var emotionBands: [Double]

    public init(columns: [String: String], conversions: [String], state: String, emotionBands: [Double]) {
      self.columns = columns
      self.conversions = conversions
      self.state = state
      self.emotionBands = emotionBands
    }
  }

  /// How probabilities were estimated.
  public struct Estimation: Sendable, Codable, Equatable {
    /// How many touchpoints the next step depends on.
    public var order: Int
    /// Mass on every possible cell.
    public var prior: Double
    /// Whether archetypes were drawn toward one another.
    public var poolsArchetypes: Bool
    /// In percent.
    public var level: Double

    public init(order: Int, prior: Double, poolsArchetypes: Bool, level: Double) {
      self.order = order
      self.prior = prior
      self.poolsArchetypes = poolsArchetypes
      self.level = level
    }
  }

  /// A state that contacts can be in; one for each touchpoint, or for each of its bands.
  public struct Touchpoint: Sendable, Codable, Equatable {
    /// The name of the state.
    public var name: String
    /// The touchpoint without band and channel.
    public var touchpoint: String
    /// The stage of the journey it belongs to; nil without stages.
    public var stage: String?
    /// Whether a contact here is a conversion.
    public var isConversion: Bool
    /// Mean score of its contacts; nil without scores.
    public var meanScore: Double?
    /// Mean value of its contacts after the first conversion; nil without values.
    public var laterValue: Double?

    public init(
      name: String, touchpoint: String, stage: String?, isConversion: Bool, meanScore: Double?, laterValue: Double?
    ) {
      self.name = name
      self.touchpoint = touchpoint
      self.stage = stage
      self.isConversion = isConversion
      self.meanScore = meanScore
      self.laterValue = laterValue
    }

    /// A touchpoint of which nothing but its name is known, and whether it is a conversion.
    public init(_ name: String, isConversion: Bool = false) {
      self.init(
        name: name, touchpoint: name, stage: nil, isConversion: isConversion, meanScore: nil, laterValue: nil)
    }
  }

  /// The edges of a chain over ``states``, in the order of the statistics.
  public struct Chain: Sendable, Codable, Equatable {
    /// Names of the states, start and ends included.
    public var states: [String]
    /// The state before, one an edge.
    public var from: [Int]
    /// The state after, one an edge.
    public var to: [Int]
    /// Length of a step of dwell, 0 without times; buckets are dwells of 0, 1, … steps.
    public var dwellStep: Double
    /// Number of buckets of dwell.
    public var dwellBuckets: Int

    public init(states: [String], edges: [ChainStatistics.Edge], grid: DwellGrid) {
      self.states = states
      from = edges.map { Int($0.from) }
      to = edges.map { Int($0.to) }
      dwellStep = grid.step
      dwellBuckets = grid.count
    }

    /// The edges as statistics have them.
    public var edges: [ChainStatistics.Edge] { zip(from, to).map { ChainStatistics.Edge(from: $0, to: $1) } }
    /// The steps and buckets of dwell.
    public var dwellGrid: DwellGrid { DwellGrid(step: dwellStep, count: dwellBuckets) }
  }

  /// What was estimated of one group of customers.
  public struct Group: Sendable, Codable, Equatable {
    /// `all`, or what the archetype is called in the table of archetypes.
    public var label: String
    /// The archetype's name, where the table of archetypes had one.
    public var name: String?
    /// Customers of the group.
    public var customers: Int
    /// Journeys that began, whatever became of them.
    public var journeys: Double
    /// Journeys whose end is known and counts.
    public var countedConversions: Double
    /// Journeys whose loss counts.
    public var countedLosses: Double
    /// Customers followed after their first conversion.
    public var followed: Int
    /// Mean value of a conversion; nil without values.
    public var valuePerConversion: Double?
    /// By edge of the conversion (or plain) chain.
    public var counts: [Double]
    /// Estimates, by edge.
    public var probabilities: [Double]
    /// By edge of the retention chain; empty without one.
    public var retentionCounts: [Double]
    /// Estimates, by edge of the retention chain.
    public var retentionProbabilities: [Double]
    /// Edges × buckets of the retention chain: how often each dwell was seen.
    public var retentionDwells: [Double]
    /// Kaplan–Meier: the ends of periods, and the share retained just before each.
    public var observedRetention: [RetentionPoint]

    public init(
      label: String, name: String?, customers: Int, journeys: Double, countedConversions: Double, countedLosses: Double,
      followed: Int, valuePerConversion: Double?, counts: [Double], probabilities: [Double], retentionCounts: [Double],
      retentionProbabilities: [Double], retentionDwells: [Double], observedRetention: [RetentionPoint]
    ) {
      self.label = label
      self.name = name
      self.customers = customers
      self.journeys = journeys
      self.countedConversions = countedConversions
      self.countedLosses = countedLosses
      self.followed = followed
      self.valuePerConversion = valuePerConversion
      self.counts = counts
      self.probabilities = probabilities
      self.retentionCounts = retentionCounts
      self.retentionProbabilities = retentionProbabilities
      self.retentionDwells = retentionDwells
      self.observedRetention = observedRetention
    }
  }

  /// The share retained just before a time.
  public struct RetentionPoint: Sendable, Codable, Equatable {
    /// Since the first conversion, in the unit of the log.
    public var time: Double
    /// Share that had not lapsed.
    public var retained: Double

    public init(time: Double, retained: Double) {
      self.time = time
      self.retained = retained
    }
  }

  public var schema = JourneyModel.schema
  /// The table that the journeys came from.
  public var source: Source
  /// The seed that was asked for, which intervals depend on.
  public var seed: UInt64
  /// Whether the numbers were assumed, and not observed.
  public var isAssumed: Bool
  /// The kind of the first chain: conversion or plain.
  public var kind: String
  /// Nil where the input was no log.
  public var cutting: Cutting?
  /// How the log was read; nil where the input was no log.
  public var reading: Reading?
  /// How probabilities were estimated.
  public var estimation: Estimation
  /// In the order of their states.
  public var touchpoints: [Touchpoint]
  /// From first contact to conversion or loss, or the plain chain.
  public var chain: Chain
  /// From first conversion to lapse; nil where retention is not known.
  public var retention: Chain?
  /// All customers first, then each archetype.
  public var groups: [Group]
  /// Digest of the statistics.
  public var statistics: String

  public init(
    source: Source, seed: UInt64, isAssumed: Bool, kind: StateSpace.Chain, estimation: Estimation,
    touchpoints: [Touchpoint], chain: Chain, groups: [Group], statistics: String
  ) {
    self.source = source
    self.seed = seed
    self.isAssumed = isAssumed
    self.kind = kind.rawValue
    self.estimation = estimation
    self.touchpoints = touchpoints
    self.chain = chain
    self.groups = groups
    self.statistics = statistics
  }
}
