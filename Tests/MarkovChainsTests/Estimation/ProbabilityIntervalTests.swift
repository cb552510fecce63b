import MarkovChains
import TestSupport
import Testing

@Suite("Intervals of probabilities")
struct ProbabilityIntervalTests {
  @Test("Wilson: 10 of 20 at 95 % is .2993 to .7007, and 0 of 10 reaches .2775")
  func wilson() {
    let half = ProbabilityInterval.wilson(successes: 10, trials: 20, level: 0.95)
    #expect(
      isClose(half.low, 0.29929800819821234, relative: 1e-13) && isClose(half.high, 1 - half.low, relative: 1e-14))
    let none = ProbabilityInterval.wilson(successes: 0, trials: 10, level: 0.95)
    // z² / (n + z²).
    #expect(none.low == 0 && isClose(none.high, 3.841458820694124 / 13.841458820694124, relative: 1e-13))
    let all = ProbabilityInterval.wilson(successes: 10, trials: 10, level: 0.95)
    #expect(all.high == 1 && isClose(all.low, 1 - none.high, relative: 1e-13))
  }

  @Test("Wilson without trials says nothing, and takes fractions of trials")
  func wilsonCorners() {
    #expect(ProbabilityInterval.wilson(successes: 0, trials: 0, level: 0.9) == ProbabilityInterval(low: 0, high: 1))
    let part = ProbabilityInterval.wilson(successes: 0.25, trials: 0.5, level: 0.95)
    #expect(part.low > 0 && part.low < 0.5 && part.high > 0.5 && part.high < 1)
  }

  @Test("Wilson solves the score equation at both ends", arguments: [(3.0, 7.0), (120.0, 1000.0), (999.5, 1000.0)])
  func scoreEquation(successes: Double, trials: Double) {
    let interval = ProbabilityInterval.wilson(successes: successes, trials: trials, level: 0.99)
    let z = SpecialFunctions.normalQuantile(0.995)
    for p in [interval.low, interval.high] {
      let score = (successes / trials - p) * (successes / trials - p) / (p * (1 - p) / trials)
      #expect(isClose(score, z * z, relative: 1e-9))
    }
  }

  @Test("beta: uniform at 1 and 1, a point where one side has no mass")
  func beta() {
    let uniform = ProbabilityInterval.beta(alpha: 1, beta: 1, level: 0.9)
    #expect(isClose(uniform.low, 0.05, relative: 1e-13) && isClose(uniform.high, 0.95, relative: 1e-13))
    #expect(ProbabilityInterval.beta(alpha: 0, beta: 2, level: 0.9) == ProbabilityInterval(low: 0, high: 0))
    #expect(ProbabilityInterval.beta(alpha: 2, beta: 0, level: 0.9) == ProbabilityInterval(low: 1, high: 1))
  }

  @Test("widening moves one side at most")
  func widening() {
    let interval = ProbabilityInterval(low: 0.2, high: 0.4)
    #expect(interval.widened(toContain: 0.3) == interval)
    #expect(interval.widened(toContain: 0.1) == ProbabilityInterval(low: 0.1, high: 0.4))
    #expect(interval.widened(toContain: 0.9) == ProbabilityInterval(low: 0.2, high: 0.9))
  }
}
