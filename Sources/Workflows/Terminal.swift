import Reporting

/// What a command may assume about where its output goes.
///
/// The program fills it in from the terminal, the environment and the flags; tests fill it in by hand.
public struct Terminal: Sendable {
  /// One of the two output streams.
  public struct Stream: Sendable, Equatable {
    /// Whether a person reads it as it appears: a terminal, not a file or pipe.
    public var isInteractive: Bool
    /// Columns that fit on one line; 80 where nobody knows.
    public var width: Int
    public var usesColor: Bool

    /// Columns of running text and tables: as many as a terminal has, 120 elsewhere.
    var paragraphWidth: Int { isInteractive ? width : 120 }

    /// Bold, colors and the rest, or nothing at all.
    public var emphasis: Emphasis { Emphasis(isEnabled: usesColor) }

    public init(isInteractive: Bool = false, width: Int = 80, usesColor: Bool = false) {
      self.isInteractive = isInteractive
      self.width = width
      self.usesColor = usesColor
    }
  }

  /// How far long work has come.
  public typealias Progress = Reporting.Progress

  public var output: Stream
  public var error: Stream
  /// Receives progress, from any thread and as often as convenient; nil where none is wanted.
  public var report: (@Sendable (Progress) -> Void)?

  /// The text without anything that could steer a terminal; line feeds stay.
  ///
  /// File names, cells and words of the command line go through here before they are quoted in a message.
  public static func harmless(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { printable(String($0)) }.joined(separator: "\n")
  }

  public init(
    output: Stream = Stream(), error: Stream = Stream(), report: (@Sendable (Progress) -> Void)? = nil
  ) {
    self.output = output
    self.error = error
    self.report = report
  }
}
