import LinearAlgebra
import TestSupport
import Testing

@testable import Journeys

struct ObservedTouchesTests {
  /// Customer 0 made the first two journeys, customer 2 the next two, customer 3 the last.
  private let chain = ChainSequences(
    paths: ["aab+", "b-", "+", "ba?", "ab+"], touchpointCount: 3, units: [0, 0, 2, 2, 3])

  private func counts(values: [Double] = []) -> [ObservedTouches] {
    ObservedTouches.counts(
      chain, archetypes: [1, 1, 2, 0], archetypeCount: 2, values: values, workers: Workers(count: 2))
  }

  @Test func `journeys, customers and visits are counted for all and for each archetype`() {
    let all = counts()[0]
    #expect(all.journeys == 5 && all.customers == 3 && all.conversions == 3 && all.losses == 1)
    #expect(all.touchpoints.map(\.visits) == [4, 4, 0])
    #expect(all.touchpoints.map(\.customers) == [3, 3, 0])
    #expect(counts().map(\.journeys) == [5, 2, 2])
    #expect(counts().map(\.customers) == [3, 1, 1])
    #expect(counts()[1].touchpoints.map(\.customers) == [1, 1, 0])
  }

  @Test func `conversions go to the first, the last, and all touchpoints; one without any is direct`() {
    let all = counts()[0]
    #expect(all.directConversions == 1)
    #expect(all.touchpoints.map(\.conversions) == [2, 2, 0])
    #expect(all.touchpoints.map(\.shares.first) == [2, 0, 0])
    #expect(all.touchpoints.map(\.shares.last) == [0, 2, 0])
    #expect(areClose(all.touchpoints.map(\.shares.linear), [2.0 / 3 + 0.5, 1.0 / 3 + 0.5, 0]))
  }

  @Test func `known values follow the conversions`() {
    let all = counts(values: [30, 99, 5, .nan, .nan])
    #expect(all.map(\.value) == [35, 30, 5])
    #expect(all[0].directValue == 5)
    #expect(all[0].touchpoints.map(\.values.first) == [30, 0, 0])
    #expect(areClose(all[0].touchpoints.map(\.values.linear), [20, 10, 0]))
    #expect(counts()[0].value == nil)
  }

  @Test func `journeys of a weighted chain count as often as they were made`() {
    let weighted = ObservedTouches.counts(
      ChainSequences(paths: ["aab+", "aab-"], touchpointCount: 2, units: [0, 0], weights: [3, 4]), archetypes: [],
      archetypeCount: 0, values: [12, .nan], workers: Workers(count: 1))[0]
    #expect(weighted.journeys == 7 && weighted.customers == 7 && weighted.conversions == 3 && weighted.losses == 4)
    #expect(weighted.touchpoints.map(\.visits) == [14, 7])
    #expect(weighted.touchpoints.map(\.customers) == [7, 7])
    #expect(weighted.touchpoints.map(\.shares.linear) == [2, 1])
    #expect(weighted.touchpoints.map(\.values.linear) == [8, 4])
  }

  @Test func `any number of threads counts the same`() {
    var stream = RandomStream(seed: 8, path: 1)
    let paths = (0..<60_000).map { _ in
      String(repeating: "abc".randomElement(&stream), count: 1 + stream.index(below: 3))
        + (stream.uniform() < 0.5 ? "+" : "-")
    }
    let units = paths.indices.map { Int32($0 / 3) }
    let big = ChainSequences(paths: paths, touchpointCount: 3, units: units)
    let results = [1, 2, 3].map {
      ObservedTouches.counts(big, archetypes: [], archetypeCount: 0, values: [], workers: Workers(count: $0))
    }
    #expect(results[0] == results[1] && results[0] == results[2])
    #expect(results[0][0].customers == 20_000)
  }
}

extension String {
  fileprivate func randomElement(_ stream: inout RandomStream) -> Character {
    self[index(startIndex, offsetBy: stream.index(below: count))]
  }
}
