import Glibc
import LinearAlgebra

/// The time from a contact to the next: exponential, or gamma of shape 2, given that it stays below a limit.
///
/// Whole seconds, rounded up, so that no customer has two contacts at once.
struct DwellTime: Sendable, Equatable {
  /// Which law the times follow before the limit.
  typealias Law = GenerateEventsRequest.DwellLaw

  let law: Law
  /// Mean in seconds, if there were no limit.
  let unlimitedMean: Double
  /// Every dwell time is shorter than this many seconds.
  let limit: Int

  /// - Precondition: The limit is at least three times the mean, so that few draws are thrown away.
  init(_ law: Law, unlimitedMean: Double, limit: Int) {
    precondition(unlimitedMean > 0 && 3 * unlimitedMean <= Double(limit), "Most dwell times are below the limit.")
    self.law = law
    self.unlimitedMean = unlimitedMean
    self.limit = limit
  }

  /// Seconds until the next contact, `1..<limit`.
  func draw(_ stream: inout RandomStream) -> Int {
    while true {
      let seconds =
        switch law {
        case .exponential: unlimitedMean * stream.exponential()
        case .gamma: unlimitedMean / 2 * (stream.exponential() + stream.exponential())
        }
      if seconds < Double(limit - 1) { return Int(seconds) + 1 }
    }
  }

  /// The mean of what is drawn, in seconds.
  ///
  /// For a gamma law of whole shape k and scale θ cut at c it is kθ·P(k + 1, c/θ) / P(k, c/θ), with P the regularized
  /// incomplete gamma function; rounding up adds half a second.
  var mean: Double {
    let cut = Double(limit - 1)
    let truncated =
      switch law {
      case .exponential: unlimitedMean * Self.share(2, cut / unlimitedMean) / Self.share(1, cut / unlimitedMean)
      case .gamma: unlimitedMean * Self.share(3, 2 * cut / unlimitedMean) / Self.share(2, 2 * cut / unlimitedMean)
      }
    return truncated + 0.5
  }

  /// P(shape, x) for a whole shape: 1 − e⁻ˣ Σ_{j<shape} xʲ/j!.
  private static func share(_ shape: Int, _ x: Double) -> Double {
    var term = 1.0
    var sum = 0.0
    for j in 0..<shape {
      sum += term
      term *= x / Double(j + 1)
    }
    return 1 - exp(-x) * sum
  }
}
