import LinearAlgebra
import MarkovChains
import TestSupport
import Testing

@Suite("Estimates of transition probabilities")
struct TransitionEstimateTests {
  @Test("rain in Alofi: shares with Wilson intervals")
  func rain() {
    let estimate = TransitionEstimate(TransitionCounts(Rain.sequence))
    let shares = [
      0.6605839416058394, 0.22992700729927007, 0.10948905109489052, 0.46258503401360546, 0.30612244897959184,
      0.23129251700680273, 0.1976284584980237, 0.31225296442687744, 0.4901185770750988,
    ]
    let low = [
      0.6199435448091575, 0.19664906917361588, 0.08601373014066994, 0.40644080835906743, 0.2562220167190297,
      0.18674605347375317, 0.15324146135558797, 0.25831757695761476, 0.429129671812661,
    ]
    let high = [
      0.6989886361402744, 0.26696499013870345, 0.13840119345957563, 0.5196943909274618, 0.3610240159475305,
      0.28277037776586544, 0.25106031802804263, 0.3718044429211101, 0.5514030660756928,
    ]
    #expect(areClose(estimate.probabilities.elements, shares, relative: 1e-14))
    #expect(areClose(estimate.low.elements, low, relative: 1e-12))
    #expect(areClose(estimate.high.elements, high, relative: 1e-12))
  }

  @Test("rain in Alofi under Laplace's prior: posterior means with equal-tailed intervals")
  func rainBayes() {
    let options = TransitionEstimate.Options(prior: .laplace, method: .bayes)
    let estimate = TransitionEstimate(TransitionCounts(Rain.sequence), options: options)
    #expect(isClose(estimate.probabilities[0, 0], 0.6588021778584392, relative: 1e-13))
    let low = [0.6187230223748031, 0.40496891597240875, 0.15268965490210873]
    let high = [0.6977893791179, 0.5180840261681399, 0.2501972665388388]
    for i in 0..<3 {
      #expect(isClose(estimate.low[i, 0], low[i], relative: 1e-11))
      #expect(isClose(estimate.high[i, 0], high[i], relative: 1e-11))
    }
  }

  @Test("a prior fills possible cells only, and a state that nothing can follow stays without probabilities")
  func possibleCells() throws {
    let counts = try TransitionCounts(Matrix([[3, 0, 0], [0, 0, 0], [0, 0, 0]]))
    let all = try TransitionCounts(Matrix([[3, 1, 0], [1, 0, 1], [0, 0, 0]]))
    let options = TransitionEstimate.Options(prior: .jeffreys)
    let estimate = TransitionEstimate(counts, possible: all.possibleCells, options: options)
    #expect(estimate.probabilities == Matrix([[0.875, 0.125, 0], [0.5, 0, 0.5], [0, 0, 0]]))
    #expect(estimate.isDefined == [true, true, false])
    #expect(estimate.probability(from: 0, to: 2) == 0 && estimate.interval(from: 0, to: 2) == nil)
    #expect(estimate.probability(from: 2, to: 0) == nil && estimate.interval(from: 2, to: 0) == nil)
    #expect(estimate.interval(from: 1, to: 0) == ProbabilityInterval(low: 0, high: 1))
    let bare = TransitionEstimate(counts, possible: all.possibleCells)
    #expect(bare.isDefined == [true, false, false])
    #expect(bare.probability(from: 0, to: 1) == 0)
    #expect(try #require(bare.interval(from: 0, to: 1)).high > 0.5)
  }

  @Test("every interval contains its estimate, whatever the prior and the method")
  func containment() throws {
    let counts = try TransitionCounts(Matrix([[0, 1, 0.2], [500, 0, 3], [2, 0, 0]]))
    for prior in [TransitionPrior.none, .laplace, .mass(40)] {
      for method in [IntervalMethod.wilson, .bayes] {
        let estimate = TransitionEstimate(
          counts, possible: PossibleCells(allOf: 3), options: .init(prior: prior, method: method, level: 0.5))
        for place in 0..<9 {
          #expect(estimate.low.elements[place] <= estimate.probabilities.elements[place])
          #expect(estimate.high.elements[place] >= estimate.probabilities.elements[place])
        }
        for i in 0..<3 { #expect(isClose(estimate.probabilities.row(i).reduce(0, +), 1, relative: 1e-14)) }
      }
    }
  }

  @Test("Bayesian intervals without a prior do not shrink to a point, but for the only possible cell")
  func bayesWithoutPrior() throws {
    let counts = try TransitionCounts(Matrix([[5, 0], [0, 4]]))
    let cells = PossibleCells(ofAll: [counts, try TransitionCounts(Matrix([[0, 1], [0, 0]]))])
    let estimate = TransitionEstimate(counts, possible: cells, options: .init(method: .bayes))
    let never = try #require(estimate.interval(from: 0, to: 1))
    #expect(never.low == 0 && never.high > 0.2)
    #expect(estimate.interval(from: 1, to: 1) == ProbabilityInterval(low: 1, high: 1))
  }
}
