import LinearAlgebra
import MarkovChains
import TestSupport
import Testing

@testable import Journeys

/// Journeys over four touchpoints; (lost) follows touchpoint t with the given probability.
private func paths(_ count: Int, seed: UInt64, dropOffs: [Double] = [0.2, 0.2, 0.2, 0.5]) -> [String] {
  var stream = RandomStream(seed: seed, path: 1)
  return (0..<count).map { _ in
    var path = ""
    while true {
      let touchpoint = stream.index(below: dropOffs.count)
      path.append(Character(UnicodeScalar(97 + UInt8(touchpoint))))
      let u = stream.uniform()
      if u < dropOffs[touchpoint] { return path + "-" }
      if u > 0.85 { return path + "+" }
    }
  }
}

extension PathTable {
  /// Its journeys one by one.
  fileprivate var countedJourneys: Sequences {
    let chain = self.chain
    let lists = (0..<chain.journeyCount).flatMap { journey in
      let path = chain.sequences.range(of: journey).map { Int(chain.sequences.states[$0]) }
      return Array(repeating: path, count: Int(chain.weight(ofJourney: journey)))
    }
    return Sequences(lists, stateCount: chain.space.count)
  }
}

private func worth(
  _ paths: [String], touchpointCount: Int = 4, archetypes: WorthData.Archetypes = .init(), threads: Int = 2,
  _ change: (inout TouchpointWorth.Options) -> Void = { _ in }
) throws -> TouchpointWorth {
  var options = TouchpointWorth.Options()
  change(&options)
  let data = try WorthData(
    ChainSequences(paths: paths, touchpointCount: touchpointCount), unitCount: paths.count, archetypes: archetypes,
    workers: Workers(count: threads))
  return TouchpointWorth(data, options: options, workers: Workers(count: threads))
}

struct TouchpointWorthTests {
  @Test func `ten journeys have the worth that is known`() throws {
    let all = try worth(tenJourneys).archetypes[0]
    #expect(isClose(all.conversionRate.value ?? .nan, 0.7, relative: 1e-12))
    #expect(isClose(all.meanSteps.value ?? .nan, 2.9, relative: 1e-12))
    #expect(isClose(all.stepsVariance.value ?? .nan, 1.677951807, relative: 1e-9))
    let effects = all.touchpoints.map { $0[.removalEffect].value ?? .nan }
    #expect(areClose(effects, [0.6571428571, 0.3214285714, 0.5584415584, 0.1428571429], relative: 1e-9))
    let shares = all.touchpoints.map { $0.observedShare ?? .nan }
    #expect(areClose(shares.map { $0 * 7 }, [5, 3, 5, 1]))
    let sum = effects.reduce(0, +)
    #expect(isClose(all.touchpoints[0].attributedConversions ?? .nan, effects[0] / sum * 7))
    #expect(all.worstCalibration?.touchpoint == 2)
    #expect(isClose(all.worstCalibration?.gap ?? .nan, effects[2] - 5.0 / 7))
    #expect(all.attribution.map(\.method) == TouchAttribution.Method.allCases)
  }

  @Test func `the four paths have the worth that is known`() throws {
    let table = PathTable(
      ["abc", "aa", "cbc", "babb"].map { path in
        PathTable.Path(touchpoints: path.utf8.map { Int($0) - 97 }, conversions: 1)
      }, touchpoints: ["A", "B", "C"])
    for (order, expected) in [(1, [0.6, 2.0 / 3, 0.6]), (2, [0.75, 0.75, 0.5])] {
      let data = try WorthData(table.chain, order: order, unitCount: 4, workers: Workers(count: 1))
      let all = TouchpointWorth(data, workers: Workers(count: 1)).archetypes[0]
      #expect(areClose(all.touchpoints.map { $0[.removalEffect].value ?? .nan }, expected, relative: 1e-12))
    }
  }

  @Test func `few conversions have Wilson's interval, and few customers none`() throws {
    let ten = try worth(tenJourneys).archetypes[0]
    let wilson = ProbabilityInterval.wilson(successes: 7, trials: 10, level: 0.95)
    #expect(isClose(ten.conversionRate.low ?? .nan, wilson.low, relative: 1e-12))
    #expect(ten.meanSteps.low != nil)
    // Five customers met the first touchpoint.
    #expect(ten.touchpoints[0][.removalEffect].low == nil)
    let nine = try worth(Array(tenJourneys.dropLast())).archetypes[0]
    #expect(nine.conversionRate.value != nil && nine.conversionRate.low == nil && nine.meanSteps.low == nil)
  }

