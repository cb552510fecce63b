import LinearAlgebra
import MarkovChains
import TestSupport
import Testing

@Suite("Tests of chains")
struct ChainTestsTests {
  private let tolerance = 1e-11

  @Test("rain in Alofi: the Markov property")
  func rainMarkov() throws {
    let result = try ChainTests.markovProperty(Rain.sequence, simulation: TestSimulation(seed: 1))
    #expect(isClose(result.likelihoodRatio, 25.837019908881, relative: tolerance))
    #expect(isClose(result.pearson, 26.095751652375, relative: tolerance))
    #expect(result.degreesOfFreedom == 12)
    #expect(isClose(try #require(result.chiSquaredPValue), 0.011318319705, relative: 1e-10))
    #expect(isClose(try #require(result.pearsonPValue), 0.0104039485897, relative: 1e-10))
    // Expected counts are large enough for the χ² distribution.
    #expect(!result.isSimulated && result.pValue == result.chiSquaredPValue)
  }

  @Test("rain in Alofi: stationarity over 2, 4 and 10 blocks by Pearson's statistic")
  func rainStationarity() throws {
    let published: [(blocks: Int, statistic: Double, freedom: Int, p: Double)] = [
      (2, 11.32011031347, 6, 0.0789727450018), (4, 29.050886640327, 18, 0.0477606897151),
      (10, 110.021406067497, 54, 1.05006777044e-05),
    ]
    for expected in published {
      let result = ChainTests.stationarity(Rain.sequence, blocks: expected.blocks)
      #expect(isClose(result.pearson, expected.statistic, relative: tolerance))
      #expect(result.degreesOfFreedom == expected.freedom)
      #expect(isClose(try #require(result.pearsonPValue), expected.p, relative: 1e-9))
    }
  }

  @Test("the two-state chain a b a a a a b a b a b a a b b b a")
  func twoStates() throws {
    let states = "abaaaabababaabbba".map { $0 == "a" ? 0 : 1 }
    let sequences = Sequences([states], stateCount: 2)
    #expect(TransitionCounts(sequences).counts == Matrix([[4, 5], [5, 2]]))
    let result = try ChainTests.markovProperty(sequences, simulation: nil)
    #expect(isClose(result.likelihoodRatio, 0.599161282572, relative: 1e-11))
    #expect(result.degreesOfFreedom == 2)
    #expect(isClose(try #require(result.pValue), 0.741128954408, relative: 1e-11))
  }

  @Test("two equal groups do not differ, opposite ones do; worked by hand")
  func homogeneity() throws {
    let first = try TransitionCounts(Matrix([[3, 1], [0, 2]]))
    let same = ChainTests.homogeneity([first, first])
    #expect(isClose(same.likelihoodRatio, 0, absolute: 1e-14) && same.degreesOfFreedom == 1)
    #expect(isClose(try #require(same.pValue), 1, absolute: 1e-6))
    let other = try TransitionCounts(Matrix([[1, 3], [0, 0]]))
    let result = ChainTests.homogeneity([first, other])
    // Four draws each, expected 2 everywhere: G = 4 (3 ln 1.5 + ln .5), X² = 4 · 1/2.
    #expect(isClose(result.likelihoodRatio, 2.0929925750581915, relative: 1e-12))
    #expect(isClose(result.pearson, 2, relative: 1e-14))
    #expect(result.degreesOfFreedom == 1)
  }

  @Test("groups that share no state, or nothing to compare, have no p-value")
  func nothingToCompare() throws {
    let first = try TransitionCounts(Matrix([[1, 1], [0, 0]]))
    let second = try TransitionCounts(Matrix([[0, 0], [1, 1]]))
    for groups in [[first, second], [first], []] {
      let result = ChainTests.homogeneity(groups)
      #expect(result.degreesOfFreedom == 0 && result.pValue == nil && result.pearsonPValue == nil)
      #expect(result.likelihoodRatio == 0 && result.pearson == 0)
    }
  }

  @Test("a chain of order 1 is rejected by about one test in twenty, by χ² and by simulation")
  func size() throws {
    let chain = try RandomChain.irreducible(seed: 31, states: 4)
    for lengths in [[2000], [30]] {
      var rejected = 0
      for seed in 0..<100 {
        let sequences = RandomChain.sequences(chain, lengths: lengths, seed: UInt64(seed))
        let simulation = TestSimulation(replicates: 199, seed: UInt64(seed))
        let result = try ChainTests.markovProperty(sequences, simulation: simulation)
        #expect(result.isSimulated == (lengths == [30]))
        if try #require(result.pValue) <= 0.05 { rejected += 1 }
      }
      // Binomial(100, .05): 0 … 12 but for one chance in a thousand.
      #expect(rejected <= 12)
    }
  }
}
