import Glibc
import LinearAlgebra
import Testing

@testable import Workflows

@Suite("Dwell times")
struct DwellTimeTests {
  @Test("All are whole seconds from 1 up, below the limit", arguments: GenerateEventsRequest.DwellLaw.allCases)
  func range(law: GenerateEventsRequest.DwellLaw) {
    var stream = RandomStream(seed: 1)
    let dwell = DwellTime(law, unlimitedMean: 3, limit: 9)
    let drawn = (0..<10_000).map { _ in dwell.draw(&stream) }
    #expect(drawn.min() == 1)
    #expect(drawn.max() == 8)
  }

  @Test("Their mean is the one that is told", arguments: GenerateEventsRequest.DwellLaw.allCases)
  func mean(law: GenerateEventsRequest.DwellLaw) {
    var stream = RandomStream(seed: 2)
    // At the greatest mean the limit cuts most.
    let dwell = DwellTime(law, unlimitedMean: 100_000, limit: 300_000)
    let count = 100_000
    let sum = (0..<count).map { _ in Double(dwell.draw(&stream)) }.reduce(0, +)
    // The cut law has a standard deviation below that of the exponential; four standard errors.
    #expect((sum / Double(count) - dwell.mean).magnitude < 4 * 100_000 / Double(count).squareRoot())
    #expect(dwell.mean < 96_000)
  }

  @Test("Far below the limit the mean is the unlimited one, but for rounding up")
  func unlimited() {
    for law in GenerateEventsRequest.DwellLaw.allCases {
      let dwell = DwellTime(law, unlimitedMean: 1000, limit: 1_000_000)
      #expect((dwell.mean - 1000.5).magnitude < 1e-6)
    }
  }

  @Test("Worked by hand: an exponential law of mean 1 cut at 3 has the mean (1 − 4e⁻³)/(1 − e⁻³)")
  func byHand() {
    let dwell = DwellTime(.exponential, unlimitedMean: 1, limit: 4)
    #expect((dwell.mean - 0.5 - (1 - 4 * exp(-3)) / (1 - exp(-3))).magnitude < 1e-12)
  }

  @Test("A gamma law is more regular than an exponential one")
  func regular() {
    var stream = RandomStream(seed: 3)
    let spreads = GenerateEventsRequest.DwellLaw.allCases.map { law in
      let dwell = DwellTime(law, unlimitedMean: 1000, limit: 100_000)
      let deviations = (0..<10_000).map { _ in Double(dwell.draw(&stream)) - dwell.mean }
      return deviations.map { $0 * $0 }.reduce(0, +) / 10_000
    }
    // Variances 1 and 1/2 of the squared mean, within a tenth.
    #expect((spreads[0] / 1e6 - 1).magnitude < 0.1)
    #expect((spreads[1] / 1e6 - 0.5).magnitude < 0.1)
  }
}
