import Journeys
import LinearAlgebra
import Reporting
import Tables

/// The states of a log's contacts: which there are, what they are called and which are conversions.
struct EventStates {
  static let missing = UInt16.max
  /// More states than this make a matrix that nobody can read and few machines can hold.
  static let most = 2_000

  /// In the order of their stages, then of their names' bytes.
  private(set) var names: [String]
  /// The touchpoint's name without channel or emotion band; for states that are stages or channels their name.
  private(set) var touchpoints: [String]
  /// The stage that most contacts of each state have; nil without stages.
  private(set) var stages: [String?]
  /// In their order.
  private(set) var stageOrder: [String]
  /// What a table of stages lacks; nothing without one.
  private(set) var stageMismatch = StageFile.Mismatch()
  private(set) var isConversion: [Bool]
  /// Touchpoints that stayed themselves among states of another kind, because they are conversions.
  private var isKept: [Bool]
  /// The bands by which touchpoints were split; nil where they were not.
  private(set) var emotionBands: EmotionBands?
  /// The state of each row.
  private(set) var codes: [UInt16]

  mutating func forgetCodes() { codes = [] }

  init(_ table: Table, _ headers: [EventColumnNames.Role: String], _ request: JourneyRequest, workers: Workers)
    throws(Failure)
  {
    let areStates = [.touchpoint, .touchpointAndChannel].contains(request.state)
    let touchpoints = try Self.texts(table, headers[.touchpoint], "touchpoints", areStates: areStates)!
    try StateNames.checkReserved(touchpoints, headers[.touchpoint]!, of: table, "touchpoint")
    let given = try request.stages.map { (path) throws(Failure) in try StageFile(path, request.reading) }
    if request.emotionBands == .automatic {
      let scores = headers[.score].flatMap { table.column(named: $0)?.numbers } ?? []
      guard EmotionBands.ofScale(scores) != nil else {
        throw .badContent(
          "the scores are of no usual scale (-2…2, 1…5 or 0…10)", file: table.name,
          hint: "--emotion-bands LOW,HIGH gives the highest low and the lowest high score")
      }
    }
    let labels = try StateLabels(table, headers, request, touchpoints: touchpoints, given: given)
    guard labels.names.count <= Self.most else {
      throw .badContent(
        "there are \(NumberText.integer(labels.names.count)) different \(Self.plural(request.state)), and a chain has at "
          + "most \(NumberText.integer(Self.most)) states", file: table.name, hint: Self.groupingHint)
    }
    self.init(labels, given: given, workers: workers)
    try StateNames.check(names, Self.plural(request.state), file: table.name)
    try StateNames.check(stageOrder, "stages", file: table.name)
    try markConversions(request.conversions, file: table.name)
    emotionBands = labels.bands
    if let given {
      stageMismatch = given.mismatch(
        (0..<touchpoints.levelCount).map { touchpoints.string(ofLevel: $0) }, conversions: request.conversions)
    }
  }

  /// States that were given by name, in the order of chains.
  init(names: [String], _ request: JourneyRequest) throws(Failure) {
    let given = try request.stages.map { (path) throws(Failure) in try StageFile(path, request.reading) }
    self.names = names
    touchpoints = names
    stages = names.map { given?.stage(of: $0) }
    stageOrder = given?.order ?? []
    stageMismatch = given?.mismatch(names, conversions: []) ?? .init()
    isConversion = names.map { _ in false }
    isKept = isConversion
    codes = []
  }

  private init(_ labels: StateLabels, given: StageFile?, workers: Workers) {
    let order = StageOrder(labels.stages.compactMap(\.self), given: given?.order ?? [])
    let sorted = labels.names.indices.sorted { first, second in
      let ranks = [first, second].map { labels.stages[$0].map { order.rank(of: $0) } ?? Int.max }
      if ranks[0] != ranks[1] { return ranks[0] < ranks[1] }
      return labels.names[first].utf8.lexicographicallyPrecedes(labels.names[second].utf8)
    }
    names = sorted.map { labels.names[$0] }
    touchpoints = sorted.map { labels.touchpoints[$0] }
    stages = sorted.map { labels.stages[$0] }
    stageOrder = order.names
    isConversion = [Bool](repeating: false, count: names.count)
    isKept = sorted.map { labels.isKept[$0] }
    var codeOfLabel = [UInt16](repeating: 0, count: sorted.count)
    for (code, label) in sorted.enumerated() { codeOfLabel[label] = UInt16(code) }
    codes = labels.codes(mapped: codeOfLabel, workers: workers)
  }

  /// Finds the states that the names of conversions mean: touchpoints, or else whole states.
  private mutating func markConversions(_ conversions: [String], file: String) throws(Failure) {
    for conversion in conversions {
      var matches = touchpoints.indices.filter { touchpoints[$0].utf8.elementsEqual(conversion.utf8) }
      // A stage may be called like the touchpoint that converts; its other contacts do not.
      if matches.contains(where: { isKept[$0] }) { matches.removeAll { !isKept[$0] } }
      if matches.isEmpty { matches = names.indices.filter { names[$0].utf8.elementsEqual(conversion.utf8) } }
      guard !matches.isEmpty else {
        throw .unknownName(
          conversion, among: names, plural: "touchpoints",
          message: "no contact is called '\(conversion)', which --conversion names", in: file)
      }
      for match in matches { isConversion[match] = true }
    }
  }

  private static let groupingHint =
    "group them first: a column with the kind of page instead of its address, or --state stage or channel"

  /// A column of texts as a dictionary; nil where there is none.
  ///
  /// - Throws: A failure for a column whose texts are states, and too many to be.
  static func texts(
    _ table: Table, _ header: String?, _ plural: String, areStates: Bool
  ) throws(Failure) -> TextColumn? {
    guard let header, let texts = table.column(named: header)?.texts else { return nil }
    guard !texts.isDictionary else { return texts }
    var levels: Set<[UInt8]> = []
    for row in 0..<(areStates ? texts.rowCount : 0) {
      levels.insert(texts.withBytes(ofLevel: row) { Array($0) })
      guard levels.count <= most + 1 else {
        throw .badContent(
          "column '\(header)' has more than \(NumberText.integer(most)) different \(plural), and a chain has at most so "
            + "many states", file: table.name, hint: groupingHint)
      }
    }
    return TextColumn((0..<texts.rowCount).map { texts.string(ofRow: $0) })
  }

  private static func plural(_ state: JourneyRequest.State) -> String {
    switch state {
    case .touchpoint: "touchpoints"
    case .stage: "stages"
    case .channel: "channels"
    case .touchpointAndChannel: "pairs of touchpoint and channel"
    }
  }
}
