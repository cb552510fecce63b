import Journeys
import LinearAlgebra
import MarkovChains
import Reporting

/// A test of what the chain takes for granted, with what its result means.
struct JourneyTest {
  /// Whether archetypes follow different chains.
  static let archetypesName = "archetypes differ"

  let name: String
  /// Nil where nothing was tested, as the next two.
  let statistic: Double?
  let degreesOfFreedom: Int?
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
    if let test = archetypes(observations, request, workers) { tests.append(test) }
    if let test = time(observations, request, workers) { tests.append(test) }
    return tests
  }

  private static let blockCount = 10
  /// Drawings that are worth waiting for, in steps counted.
  private static let mostWork = 100_000_000
  private static let leastPermutations = 99

  /// Nil where drawings are not wanted. Without them, nobody can tell: χ² takes the steps of one customer for those of
  /// several, and finds differences where there are none.
  private static func options(
    _ observations: JourneyObservations, _ request: JourneyRequest, _ workers: Workers
  ) -> GroupDifference.Options? {
    let work = observations.statistics.cells.count
    // Who leaves resampling out is in a hurry: no more than a fraction of a second.
    let permutations =
      request.bootstraps == 0 ? mostWork / 10 / max(1, work) : max(leastPermutations, mostWork / max(1, work))
    guard permutations >= leastPermutations else { return nil }
    return GroupDifference.Options(permutations: min(999, permutations), seed: request.seed, workers: workers)
  }

  private static func archetypes(
    _ observations: JourneyObservations, _ request: JourneyRequest, _ workers: Workers
  ) -> JourneyTest? {
    guard let archetypes = observations.archetypes, observations.statistics.unitWeights.isEmpty else { return nil }
    guard let options = options(observations, request, workers) else {
      return untested(archetypesName, groups: Counted.text(archetypes.labels.count, "archetype"))
    }
    let found = ArchetypeDifference.test(
      observations.statistics, archetypes: observations.unitArchetypes, options: options)
    return test(
      archetypesName, found, groups: Counted.text(found.groupCount, "archetype"),
      differs: "archetypes go through the journey differently"
        + (archetypes.areFound ? " (circular if they were found from these journeys)" : ""),
      agrees: "no sign that archetypes go through the journey differently")
  }

  private static func time(
    _ observations: JourneyObservations, _ request: JourneyRequest, _ workers: Workers
  ) -> JourneyTest? {
    guard let chain = observations.chain, !observations.startTimes.isEmpty else { return nil }
    let (name, groups) = ("stable over time", "\(blockCount) blocks of time")
    guard let options = options(observations, request, workers) else { return untested(name, groups: groups) }
    guard
      let found = TimeStability(
        chain, startTimes: observations.startTimes, lastCounted: observations.cutting?.rules.lastCounted,
        edges: observations.statistics.edges, blockCount: blockCount, options: options)
    else { return nil }
    return test(
      name, found.difference, groups: groups,
      differs: "the chain changed over time: what is seen now is a mean of different times",
      agrees: "no sign that the chain changed over time")
  }

  private static func test(
    _ name: String, _ found: GroupDifference, groups: String, differs: String, agrees: String
  ) -> JourneyTest {
    let chiSquared = found.chiSquaredPValue.map { ", chi-squared p \(NumberText.probability($0))" } ?? ""
    return JourneyTest(
      name: name, statistic: found.statistic, degreesOfFreedom: found.degreesOfFreedom, pValue: found.pValue,
      method: "\(found.permutations) permutations of customers\(chiSquared)", groups: groups,
      meaning: verdict(found.pValue, differs: differs, agrees: agrees))
  }

  /// What takes too many drawings for somebody in a hurry.
  private static func untested(_ name: String, groups: String) -> JourneyTest {
    JourneyTest(
      name: name, statistic: nil, degreesOfFreedom: nil, pValue: nil, method: "", groups: groups,
      meaning: "not tested: in a log of this size it takes resampling, which --bootstrap 0 leaves out")
  }

  static func verdict(_ pValue: Double?, differs: String, agrees: String) -> String {
    guard let pValue else { return "too few data to tell" }
    return pValue < 0.05 ? differs : agrees
  }
}
