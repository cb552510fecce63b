import Reporting

/// Whether intervals come from as many resamples as they need.
enum IntervalRequest {
  /// A warning where resamples are too few to have one beyond either limit; nil for enough, and for none at all.
  ///
  /// - Parameter level: In percent.
  static func doubt(resamples: Int, level: Double) -> CommandOutput.Remark? {
    // Half of what is outside is below, and one resample in so many lies there. 95 is not exact in binary.
    let least = (200 / (100 - level) - 1e-6).rounded(.up)
    guard resamples > 0, Double(resamples) < least else { return nil }
    return .init(
      .warning,
      "\(Counted.text(resamples, "resample")) \(resamples == 1 ? "is" : "are") too few for intervals of \(NumberText.number(level))%: they are too short, and may leave out the "
        + "estimate",
      hint: "--bootstrap \(NumberText.integer(Int(min(least, 1e9)))) is the least for such a --level")
  }
}
