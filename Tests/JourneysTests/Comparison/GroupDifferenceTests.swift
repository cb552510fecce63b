import LinearAlgebra
import MarkovChains
import TestSupport
import Testing

@testable import Journeys

struct GroupDifferenceTests {
  private let statistic = HomogeneityStatistic(statesLeft: [0, 0], groupCount: 2)

  private func test(_ observed: [Double], _ drawings: [[UInt64]]) -> GroupDifference {
    GroupDifference(
      statistic, observed: observed, customerCount: 9,
      options: GroupDifference.Options(permutations: drawings.count, seed: 1, workers: Workers(count: 2))
    ) { $0.flatMap { drawings[$0] } }
  }

  @Test func `the data are one of the drawings`() {
    let alike: [UInt64] = [2, 2, 2, 2]
    let result = test([3, 1, 1, 3], Array(repeating: alike, count: 9))
    #expect(result.pValue == 0.1 && result.permutations == 9)
  }

  @Test func `drawings as extreme as the data count`() {
    let result = test([3, 1, 1, 3], [[1, 3, 3, 1], [4, 0, 0, 4], [2, 2, 2, 2]])
    #expect(result.pValue == 0.75)
  }

  @Test func `groups that took no step are not compared`() {
    let result = test([3, 1, 0, 0], [[3, 1, 0, 0]])
    #expect(result.groupCount == 1 && result.degreesOfFreedom == 0 && result.pValue == nil)
  }
}
