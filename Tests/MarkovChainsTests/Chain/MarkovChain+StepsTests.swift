import LinearAlgebra
import MarkovChains
import TestSupport
import Testing

@Suite("Steps of a chain")
struct MarkovChainStepsTests {
  @Test("Land of Oz after two days of rain: .4375 .1875 .375")
  func landOfOz() throws {
    let oz = try MarkovChain(Matrix([[0.5, 0.25, 0.25], [0.5, 0, 0.5], [0.25, 0.25, 0.5]]))
    #expect(areClose(oz.distribution(after: 2, from: 0), [0.4375, 0.1875, 0.375], relative: 1e-15))
    #expect(oz.distribution(after: 0, from: 1) == [0, 1, 0])
    #expect(areClose(oz.distribution(after: 60, from: [0, 5, 5]), [4, 2, 4], relative: 1e-12))
  }

  @Test("survival of a state that is left once in four steps is a power of ¾, to its last digits")
  func geometric() throws {
    let chain = try MarkovChain(Matrix([[0.75, 0.25], [0, 1]]))
    let survival = chain.survival(from: 0, ends: [1], horizon: 400)
    #expect(survival.count == 401)
    #expect(survival[0] == 1 && survival[1] == 0.75 && survival[2] == 0.5625)
    // 0.75 to the power of 400.
    #expect(isClose(survival[400], 1.058047966103203e-50, relative: 1e-13))
  }

  @Test("survival of several beginnings, by hand; an end that the chain comes back from still ends it")
  func severalStarts() throws {
    let status = try MarkovChain(Matrix([[0.7, 0.2, 0.1], [0.3, 0.5, 0.2], [0, 0, 1]]))
    // After a step .5 are in the first state and .35 in the second.
    let two = status.survival(from: [0.5, 0.5, 0], ends: [2], horizon: 2)
    #expect(areClose(two, [1, 0.85, 0.85 - 0.05 - 0.07], relative: 1e-15))
    #expect(status.survival(from: [0, 0, 1], ends: [], horizon: 2) == [1, 1, 1])
    let returning = try MarkovChain(Matrix([[0.5, 0.5], [1, 0]]))
    #expect(returning.survival(from: [1, 0], ends: [1], horizon: 3) == [1, 0.5, 0.25, 0.125])
    #expect(returning.survival(from: [0.25, 0.75], ends: [1], horizon: 1) == [0.25, 0.125])
  }

  @Test("survival is 1 less what has been absorbed, and 0 from an end")
  func absorbed() throws {
    let chain = try MarkovChain(Matrix([[0.2, 0.5, 0.3], [0.1, 0.8, 0.1], [0, 0, 1]]))
    let survival = chain.survival(from: 0, ends: [2], horizon: 8)
    for (step, value) in survival.enumerated() {
      #expect(isClose(value, 1 - chain.distribution(after: step, from: 0)[2], relative: 1e-13))
    }
    #expect(chain.survival(from: 2, ends: [2], horizon: 2) == [0, 0, 0])
    #expect(areClose(chain.survival(from: 0, ends: [], horizon: 2), [1, 1, 1], relative: 1e-15))
  }
}
