/// How scores become bands: low, neutral and high.
public enum EmotionBandChoice: Sendable, Equatable {
  /// The bands of the scale that the scores are of, where it is a usual one.
  case automatic
  case bands(EmotionBands)

  /// - Throws: A usage failure for anything but `auto` and two rising numbers.
  public init(parsing text: String) throws(Failure) {
    if text == "auto" {
      self = .automatic
      return
    }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { Double(String($0)) }
    guard parts.count == 2, let low = parts[0], let high = parts[1], low.isFinite, high.isFinite, low < high else {
      throw .usage(
        "--emotion-bands '\(text)' are not two numbers that rise",
        hint: "give the highest low and the lowest high score, such as 2,4, or auto")
    }
    self = .bands(EmotionBands(low: low, high: high))
  }
}

/// Where scores stop being low and begin to be high.
public struct EmotionBands: Sendable, Equatable {
  /// The highest score that is low.
  public let low: Double
  /// The lowest score that is high.
  public let high: Double

  /// The bands of a usual scale: −2…+2, 1…5 or 0…10 in whole numbers; nil for others.
  static func ofScale(_ scores: [Double]) -> EmotionBands? {
    var least = Double.infinity
    var most = -Double.infinity
    for score in scores where !score.isNaN {
      guard score == score.rounded() else { return nil }
      least = min(least, score)
      most = max(most, score)
    }
    guard least <= most else { return nil }
    if least >= -2, least < 0, most <= 2 { return EmotionBands(low: -1, high: 1) }
    if least >= 1, most <= 5 { return EmotionBands(low: 2, high: 4) }
    if least >= 0, most > 5, most <= 10 { return EmotionBands(low: 6, high: 9) }
    return nil
  }
}