  @Test func `intervals hold the truth as often as they say`() throws {
    // P(conversion) of the chain the journeys are drawn from: .15 a contact against .275.
    let truth = 0.15 / (0.15 + 0.275)
    let runs = 100
    var held = 0
    var removalHeld = 0
    let removal = try #require(
      try worth(paths(200_000, seed: 99)) { $0.replicates = 0 }
        .archetypes[0].touchpoints[3][.removalEffect].value)
    for run in 0..<runs {
      let all = try worth(paths(150, seed: UInt64(1_000 + run))).archetypes[0]
      let rate = all.conversionRate
      if rate.low ?? 1 <= truth, rate.high ?? 0 >= truth { held += 1 }
      let effect = all.touchpoints[3][.removalEffect]
      if effect.low ?? 1 <= removal, effect.high ?? 0 >= removal { removalHeld += 1 }
    }
    // 95 %, less four standard deviations and what 150 customers and 200 replicates cost.
    #expect(held >= 85, "\(held) of \(runs)")
    #expect(removalHeld >= 85, "\(removalHeld) of \(runs)")
  }

  @Test func `rows of path tables and cells of count tables vary as often as they were observed`() throws {
    let table = PathTable([PathTable.Path(touchpoints: [0], conversions: 300, nulls: 700)], touchpoints: ["a"])
    let journeys = try WorthData(table.chain, unitCount: 1, workers: Workers(count: 1))
    let cells = WorthData(TransitionCounts(table.countedJourneys), space: table.chain.space)
    for data in [journeys, cells] {
      var options = TouchpointWorth.Options()
      options.replicates = 1_000
      let rate = TouchpointWorth(data, options: options, workers: Workers(count: 2)).archetypes[0].conversionRate
      let reach = 1.96 * (0.3 * 0.7 / 1_000).squareRoot()
      #expect(isClose(rate.value ?? .nan, 0.3, relative: 1e-12))
      // Quantiles of 1,000 replicates are sure to about a tenth of the reach.
      #expect(isClose(rate.low ?? .nan, 0.3 - reach, absolute: reach / 5))
      #expect(isClose(rate.high ?? .nan, 0.3 + reach, absolute: reach / 5))
    }
  }

  @Test func `any number of threads gives the same bits`() throws {
    let paths = paths(3_000, seed: 7)
    let archetypes = WorthData.Archetypes(ofUnits: paths.indices.map { Int32($0 % 3) }, count: 2)
    let results = try [1, 2, 4].map { try worth(paths, archetypes: archetypes, threads: $0) { $0.replicates = 50 } }
    for result in results {
      for (one, other) in zip(result.archetypes, results[0].archetypes) {
        #expect(one.touchpoints == other.touchpoints && one.conversionRate == other.conversionRate)
      }
    }
    #expect(results[0].archetypes.map(\.number) == [0, 1, 2])
  }

  @Test func `an archetype alone is what its own journeys are`() throws {
    let paths = paths(2_000, seed: 3)
    let archetypes = WorthData.Archetypes(ofUnits: paths.indices.map { $0 < 700 ? 1 : 2 }, count: 2)
    let together = try worth(paths, archetypes: archetypes) {
      $0.estimation.poolsArchetypes = false
      $0.replicates = 0
    }
    let alone = try worth(Array(paths.prefix(700))) { $0.replicates = 0 }
    #expect(together.archetypes[1].observed == alone.archetypes[0].observed)
    for (one, other) in zip(together.archetypes[1].touchpoints, alone.archetypes[0].touchpoints) {
      #expect(isClose(one[.elasticity].value ?? .nan, other[.elasticity].value ?? .nan, relative: 1e-12))
    }
  }

  @Test func `an archetype nobody belongs to has nothing`() throws {
    let paths = paths(300, seed: 3)
    let result = try worth(
      paths, archetypes: WorthData.Archetypes(ofUnits: paths.indices.map { Int32($0 % 2 + 1) }, count: 3))
    let empty = result.archetypes[3]
    #expect(empty.fitted.chain == nil && empty.conversionRate == .empty && empty.observed.journeys == 0)
    #expect(empty.touchpoints.allSatisfy { $0[.dropOff] == .empty && $0.labels.isEmpty && $0.observedShare == nil })
    #expect(result.archetypes[1].conversionRate.low != nil)
  }

  @Test func `a touchpoint that loses more than its peers is a pain point, and equal ones are none`() throws {
    let labels = try worth(paths(3_000, seed: 2)).archetypes[0].touchpoints.map(\.labels)
    #expect(labels.map { $0.contains { $0.kind == .painPoint } } == [false, false, false, true])
    let pain = try #require(labels[3].first { $0.kind == .painPoint })
    #expect(pain.reason == .dropOff && pain.value > 0.45 && pain.reference < 0.25)
    #expect(pain.pValue < 1e-6)
    var falseLabels = 0
    for run in 0..<30 {
      let equal = try worth(
        paths(400, seed: UInt64(500 + run), dropOffs: [0.3, 0.3, 0.3, 0.3, 0.3, 0.3]), touchpointCount: 6)
      if equal.archetypes[0].touchpoints.contains(where: { $0.labels.contains { $0.kind == .painPoint } }) {
        falseLabels += 1
      }
    }
    // One in twenty by design.
    #expect(falseLabels <= 6, "\(falseLabels) of 30")
  }

  @Test func `peers are the touchpoints of a stage that has three`() throws {
    let dropOffs = [0.1, 0.1, 0.1, 0.3, 0.3, 0.3, 0.3]
    let paths = paths(4_000, seed: 12, dropOffs: dropOffs)
    func pains(_ stages: [Int?]) throws -> [Bool] {
      try worth(paths, touchpointCount: 7) { $0.stages = stages }.archetypes[0].touchpoints
        .map { $0.labels.contains { $0.kind == .painPoint } }
    }
    #expect(try pains([0, 0, 0, 1, 1, 1, 1]) == Array(repeating: false, count: 7))
    #expect(try pains([0, 0, 0, 0, 1, 1, nil])[3])
  }

  @Test func `the touchpoint that conversions need most is a moment of truth`() throws {
    var stream = RandomStream(seed: 6, path: 1)
    let paths = (0..<2_000).map { _ in
      "abcd".map { _ in ["b", "c", "d", "e"][stream.index(below: 4)] }.joined().prefix(2) + "a"
        + (stream.uniform() < 0.4 ? "+" : "-")
    }
    let touchpoints = try worth(paths.map { String($0) }, touchpointCount: 5).archetypes[0].touchpoints
    #expect(touchpoints.map { $0.labels.contains { $0.kind == .momentOfTruth } } == [true, false, false, false, false])
    let label = try #require(touchpoints[0].labels.first { $0.kind == .momentOfTruth })
    #expect(label.reason == .elasticity && isClose(label.value, 1) && label.low == touchpoints[0][.elasticity].low)
  }

  @Test func `of touchpoints that are alike, chance seldom makes one a moment of truth`() throws {
    let results = try (1...40).map { seed in
      try worth(paths(150, seed: seed, dropOffs: Array(repeating: 0.2, count: 6)), touchpointCount: 6)
        .archetypes[0].touchpoints
    }
    let moments = results.count { $0.contains { $0.labels.contains { $0.kind == .momentOfTruth } } }
    // The interval of the highest alone would often make one.
    let high = results.count { touchpoints in
      let values = touchpoints.compactMap { $0[.elasticity].value }.sorted()
      return touchpoints.contains { $0[.elasticity].low ?? 0 > (values[2] + values[3]) / 2 }
    }
    #expect(moments <= 4 && high >= 8)
  }

  @Test func `elasticities of retention that are given can make a moment of truth`() throws {
    let paths = paths(500, seed: 21)
    let data = try WorthData(
      ChainSequences(paths: paths, touchpointCount: 4), unitCount: 500, workers: Workers(count: 1))
    let given = [0.1, 0.9, 0.2, 0.3].map { IntervalEstimate(value: $0, low: $0 - 0.05, high: $0 + 0.05) }
    let all = TouchpointWorth(data, retentionElasticity: [given], workers: Workers(count: 1)).archetypes[0]
    #expect(all.touchpoints.map(\.retentionElasticity) == given)
    let moments = all.touchpoints.map { $0.labels.filter { $0.reason == .retentionElasticity } }
    #expect(moments.map(\.count) == [0, 1, 0, 0])
    let unsure = given.map { IntervalEstimate(value: $0.value, low: 0.2, high: 1) }
    let none = TouchpointWorth(data, retentionElasticity: [unsure], workers: Workers(count: 1)).archetypes[0]
    #expect(none.touchpoints.allSatisfy { $0.labels.allSatisfy { $0.reason != .retentionElasticity } })
    #expect(moments[1].first?.low == given[1].low && isClose(moments[1].first?.reference ?? .nan, 0.25))
  }

  @Test func `counts of transitions alone give all that needs no journeys`() throws {
    let chain = ChainSequences(paths: paths(1_000, seed: 4), touchpointCount: 4)
    let counts = TransitionCounts(chain.sequences)
    let table = TouchpointWorth(WorthData(counts, space: chain.space), workers: Workers(count: 1)).archetypes[0]
    let journeys = try worth(paths(1_000, seed: 4)).archetypes[0]
    #expect(table.observed.conversions == journeys.observed.conversions && table.observed.journeys == 1_000)
    #expect(isClose(table.conversionRate.value ?? .nan, journeys.conversionRate.value ?? 0, relative: 1e-12))
    #expect(table.touchpoints.map(\.visits) == journeys.touchpoints.map(\.visits))
    #expect(table.attribution.map(\.method) == [.removal] && table.worstCalibration == nil)
    #expect(table.touchpoints[0].observedShare == nil && table.touchpoints[0][.removalEffect].low != nil)
  }

  @Test func `good scores that customers stay for make a wow moment, bad ones a pain point`() throws {
    var stream = RandomStream(seed: 10, path: 1)
    var columns = (words: [UInt64](), times: [Double](), touchpoints: [UInt16](), scores: [Double]())
    func add(_ customer: Int, _ time: Double, _ touchpoint: UInt16, _ score: Double) {
      columns.words.append(UInt64(customer + 1))
      columns.times.append(time)
      columns.touchpoints.append(touchpoint)
      columns.scores.append(score)
    }
    for customer in 0..<600 {
      add(customer, 0, 0, Double(3 + stream.index(below: 3)))
      let score = Double(2 + stream.index(below: 3))
      add(customer, 1, 1, score)
      if stream.uniform() < (score == 4 ? 0.8 : 0.3) { add(customer, 9, 0, .nan) }
      if stream.uniform() < 0.5 { add(customer, 12, 0, .nan) }
    }
    var rows = EventColumns(
      customerWords: columns.words, times: columns.times, touchpoints: columns.touchpoints,
      amounts: ContactAmounts(scores: columns.scores))
    let log = EventLog(emptying: &rows, workers: Workers(count: 1))
    let rules = JourneyRules(isConversion: [false, false, false], inactiveAfter: 10, end: 100)
    let journeys = ConversionJourneys(
      log, touchpoints: ["visit", "support", "buy"], rules: rules, workers: Workers(count: 1))
    let data = try WorthData(journeys.chain, unitCount: log.customerCount, workers: Workers(count: 1))
    let scores = TouchpointScores(
      log, rules: rules, bands: .init(low: 2, high: 4), isAdvocacy: [false, false, false], workers: Workers(count: 1))
    let all = TouchpointWorth(data, scores: scores, workers: Workers(count: 2)).archetypes[0]
    #expect(all.touchpoints[1].labels.contains { $0.kind == .wowMoment && $0.reason == .retention && $0.value > 0.1 })
    #expect(
      all.touchpoints[1].labels.contains { $0.kind == .painPoint && $0.reason == .score && $0.value < $0.reference })
    #expect(all.touchpoints[0].labels.allSatisfy { $0.reason != .score })
    let score = all.touchpoints[1].score
    let mean = try #require(score.value)
    #expect((mean - 3).magnitude < 0.2)
    #expect(score.low ?? 9 < mean)
    #expect(score.high ?? 0 > mean)
    #expect(all.touchpoints[2].score == .empty)
  }
}
