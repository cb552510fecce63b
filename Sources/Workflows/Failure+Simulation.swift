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
      hint: Self.form(of: option))
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
  /// An archetype that a model does not have.
  static func unknownArchetype(_ label: String, among known: [String]) -> Failure {
    let message = "the model has no archetype '\(label)'"
    if !known.isEmpty {
      return .unknownName(label, among: known, plural: "archetypes", kind: .badContent, message: message)
    }
    return Failure(kind: .badContent, message: message, hint: "it was fitted without --archetypes")
  }
}
