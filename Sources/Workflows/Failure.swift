import Reporting

/// Why a command could not do its work, as a person should read it.
///
/// Every error that leaves Workflows is one of these; the program prints it as `file:line:column: message`, the
/// offending line with a caret, and the hint, and exits with the code of its ``kind-swift.property``.
public struct Failure: Error, Sendable, Equatable {
  /// What kind of thing went wrong; decides the exit code.
  public enum Kind: Sendable, Equatable {
    /// The command line is wrong in a way that shows without opening an input.
    case usage
    /// Something inside an opened input is wrong, a name that it lacks included.
    case badContent
    /// An input is missing or cannot be read.
    case missingInput
    /// An output cannot be written.
    case cannotWrite
    /// The reader of an output has gone; nothing is wrong and nothing is said.
    case closedPipe
    /// Anything else; a mistake in this program.
    case unexpected

    /// The exit code of the process, after `sysexits.h` where it has one.
    public var exitCode: Int32 {
      switch self {
      case .usage: 64
      case .badContent: 2
      case .missingInput: 66
      case .cannotWrite: 73
      case .closedPipe: 0
      case .unexpected: 1
      }
    }
  }

  public var kind: Kind
  /// What is wrong: one sentence without its place and without a full stop.
  public var message: String
  /// The flag or the deed that helps.
  public var hint: String?

  /// The file that is wrong, as the user named it.
  public var file: String?
  /// Line in `file`, from 1.
  public var line: Int?
  /// Column in `line`, from 1.
  public var column: Int?
  /// The offending line, already short enough for a terminal and free of control characters.
  public var excerpt: String?
  /// Where the caret goes: characters before it in `excerpt`.
  public var caret: Int?
  /// How many more problems like this one were found.
  public var repeats = 0

  public init(kind: Kind, message: String, hint: String? = nil) {
    self.kind = kind
    self.message = message
    self.hint = hint
  }

  /// A name that does not exist; the hint offers the nearest names, and all of them where there are ten or fewer.
  ///
  /// - Parameters:
  ///   - name: The name that was given.
  ///   - known: The names that exist.
  ///   - plural: What the names are, such as `columns`.
  ///   - kind: Usage where the command line is wrong, bad content where an input is.
  ///   - message: What is wrong, in one sentence.
  public static func unknownName(
    _ name: String, among known: [String], plural: String, kind: Kind = .usage, message: String
  ) -> Failure {
    let sentence = suggestionSentence(for: name, among: known, plural: plural)
    return Failure(kind: kind, message: message, hint: sentence.isEmpty ? nil : sentence)
  }

  /// A name that an opened input lacks, with a hint as ``unknownName(_:among:plural:kind:message:)`` gives it.
  static func unknownName(
    _ name: String, among known: [String], plural: String, message: String, in file: String
  ) -> Failure {
    var failure = unknownName(name, among: known, plural: plural, kind: .badContent, message: message)
    failure.file = file
    return failure
  }

  /// Something wrong inside an opened input.
  static func badContent(_ message: String, file: String, hint: String? = nil) -> Failure {
    var failure = Failure(kind: .badContent, message: message, hint: hint)
    failure.file = file
    return failure
  }

  /// A wrong command line.
  public static func usage(_ message: String, hint: String? = nil) -> Failure {
    Failure(kind: .usage, message: message, hint: hint)
  }
}
