/// How far a long computation is: the text of one line, without any input or output.
public struct Progress: Sendable, Equatable {
  /// What is being done, in a few words.
  public let stage: String
  /// Share done, 0 to 1; nil where it cannot be known.
  public let fraction: Double?

  public init(stage: String, fraction: Double? = nil) {
    self.stage = stage
    self.fraction = fraction
  }

  /// The line, never wider than `width` columns and without a line feed: `choosing k  [######------]  50%`.
  ///
  /// The bar is left out where it would have fewer than five steps; a fraction outside 0...1 counts as its nearest end.
  public func line(width: Int, emphasis: Emphasis = .none) -> String {
    let name = printable(stage)
    guard let fraction, !fraction.isNaN else { return truncated(name + " …", toWidth: width) }
    let done = min(1, max(0, fraction))
    let whole = String(Int(done * 100))
    let percent = String(repeating: " ", count: 3 - whole.utf8.count) + whole + "%"
    let steps = min(Self.longestBar, width - displayWidth(name) - 2 - 2 - 2 - percent.utf8.count)
    guard steps >= 5 else { return truncated(name + " " + percent, toWidth: width) }
    let filled = Int(done * Double(steps))
    let bar = String(repeating: "#", count: filled) + emphasis.dim(String(repeating: "-", count: steps - filled))
    return "\(name)  [\(bar)]  \(percent)"
  }

  private static let longestBar = 30
}
