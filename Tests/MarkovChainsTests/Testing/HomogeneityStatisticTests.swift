import LinearAlgebra
import MarkovChains
import TestSupport
import Testing

@Suite("Statistic of homogeneity")
struct HomogeneityStatisticTests {
  @Test("equals the test of the same counts as tables, for random groups", arguments: 1...5)
  func agrees(seed: Int) throws {
    var stream = RandomStream(seed: UInt64(seed))
    let (n, groupCount) = (6, 3)
    var groups = [TransitionCounts](repeating: TransitionCounts(stateCount: n), count: groupCount)
    for g in 0..<groupCount {
      for i in 0..<n where stream.uniform() < 0.8 {
        for j in 0..<n where stream.uniform() < 0.5 {
          groups[g].add(from: i, to: j, count: Double(stream.index(below: 30)))
        }
      }
    }
    let edges = (0..<n * n).filter { place in groups.contains { $0.counts.elements[place] > 0 } }
    let statistic = HomogeneityStatistic(statesLeft: edges.map { $0 / n }, groupCount: groupCount)
    let flat = groups.flatMap { group in edges.map { group.counts.elements[$0] } }
    let result = ChainTests.homogeneity(groups)
    #expect(isClose(statistic.value(flat), result.likelihoodRatio, relative: 1e-11))
    #expect(statistic.degreesOfFreedom(flat) == result.degreesOfFreedom)
  }

  @Test("no edge, and one group, differ in nothing")
  func corners() {
    let none = HomogeneityStatistic(statesLeft: [], groupCount: 2)
    #expect(none.value([]) == 0 && none.degreesOfFreedom([]) == 0)
    let alone = HomogeneityStatistic(statesLeft: [0, 0, 3], groupCount: 1)
    #expect(isClose(alone.value([1, 2, 3]), 0, absolute: 1e-14) && alone.degreesOfFreedom([1, 2, 3]) == 0)
  }
}
