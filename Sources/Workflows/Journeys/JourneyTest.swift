import Journeys
import LinearAlgebra
import MarkovChains

/// A test of what the chain takes for granted, with what its result means.
struct JourneyTest {
  /// Whether archetypes follow different chains.
  static let archetypesName = "archetypes differ"

  let name: String
  let statistic: Double
  let degreesOfFreedom: Int
  let pValue: Double?
  let method: String
  /// What was compared.
  let groups: String
  let meaning: String

  /// The tests that the input allows.
  static func all(
    _ observations: JourneyObservations, _ request: JourneyRequest, _ orders: OrderComparison?, workers: Workers
  ) -> [JourneyTest] {
    var tests: [JourneyTest] = []
    if let first = orders?.rows.first(where: { $0.order == 1 }), let test = first.test {
      tests.append(
        JourneyTest(
          name: "markov property", statistic: test.likelihoodRatio, degreesOfFreedom: test.degreesOfFreedom,
          pValue: test.pValue, method: test.isSimulated ? "simulated" : "chi-squared", groups: "order 1 against 2",
          meaning: verdict(
            test.pValue, differs: "the contact before the last one matters too: see orders",
            agrees: "no sign that the contact before the last one matters")))
    }
    return tests
  }

  static func verdict(_ pValue: Double?, differs: String, agrees: String) -> String {
    guard let pValue else { return "too few data to tell" }
    return pValue < 0.05 ? differs : agrees
  }
}
