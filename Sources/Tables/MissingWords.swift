/// Which cells of a column of texts stand for "no value", besides empty ones.
public enum MissingWords: Sendable {
  /// Every word that programs write for it, `None` and `?` among them: the column holds yes and no, or digits that name
  /// something.
  case all
  /// What means nothing else among texts: `NULL`, `N/A`, `NA` and the like. `None` is a fair text.
  case amongTexts
  /// The same without `NA`, which is a code there: other texts of the column are two capitals, countries say.
  case amongCapitals

  func contains(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    MissingWord.matchesText(text, allowsNA: self != .amongCapitals) || self == .all && MissingWord.matches(text)
  }
}
