import Journeys
import Reporting
import Simulation

/// Why a scenario was refused, in words, with the place where it was written.
struct ScenarioRefusal {
  private let error: ScenarioError
  private let scenario: PlacedScenario
  private let model: JourneyModel
  private let file: String

  /// - Parameter file: The model's.
  init(_ error: ScenarioError, _ scenario: PlacedScenario, model: JourneyModel, file: String) {
    self.error = error
    self.scenario = scenario
    self.model = model
    self.file = file
  }

  var failure: Failure {
    var failure = words
    switch scenario.origin {
    case .options(let texts):
      if let number = error.intervention { failure.message = "\(texts[number]): \(failure.message)" }
      if failure.kind == .badContent { failure.file = file }
    case .file(let settings, let whole, let interventions):
      let node = error.intervention.map { interventions[$0] } ?? whole
      let placed = settings.failure(failure.message, at: node)
      (failure.kind, failure.file, failure.line) = (.badContent, placed.file, placed.line)
      (failure.column, failure.excerpt, failure.caret) = (placed.column, placed.excerpt, placed.caret)
    }
    return failure
  }

  private var words: Failure {
    switch error.reason {
    case .noInterventions: .usage("the scenario '\(scenario.scenario.name)' changes nothing: it has no interventions")
    case .unknownPlace(let place, let expected) where names(expected).contains("(\(place.description))"):
      Failure(
        kind: .badContent, message: "the model has no touchpoint '\(place.description)'",
        hint: "did you mean '(\(place.description))'?")
    case .unknownPlace(let place, let expected):
      .unknownName(
        place.description, among: names(expected), plural: "touchpoints", kind: .badContent,
        message: "the model has no touchpoint '\(place.description)'")
    case .unusablePlace(let place, let expected):
      Failure(kind: .usage, message: "'\(place.description)' cannot stand here", hint: Self.hint(expected))
    case .shareOutOfRange(let share):
      .usage(
        "\(Self.percent(share)) is no share",
        hint: "shares and probabilities lie between 0% and 100%, such as 15% or 0.15")
    case .amountOutOfRange(let amount):
      .usage(
        "\(NumberText.number(amount)) cannot be used here",
        hint: isAdded ? "write points such as 5% or 0.05, from -100% to 100%" : "give a number from 0 on")
    case .probabilityAboveOne(let from, let to, let value):
      .usage(
        "the probability of going from \(from) to \(to) would be \(Self.percent(value))",
        hint: "it cannot be above 100%; use a smaller number\(group)")
    case .probabilityBelowZero(let from, let to, let value):
      .usage(
        "the probability of going from \(from) to \(to) would be \(Self.percent(value))",
        hint: "it cannot be below 0%\(group)")
    case .notEnough(let place, let needed, let available):
      .usage(
        "\(Self.percent(needed)) would be taken from \(place), and \(Self.percent(available)) go there",
        hint:
          "take less, or leave out '\(isFile ? "taking_from: \(place)" : ":\(place)")' to take from all other exits\(group)"
      )
    case .allLost(let place):
      .usage(
        "all are lost at \(place), so nobody knows where they would go on",
        hint: "name a place: \(isFile ? "to: PLACE" : "\(place)=…:PLACE")\(group)")
    case .noOtherExit(let from, let to):
      .usage(
        "all go from \(from) to \(to), so there is no other exit to give to in proportion",
        hint: "name where the rest goes with '\(isFile ? "taking_from: PLACE" : ":PLACE")'\(group)")
    case .leadsOnlyToItself(let place):
      .usage(
        "\(place) only leads to itself, so nobody could go on without it",
        hint: "send its visitors on with '\(isFile ? "to: PLACE" : ":PLACE")'")
    case .noEmotionBands(let place):
      .usage(
        "\(place) has no low, neutral and high states to lift",
        hint: "fit the model with --emotion-bands on scored contacts")
    case .liftTooHigh(let place, let score, let most):
      .usage(
        "the mean score at \(place) cannot rise by \(NumberText.number(score))",
        hint: "at most by \(NumberText.number(most)), where all are high\(group)")
    case .startSum(let sum): .usage("the shares of starts sum to \(Self.percent(sum))", hint: "they sum to 100%")
    case .leadsNowhere(let place):
      .usage(
        "nobody was seen to go on from \(place), so customers cannot be sent there",
        hint: "choose a touchpoint that leads to an end\(group)")
    case .unknownArchetype(let number, let count):
      .usage("the model has no archetype \(number)", hint: "it has \(count)")
    }
  }

  private var isAdded: Bool {
    if let number = error.intervention, case .add = scenario.scenario.interventions[number] { true } else { false }
  }

  /// Files have keys where options have signs.
  private var isFile: Bool { if case .file = scenario.origin { true } else { false } }

  private func names(_ expected: ScenarioError.Expectation) -> [String] {
    model.touchpoints.map(\.name)
      + (expected == .destination
        ? [StateSpace.conversion, StateSpace.lost] : expected == .origin ? [StateSpace.start] : [])
  }

  private var group: String { error.group.map { $0 > 0 ? " (archetype \(model.groups[$0].label))" : "" } ?? "" }

  private static func percent(_ share: Double) -> String { NumberText.percent(share) }

  private static func hint(_ expected: ScenarioError.Expectation) -> String {
    switch expected {
    case .touchpoint: "name a touchpoint that is no conversion and no end"
    case .destination: "name a touchpoint, (conversion) or (lost) to go to"
    case .origin: "name a touchpoint or (start) to leave"
    }
  }
}
