/// Why the text of an intervention cannot be read, and where.
public struct InterventionTextError: Error, Sendable, Equatable {
  /// What is wrong with the text.
  public enum Reason: Sendable, Equatable {
    /// A name is missing here.
    case nameMissing
    /// A number is missing here, or what is here is none.
    case numberMissing
    /// This character is missing here.
    case missing(Character)
    /// A quoted name does not end.
    case openQuote
    /// The text goes on after all that was expected.
    case unexpected(Character)
    /// A place is named a second time.
    case repeated(String)
  }

  /// The text as given.
  public let text: String
  /// Characters before the place, from 0.
  public let position: Int
  /// What is wrong.
  public let reason: Reason

  public init(text: String, position: Int, reason: Reason) {
    self.text = text
    self.position = position
    self.reason = reason
  }
}
