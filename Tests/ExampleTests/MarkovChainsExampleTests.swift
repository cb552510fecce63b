import LinearAlgebra
import MarkovChains
import TestSupport
import Testing

@Suite("The example of MarkovChains")
struct MarkovChainsExampleTests {
  @Test("estimates a shop's chain and asks where visits end")
  func example() throws {
    let (home, product, cart, bought, gone) = (0, 1, 2, 3, 4)
    let visits = Sequences(
      [
        [home, product, cart, bought], [home, gone], [home, product, gone], [product, cart, product, cart, bought],
        [home, product, cart, gone],
      ], stateCount: 5)
    let counts = TransitionCounts(visits)
    let estimate = TransitionEstimate(counts)
    let fromHome = estimate.probability(from: home, to: product)  // == 0.75, three of four
    let interval = estimate.interval(from: home, to: product)  // ≈ 0.301 to 0.954, by Wilson

    let chain = try AbsorbingChain(estimate.probabilities, absorbing: [bought, gone])
    let purchase = chain.absorption(into: 0)  // == [0.375, 0.5, 0.625], from home, product and cart
    let steps = chain.expectedSteps  // == [2.6875, 2.25, 1.5625]
    let lost = chain.removalEffect(from: home, into: 0, sending: [cart], to: 1)  // == 1: nobody buys without a cart

    #expect(fromHome == 0.75)
    #expect(isClose(try #require(interval).low, 0.300642, relative: 1e-5))
    #expect(isClose(try #require(interval).high, 0.954413, relative: 1e-5))
    #expect(areClose(purchase, [0.375, 0.5, 0.625], relative: 1e-12))
    #expect(areClose(steps, [2.6875, 2.25, 1.5625], relative: 1e-12))
    #expect(lost == 1)
  }
}
