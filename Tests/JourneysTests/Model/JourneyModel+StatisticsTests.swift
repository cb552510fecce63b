import Journeys
import LinearAlgebra
import TestSupport
import Testing

@Suite("Models of statistics")
struct JourneyModelStatisticsTests {
  /// Three customers of a conversion chain over `ad` and `shop`, two of whom are followed afterwards.
  ///
  /// The first goes ad, shop, (conversion); the second ad, (lost); the third shop, (conversion). Afterwards the first comes
  /// to the shop twice, two steps apart, and lapses; the third lapses at once.
  private var statistics: JourneyStatistics {
    let conversion = ChainStatistics(
      stateCount: 5,
      edges: [
        .init(from: 0, to: 1), .init(from: 0, to: 2), .init(from: 1, to: 2), .init(from: 1, to: 4),
        .init(from: 2, to: 3),
      ],
      dwellGrid: .none, unitOffsets: [0, 3, 5, 7], cells: [0, 2, 4, 0, 3, 1, 4], counts: [1, 1, 1, 1, 1, 1, 1])
    let retention = ChainStatistics(
      stateCount: 4,
      edges: [.init(from: 0, to: 2), .init(from: 0, to: 3), .init(from: 2, to: 2), .init(from: 2, to: 3)],
      dwellGrid: DwellGrid(step: 5, count: 3), unitOffsets: [0, 3, 3, 4], cells: [1, 8, 9, 3], counts: [1, 1, 1, 1])
    return JourneyStatistics(
      chains: [.init(.conversion, conversion), .init(.retention, retention)], archetypes: [0, 1, 0],
      values: [30, .nan, 50])
  }

  private func model(_ statistics: JourneyStatistics) -> JourneyModel {
    JourneyModel(
      statistics, touchpoints: [.init("ad"), .init("shop", isConversion: true)],
      source: .init(stem: "log", digest: "", rows: 9), workers: Workers(count: 2))
  }

  @Test("counts and probabilities of all customers are those of the statistics")
  func allCustomers() {
    let model = model(statistics)
    #expect(model.chain.states == ["(start)", "ad", "shop", "(conversion)", "(lost)"])
    let all = model.groups[0]
    #expect(all.label == "all" && all.customers == 3 && all.journeys == 3)
    #expect(all.countedConversions == 2 && all.countedLosses == 1 && all.followed == 2)
    #expect(all.counts == [2, 1, 1, 1, 2])
    #expect(areClose(all.probabilities, [2.0 / 3, 1.0 / 3, 0.5, 0.5, 1]))
    #expect(all.valuePerConversion == 40)
    #expect(model.touchpoints.map(\.isConversion) == [false, true])
    #expect(model.defect == nil)
  }

  @Test("archetypes have their own counts")
  func archetypes() {
    let groups = model(statistics).groups
    #expect(groups.map(\.label) == ["all", "1", "2"])
    #expect(groups.map(\.customers) == [3, 2, 1])
    #expect(groups[1].counts == [1, 1, 1, 0, 2] && groups[2].counts == [1, 0, 0, 1, 0])
    #expect(groups[1].valuePerConversion == 40)
    #expect(groups[2].valuePerConversion == nil && groups[2].followed == 0)
  }

  @Test("the retention chain keeps its dwells")
  func retention() throws {
    let model = model(statistics)
    let chain = try #require(model.retention)
    #expect(chain.states == ["(start)", "ad", "shop", "(lapsed)"])
    #expect(chain.dwellStep == 5 && chain.dwellBuckets == 3)
    #expect(model.groups[0].retentionProbabilities == [0.5, 0.5, 0.5, 0.5])
    #expect(model.groups[0].retentionDwells == [0, 1, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0])
  }

  @Test("rows of a path table count as the journeys they stand for")
  func weightedUnits() {
    let paths = PathTable(
      [.init(touchpoints: [0, 1], conversions: 7, nulls: 3), .init(touchpoints: [0], conversions: 0, nulls: 10)],
      touchpoints: ["ad", "shop"]
    ).chain
    let counted = ChainStatistics(paths, dwellGrid: .none, unitCount: paths.journeyCount, workers: Workers(count: 1))
    let model = model(JourneyStatistics(chains: [.init(.conversion, counted)]))
    #expect(model.groups.count == 1 && model.retention == nil)
    #expect(model.groups[0].customers == 20 && model.groups[0].journeys == 20)
    #expect(model.groups[0].countedConversions == 7 && model.groups[0].countedLosses == 13)
  }

  @Test("the digest is that of the statistics as they are saved")
  func digest() {
    let bytes = JourneyStatisticsFile.encode(statistics, workers: Workers(count: 1))
    #expect(model(statistics).statistics == JourneyStatisticsFile.digest(of: bytes))
  }
}
