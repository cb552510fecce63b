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

    public init(isInteractive: Bool = false, width: Int = 80, usesColor: Bool = false) {
      self.isInteractive = isInteractive
      self.width = width
      self.usesColor = usesColor
    }
  }

  /// How far long work has come.
  public struct Progress: Sendable, Equatable {
    /// What is being done, such as `reading customers.csv`.
    public var stage: String
    /// Share done, 0…1; nil where it cannot be told.
    public var share: Double?

    public init(stage: String, share: Double? = nil) {
      self.stage = stage
      self.share = share
    }
  }

  public var output: Stream
  public var error: Stream
  /// Receives progress, from any thread and as often as convenient; nil where none is wanted.
  public var report: (@Sendable (Progress) -> Void)?

  public init(
    output: Stream = Stream(), error: Stream = Stream(), report: (@Sendable (Progress) -> Void)? = nil
  ) {
    self.output = output
    self.error = error
    self.report = report
  }
}
