extension JourneyRequest.Order {
  /// - Throws: A usage failure for anything but a whole number and `auto`.
  public init(parsing text: String) throws(Failure) {
    if text == "auto" {
      self = .automatic
    } else if let order = Int(text) {
      self = .fixed(order)
    } else {
      throw .usage("--order '\(text)' is neither a number nor auto", hint: "1 is the default")
    }
  }
}

extension JourneyRequest {
  /// A range such as `0...3`.
  public static func orders(parsing text: String) throws(Failure) -> ClosedRange<Int> {
    let numbers = text.split(separator: ".", omittingEmptySubsequences: true).map { Int(String($0)) }
    guard text.contains("..."), numbers.count == 2, let low = numbers[0], let high = numbers[1], low <= high else {
      throw .usage("--orders '\(text)' is no range of orders", hint: "such as 0...3")
    }
    return low...high
  }

  /// What is added to every possible cell.
  public static func prior(parsing text: String) throws(Failure) -> Double {
    switch text {
    case "laplace": return 1
    case "jeffreys": return 0.5
    default:
      guard let number = Double(text), number >= 0, number < .infinity else {
        throw .usage("--prior '\(text)' is no number from 0 on", hint: "0, laplace (1), jeffreys (½) or a number")
      }
      return number
    }
  }
}
