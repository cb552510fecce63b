import Simulation
import TestSupport
import Testing

@Suite("Counts of independent trials")
struct BinomialDrawTests {
  @Test("Quantiles of few trials, counted by hand")
  func fewTrials() {
    // Of 3 fair coins: 1/8, 4/8, 7/8, 1.
    for (level, count) in [(0.1, 0), (0.125, 0), (0.13, 1), (0.5, 1), (0.51, 2), (0.87, 2), (0.88, 3), (1, 3)] {
      #expect(BinomialDraw.quantile(level, trials: 3, probability: 0.5) == count)
    }
    #expect(BinomialDraw.quantile(0.5, trials: 0, probability: 0.5) == 0)
    #expect(BinomialDraw.quantile(0.5, trials: 9, probability: 0) == 0)
    #expect(BinomialDraw.quantile(0.5, trials: 9, probability: 1) == 9)
  }

  @Test("Quantiles summed up exactly elsewhere, few trials and many")
  func reference() {
    for (level, trials, probability, expected) in [
      (0.025, 1000, 0.3, 272), (0.975, 1000, 0.3, 329), (0.025, 50, 0.02, 0), (0.975, 50, 0.02, 3),
    ] {
      #expect(BinomialDraw.quantile(level, trials: trials, probability: probability) == expected)
    }
    let large = BinomialDraw.quantile(0.975, trials: 100_000, probability: 0.4)
    #expect((large - 40_304).magnitude <= 1)
  }
}
