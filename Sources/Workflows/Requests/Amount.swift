/// An amount of money, or of customers, as it was written on the command line.
public struct Amount: Sendable, Equatable {
  public let value: Double
  private let text: String

  /// - Returns: Nil where the text is no number.
  public init?(_ text: String) {
    guard let value = Double(text) else { return nil }
    self.value = value
    self.text = text
  }

  /// A warning where the point may have been meant to set off thousands.
  ///
  /// - Parameter flag: The option that the amount was given to.
  public func doubt(_ flag: String) -> CommandOutput.Remark? {
    WrittenNumber.doubt(text, shown: "\(flag) \(text)")
  }
}
