import Reporting

/// Everything `archetype generate events` was asked for.
public struct GenerateEventsRequest: Sendable, Equatable {
  /// The law of the time from a contact to the next, cut below the inactivity window.
  public enum DwellLaw: String, Sendable, CaseIterable {
    case exponential
    /// Of shape 2: more regular than exponential.
    case gamma
  }

  /// Every stage that touchpoints can be of, in their order.
  public static let allStages = EventStage.names

  /// Customers to make, at least 1; each has a contact.
  public var customers = 3000
  /// Kinds of contact, the purchase included; at least one a stage.
  public var touchpoints = 12
  /// Stages to have touchpoints of: `purchase`, one before it, and any others; their order does not matter.
  public var stages = GenerateEventsRequest.allStages
  /// Groups with chains of their own, 1…customers.
  public var archetypes = 3
  /// Length of the observed window in days; first contacts fall anywhere in it.
  public var days = 180
  /// W, the inactivity window: contacts of one journey are closer together than this, contacts of two are farther apart.
  public var inactiveAfterDays = 30
  /// Typical days from a contact to the next; nil takes ``typicalDwellDays``.
  public var dwellDays: Double?
  public var dwellLaw = DwellLaw.exponential
  /// Share of customers who come back after each silence, 0…0.95.
  public var returningShare = 0.1
  public var seed: UInt64 = 42
  public var output = OutputSettings()

  static let longestWindow = 3650
  static let largestDwellShare = 0.1
  static let smallestDwell = 0.001

  public init() {}

  /// Typical days from a contact to the next: those asked for, or 1.5, or a tenth of a shorter inactivity window.
  public var typicalDwellDays: Double {
    dwellDays ?? min(1.5, Self.largestDwellShare * Double(inactiveAfterDays))
  }

  /// Checks whatever shows without doing the work.
  ///
  /// - Throws: A usage failure with a hint.
  public func validate() throws(Failure) {
    try requireRange(customers, 1...1_000_000_000, "--customers")
    try requireRange(archetypes, 1...50, "--archetypes")
    try requireRange(touchpoints, 2...500, "--touchpoints")
    try requireRange(days, 2...Self.longestWindow, "--days")
    try requireRange(inactiveAfterDays, 1...Self.longestWindow, "--inactive-after")
    try validateStages()
    if archetypes > customers {
      throw .usage(
        "--archetypes \(archetypes) needs at least as many customers, not \(customers)", hint: "raise --customers")
    }
    if inactiveAfterDays >= days {
      throw .usage(
        "--inactive-after \(inactiveAfterDays)d leaves no loss to be seen in \(days) days",
        hint: "raise --days, or lower --inactive-after")
    }
    try validateDwell()
    guard (0...0.95).contains(returningShare) else {
      throw .usage(
        "--returning \(returningShare) is not between 0 and 0.95", hint: "0.1 brings one silent customer in ten back")
    }
    try validateSize()
    try output.validate(tables: [])
  }

  private func validateStages() throws(Failure) {
    for stage in stages where !Self.allStages.contains(stage) {
      throw .unknownName(
        stage, among: Self.allStages, plural: "stages", message: "there is no stage '\(printable(stage))'")
    }
    if let twice = stages.first(where: { stage in stages.count { $0 == stage } > 1 }) {
      throw .usage("--stages has '\(twice)' twice", hint: "name every stage once")
    }
    guard stages.contains(EventStage.purchase.rawValue) else {
      throw .usage("--stages lacks 'purchase', so that nobody could convert", hint: "add purchase")
    }
    guard EventStage.allCases.contains(where: { $0.isBeforePurchase && stages.contains($0.rawValue) }) else {
      throw .usage(
        "--stages has none in which a journey could begin", hint: "add awareness, consideration or decision")
    }
    if touchpoints < stages.count {
      throw .usage(
        "--touchpoints \(touchpoints) is fewer than the \(stages.count) stages",
        hint: "raise --touchpoints, or name fewer stages with --stages")
    }
  }

  private func validateDwell() throws(Failure) {
    let longest = Self.largestDwellShare * Double(inactiveAfterDays)
    if typicalDwellDays > longest {
      throw .usage(
        "--dwell \(typicalDwellDays) is too near to --inactive-after \(inactiveAfterDays)d for the two to be told apart",
        hint: "use --dwell \(NumberText.number(longest)) or less, or raise --inactive-after")
    }
    guard typicalDwellDays >= Self.smallestDwell else {
      throw .usage(
        "--dwell \(typicalDwellDays) is not at least \(Self.smallestDwell) days", hint: "0.04 is about an hour")
    }
  }

  private func validateSize() throws(Failure) {
    let contacts = GeneratedEvents.expectedContacts(self)
    guard contacts > GeneratedEvents.largestContactCount else { return }
    let most = Int(Double(customers) * GeneratedEvents.largestContactCount / contacts)
    let gigabytes = Int(contacts * GeneratedEvents.bytesPerContact / 1e9)
    throw .usage(
      "\(NumberText.integer(customers)) customers make some \(NumberText.integer(Int(contacts))) contacts, which need "
        + "some \(NumberText.integer(gigabytes)) GB of memory",
      hint: "ask for at most \(most) customers")
  }

  private func requireRange(_ value: Int, _ range: ClosedRange<Int>, _ flag: String) throws(Failure) {
    guard range.contains(value) else {
      throw .usage(
        "\(flag) \(value) is out of range", hint: "use a number from \(range.lowerBound) to \(range.upperBound)")
    }
  }
}
