import Testing

@testable import Journeys

struct JourneyStatisticsTests {
  private func chain(_ kind: StateSpace.Chain, units: Int) -> JourneyStatistics.Chain {
    JourneyStatistics.Chain(
      kind,
      ChainStatistics(
        stateCount: 3, edges: [], dwellGrid: .none, unitOffsets: Array(repeating: 0, count: units + 1), cells: [],
        counts: []))
  }

  @Test func `chains are found by their kind`() {
    let statistics = JourneyStatistics(chains: [chain(.conversion, units: 2), chain(.retention, units: 2)])
    #expect(statistics.unitCount == 2)
    #expect(statistics.statistics(of: .retention) == statistics.chains[1].statistics)
    #expect(statistics.statistics(of: .plain) == nil)
  }

  @Test func `chains of different units are a mistake of the program`() async {
    await #expect(processExitsWith: .failure) {
      let none = ChainStatistics(
        stateCount: 1, edges: [], dwellGrid: .none, unitOffsets: [0], cells: [], counts: [])
      let one = ChainStatistics(
        stateCount: 1, edges: [], dwellGrid: .none, unitOffsets: [0, 0], cells: [], counts: [])
      _ = JourneyStatistics(
        chains: [JourneyStatistics.Chain(.conversion, none), JourneyStatistics.Chain(.retention, one)])
    }
  }
}
