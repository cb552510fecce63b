/// What an intervention is about, as it was written: a touchpoint, one of its emotion bands, or a special state.
public struct Place: Sendable, Hashable, CustomStringConvertible {
  /// The emotion bands that the states of a touchpoint may have, from bad to good.
  public static let bands = ["low", "neutral", "high"]

  /// A touchpoint, or a special state such as `(lost)`.
  public let name: String
  /// One emotion band of the touchpoint; nil for all its states.
  public let band: String?

  public init(_ name: String, band: String? = nil) {
    self.name = name
    self.band = band
  }

  /// As a state of the chain is called: `support[low]`.
  public var description: String { band.map { "\(name)[\($0)]" } ?? name }
}
