import Reporting
import Simulation

extension Failure {
  /// An intervention on the command line that cannot be read.
  init(_ error: InterventionTextError, option: String) {
    let what =
      switch error.reason {
      case .nameMissing: "a name is missing"
      case .numberMissing: "a number is missing"
      case .missing(let character): "'\(character)' is missing"
      case .openQuote: "the quoted name does not end"
      case .unexpected(let character): "'\(character)' is not expected"
      case .repeated(let name): "'\(name)' is there twice"
      }
    self = .usage(
      "--\(option) '\(error.text)': \(what) after '\(error.text.prefix(error.position))'",
      hint: Self.decimalComma(in: error.text) ?? Self.form(of: option) + Self.quotes(in: error.text))
  }

  /// How to write the first amount of an intervention that has a comma: 0.05 in `checkout=0,05`.
  private static func decimalComma(in text: String) -> String? {
    for part in text.split(separator: "=").dropFirst() {
      let number = part.prefix { WrittenNumber.isDigit($0) || $0 == "," || $0 == "%" }
      // In `mail=50,2=50` the comma ends the number, and 2 is a touchpoint.
      let isLast = part.endIndex == text.endIndex
      let whole = isLast ? number : number.prefix(upTo: number.lastIndex(of: ",") ?? number.endIndex)
      if let hint = WrittenNumber.withoutComma(String(whole)) { return hint }
    }
    return nil
  }

  /// How to write a name that has blanks, and so perhaps a sign among its words.
  private static func quotes(in text: String) -> String {
    let isWords = text.contains { $0.isWhitespace } && !text.contains("\"")
    return isWords ? "; a name that contains : > = % [ ] or a comma goes in double quotes" : ""
  }

  private static func form(of option: String) -> String {
    switch option {
    case "recover": "such as --recover checkout=15%, or checkout=15%:purchase to send them to one place"
    case "reroute": "such as --reroute 'phone>chat=30%'"
    case "remove": "such as --remove banner, or 'banner:(lost)' to lose those who come there"
    case "lift": "such as --lift support=0.5"
    case "start": "such as --start mail=50%,ad=50%"
    case "scale": "such as --scale 'demo>purchase=1.10', with ':(lost)' at the end to take the mass from there only"
    default: "such as --\(option) 'demo>purchase=0.05'"
    }
  }
}

extension Failure {
  /// An archetype that the model in a file does not have.
  static func unknownArchetype(_ label: String, among known: [String], in file: String) -> Failure {
    let message = "the model has no archetype '\(label)'"
    return known.isEmpty
      ? .badContent(message, file: file, hint: "it was fitted without --archetypes")
      : .unknownName(label, among: known, plural: "archetypes", message: message, in: file)
  }
}

extension Failure {
  /// What is wrong with a budget or a lever, its amounts written as for people.
  static func words(_ error: BudgetError) -> String {
    let text = { (amount: Double) in NumberText.number(amount) }
    return switch error {
    case .budgetBelowMinimums(let budget, let minimums):
      "the levers' least spends come to \(text(minimums)), and the budget is only \(text(budget))"
    case .boundsCrossed(let lever, let minimum, let maximum):
      "the most that '\(lever)' may cost is \(text(maximum)), and the least is \(text(minimum))"
    case .invalidMinimum(let lever, let minimum):
      "the least spend on '\(lever)' is \(text(minimum)), and cannot be below 0"
    default: error.message
    }
  }

  /// What is wrong with a response, its amounts written as for people.
  static func words(_ error: ResponseCurveError) -> String {
    let text = { (amount: Double) in NumberText.number(amount) }
    let share = { (share: Double) in NumberText.percent(share) }
    return switch error {
    case .limitOutOfRange(let limit):
      "the largest share of a response is \(share(limit)), which is not between 0% and 100%"
    case .halfSpendNotPositive(let spend):
      "half of a response's largest share is reached at a spend of \(text(spend)), which is not above 0"
    case .startsElsewhere(let spend, let first):
      "a response table begins with a spend of 0 and a share of 0%, and this one with \(text(spend)) and \(share(first))"
    case .spendsNotRising(let row, let spend, let previous):
      "row \(row) of a response table has a spend of \(text(spend)), which is not above \(text(previous)) in the row before"
    case .shareOutOfRange(let row, let found):
      "row \(row) of a response table has a share of \(share(found)), which is not between 0% and 100%"
    case .sharesFall(let row, let found, let previous):
      "row \(row) of a response table has a share of \(share(found)), which is below \(share(previous)) in the row before"
    case .tooFewRows: error.message
    }
  }
}

extension ResponseCurveError {
  /// Whether the largest share is wrong, and not the spend that buys half of it.
  var isOfLimit: Bool { if case .limitOutOfRange = self { true } else { false } }

  /// The row of the table that is wrong, from 1; nil for the response as a whole.
  var row: Int? {
    switch self {
    case .startsElsewhere: 1
    case .spendsNotRising(let row, _, _), .shareOutOfRange(let row, _), .sharesFall(let row, _, _): row
    case .limitOutOfRange, .halfSpendNotPositive, .tooFewRows: nil
    }
  }
}
