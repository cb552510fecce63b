/// How many archetypes to look for.
public enum ClusterCount: Sendable, Equatable {
  /// From 2 to min(10, √(n/2)), chosen by prediction strength.
  case automatic
  /// The best of a range, at least 1.
  case range(ClosedRange<Int>)

  /// More groups than this are no archetypes any more, and the work grows with their square.
  static let largest = 10_000

  /// Reads `5`, `2...12`, `2-12` or `2..12`.
  ///
  /// - Throws: A usage failure that quotes the text and says what is allowed.
  public init(parsing text: String) throws(Failure) {
    let hint = "use one number, such as -k 5, or a range, such as -k 2...12"
    let notANumber = Failure.usage("-k '\(text)' is not a number of archetypes", hint: hint)
    var parts = [text]
    for separator in ["...", "..", "-"] {
      if let pieces = Self.split(text, at: separator) {
        parts = [pieces.0, pieces.1]
        break
      }
    }
    var bounds: [Int] = []
    for part in parts {
      guard let bound = Int(part) else { throw notANumber }
      bounds.append(bound)
    }
    for bound in bounds where bound < 1 {
      throw .usage("-k \(text) asks for fewer than one archetype", hint: hint)
    }
    for bound in bounds where bound > Self.largest {
      throw .usage("-k \(text) asks for more than \(Self.largest) archetypes", hint: hint)
    }
    let (low, high) = (bounds[0], bounds[bounds.count - 1])
    guard low <= high else {
      throw .usage("-k \(text) runs backwards", hint: "write the smaller number first: -k \(high)...\(low)")
    }
    self = .range(low...high)
  }

  /// The text before and after the first separator that does not begin the text, so that `-1` stays a number.
  private static func split(_ text: String, at separator: String) -> (String, String)? {
    let letters = Array(text)
    let mark = Array(separator)
    guard letters.count > mark.count else { return nil }
    for start in 1..<letters.count where letters[start...].starts(with: mark) {
      return (String(letters[..<start]), String(letters[(start + mark.count)...]))
    }
    return nil
  }
}
