import Reporting

/// Everything `archetype generate events` was asked for.
public struct GenerateEventsRequest: Sendable, Equatable {
  /// The law of the time from a contact to the next, cut below the inactivity window.
  public enum DwellLaw: String, Sendable, CaseIterable {
    case exponential
    /// Of shape 2: more regular than exponential.
    case gamma
  }

  /// Customers to make, at least 1; each has a contact.
  public var customers = 3000
  /// Kinds of contact, the purchase included; at least one a stage.
  public var touchpoints = 12
  /// Stages to have touchpoints of: `purchase`, one before it, and any others; their order does not matter.
  public var stages = EventStage.names
  /// Groups with chains of their own, 1…customers.
  public var archetypes = 3
  /// Length of the observed window in days; first contacts fall anywhere in it.
  public var days = 180
  /// W, the inactivity window: contacts of one journey are closer together than this, contacts of two are farther apart.
  public var inactiveAfter = TimeSpan(30, .days)
  /// Typical time from a contact to the next; nil takes 1.5 days, or a tenth of a shorter inactivity window.
  public var dwell: TimeSpan?
  public var dwellLaw = DwellLaw.exponential
  /// Share of customers who come back after each silence, 0…1.
  public var returningShare = 0.1
  public var seed: UInt64 = 42
  public var output = OutputSettings()

  /// The share that `10%` or `0.1` says.
  ///
  /// - Throws: A usage failure where it says none.
  public static func returningShare(parsing text: String) throws(Failure) -> Double {
    guard let share = Share.parsed(text) else {
      throw .usage(
        "--returning '\(printable(text))' is no share", hint: WrittenNumber.withoutComma(text) ?? "such as 10% or 0.1")
    }
    return share
  }

  static let longestWindow = 3650
  static let shortestInactivity = 3600.0
  static let shortestDwell = 60.0
  /// The longest typical time to the next contact, as a share of the inactivity window.
  static let largestDwellShare = 0.1

  public init() {}

  /// Length of the observed window in seconds.
  var windowLength: Int { days * Int(TimeSpan.Unit.days.seconds) }

  /// The inactivity window in whole seconds; only of a valid request.
  var inactivity: Int { Int(Self.seconds(inactiveAfter).rounded()) }

  /// Typical time from a contact to the next, in seconds.
  var typicalDwell: Double {
    dwell.map(Self.seconds)
      ?? min(1.5 * TimeSpan.Unit.days.seconds, Self.largestDwellShare * Self.seconds(inactiveAfter))
  }

  /// A plain number is one of days.
  private static func seconds(_ span: TimeSpan) -> Double { span.amount * (span.unit ?? .days).seconds }

  private static func text(_ span: TimeSpan) -> String {
    NumberText.number(span.amount) + (span.unit ?? .days).rawValue
  }

  /// Checks whatever shows without doing the work.
  ///
  /// - Throws: A usage failure with a hint.
  public func validate() throws(Failure) {
    try RequestChecks.range(customers, 1...1_000_000_000, "--customers")
    try RequestChecks.range(archetypes, 1...50, "--archetypes")
    try RequestChecks.range(touchpoints, 2...500, "--touchpoints")
    try RequestChecks.range(days, 2...Self.longestWindow, "--days")
    try validateStages()
    if archetypes > customers {
      throw .usage(
        "--archetypes \(archetypes) needs at least as many customers, not \(customers)", hint: "raise --customers")
    }
    try validateTimes()
    guard (0...1).contains(returningShare) else {
      throw .usage(
        "--returning \(WrittenNumber.shown(returningShare)) is not between 0 and 1",
        hint: "10% brings one silent customer in ten back")
    }
    try validateSize()
    try output.validate(tables: [])
  }

  private func validateStages() throws(Failure) {
    for stage in stages where !EventStage.names.contains(stage) {
      throw .unknownName(
        stage, among: EventStage.names, plural: "stages", message: "there is no stage '\(printable(stage))'")
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

  private func validateTimes() throws(Failure) {
    let silence = Self.seconds(inactiveAfter)
    guard silence >= Self.shortestInactivity else {
      throw .usage("--inactive-after \(Self.text(inactiveAfter)) is less than an hour", hint: "30d is the default")
    }
    if silence >= Double(windowLength) {
      throw .usage(
        "--inactive-after \(Self.text(inactiveAfter)) leaves no loss to be seen in \(days) days",
        hint: "raise --days, or lower --inactive-after")
    }
    guard let dwell else { return }
    if Self.seconds(dwell) > Self.largestDwellShare * silence {
      throw .usage(
        "--dwell \(Self.text(dwell)) is more than a tenth of --inactive-after \(Self.text(inactiveAfter)), "
          + "so that a pause could pass for a loss", hint: "lower --dwell, or raise --inactive-after")
    }
    if Self.seconds(dwell) < Self.shortestDwell {
      throw .usage("--dwell \(Self.text(dwell)) is less than a minute", hint: "36h is the default")
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
}
