/// A length of time as a person writes it: `30d`, `12h`, `8w`, `12m`, `1y`, or a plain number.
public struct TimeSpan: Sendable, Equatable {
  public enum Unit: String, Sendable, CaseIterable {
    case seconds = "s"
    case minutes = "min"
    case hours = "h"
    case days = "d"
    case weeks = "w"
    case months = "m"
    case years = "y"

    /// A month is a twelfth of a year, and a year has 365.25 days.
    public var seconds: Double {
      switch self {
      case .seconds: 1
      case .minutes: 60
      case .hours: 3_600
      case .days: 86_400
      case .weeks: 7 * 86_400
      case .months: 365.25 / 12 * 86_400
      case .years: 365.25 * 86_400
      }
    }
  }

  public var amount: Double
  /// Nil for a plain number, which goes with times that are plain numbers.
  public var unit: Unit?

  public init(_ amount: Double, _ unit: Unit?) {
    self.amount = amount
    self.unit = unit
  }

  /// - Parameters:
  ///   - text: An amount and its unit, such as `30d`.
  ///   - flag: The option it was given to, for the error.
  /// - Throws: A usage failure when the text is no positive length of time.
  public init(parsing text: String, flag: String) throws(Failure) {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let rest = text.dropFirst(digits.count)
    let unit = Unit(rawValue: String(rest))
    guard let amount = Double(digits), amount > 0, amount < .infinity, rest.isEmpty || unit != nil else {
      throw .usage(
        "\(flag) '\(text)' is no length of time", hint: "such as 30d, 12h, 8w, 12m (months) or 1y")
    }
    self.init(amount, unit)
  }

  /// The length in the unit of the times: seconds where these are instants.
  ///
  /// - Throws: A usage failure when a unit meets plain numbers, or a plain number instants.
  public func length(ofInstants areInstants: Bool, flag: String) throws(Failure) -> Double {
    guard areInstants else {
      guard unit == nil else {
        throw .usage("\(flag) has a unit, and the times of the table are plain numbers", hint: "leave out the unit")
      }
      return amount
    }
    guard let unit else {
      throw .usage("\(flag) has no unit, and the times of the table are dates", hint: "write days as 30d, hours as 12h")
    }
    return amount * unit.seconds
  }
}
