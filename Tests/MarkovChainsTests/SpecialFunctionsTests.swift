import MarkovChains
import TestSupport
import Testing

@Suite("Special functions")
struct SpecialFunctionsTests {
  private let tolerance = 1e-13

  @Test("tables: the quantiles and tails that every textbook prints")
  func tables() {
    #expect(isClose(SpecialFunctions.normalQuantile(0.975), 1.959963984540054, relative: tolerance))
    #expect(SpecialFunctions.normalQuantile(0) == -.infinity && SpecialFunctions.normalQuantile(1) == .infinity)
    #expect(isClose(SpecialFunctions.normalSurvival(1.959963984540054), 0.025, relative: tolerance))
    #expect(SpecialFunctions.chiSquaredSurvival(0, degreesOfFreedom: 3) == 1)
    #expect(SpecialFunctions.chiSquaredSurvival(.infinity, degreesOfFreedom: 3) == 0)
    #expect(isClose(SpecialFunctions.logGamma(11), 15.104412573075516, relative: tolerance))
  }

  @Test("two degrees of freedom have the survival exp(−x/2), far into the tail")
  func exponentialTail() {
    #expect(
      isClose(SpecialFunctions.chiSquaredSurvival(200, degreesOfFreedom: 2), 3.720075976020836e-44, relative: 1e-12))
  }

  @Test(
    "a beta variable with parameters a and 1 has the quantile p^(1/a), and its cumulative function undoes quantiles")
  func betaQuantiles() {
    #expect(isClose(SpecialFunctions.betaQuantile(0.25, alpha: 2, beta: 1), 0.5, relative: tolerance))
    for probability in [0.001, 0.025, 0.5, 0.975] {
      for (alpha, beta) in [(0.5, 0.5), (3, 40), (1200.5, 3.25)] {
        let place = SpecialFunctions.betaQuantile(probability, alpha: alpha, beta: beta)
        let back = SpecialFunctions.betaCumulative(place, alpha: alpha, beta: beta)
        #expect(isClose(back, probability, relative: 1e-11))
      }
    }
  }
}
