extension Intervention {
  /// The kinds of intervention, by the names of their options.
  public enum Kind: String, Sendable, CaseIterable {
    /// `checkout=15%`
    case recover
    /// `demo>purchase=1.10`
    case scale
    /// `demo>purchase=0.05`
    case add
    /// `demo>purchase=0.40`
    case set
    /// `phone>chat=30%`
    case reroute
    /// `banner`
    case remove
    /// `support=0.5`
    case lift
    /// `mail=50%,ad=50%`
    case start
  }

  /// Reads an intervention as it is written on a command line.
  ///
  /// `checkout=15%`, `checkout=15%:purchase`, `demo>purchase=1.10:(lost)`, `phone>chat=30%`, `banner:(lost)`,
  /// `support=0.5`, `mail=50%,ad=50%`. A name that contains one of `: > = % [ ] ,` is written in double quotes, a quote in
  /// it twice; `support[low]` is one emotion band. `15%` is 0.15.
  ///
  /// - Throws: ``InterventionTextError`` with the position of what is wrong.
  public init(_ kind: Kind, text: String) throws(InterventionTextError) {
    var scanner = InterventionScanner(text)
    switch kind {
    case .recover:
      let place = try scanner.place()
      try scanner.expect("=")
      let share = try scanner.number()
      self = .recover(place, share: share, to: try scanner.optionalPlace())
    case .scale, .add, .set:
      let from = try scanner.place()
      try scanner.expect(">")
      let to = try scanner.place()
      try scanner.expect("=")
      let amount = try scanner.number()
      let step = Step(from: from, to: to, takingFrom: try scanner.optionalPlace())
      self =
        switch kind {
        case .scale: .scale(step, factor: amount)
        case .add: .add(step, points: amount)
        default: .set(step, value: amount)
        }
    case .reroute:
      let from = try scanner.place()
      try scanner.expect(">")
      let to = try scanner.place()
      try scanner.expect("=")
      self = .reroute(from: from, to: to, share: try scanner.number())
    case .remove:
      let place = try scanner.place()
      self = .remove(place, to: try scanner.optionalPlace())
    case .lift:
      let place = try scanner.place()
      try scanner.expect("=")
      self = .lift(place, score: try scanner.number())
    case .start:
      self = .start(try scanner.startShares())
    }
    try scanner.expectEnd()
  }
}

extension Place {
  /// Reads a place as it is written: `support`, `support[low]`, `"a name: with signs"`.
  ///
  /// - Throws: ``InterventionTextError`` with the position of what is wrong.
  public init(text: String) throws(InterventionTextError) {
    var scanner = InterventionScanner(text)
    self = try scanner.place()
    try scanner.expectEnd()
  }
}

/// Reads the parts of an intervention's text, one after the other.
private struct InterventionScanner {
  private static let signs: Set<Character> = [":", ">", "=", "%", "[", "]", ",", "\""]

  private let text: String
  private let characters: [Character]
  private var next = 0

  init(_ text: String) {
    self.text = text
    characters = Array(text)
  }

  mutating func place() throws(InterventionTextError) -> Place {
    let name = try name()
    guard take("[") else { return Place(name) }
    let band = try self.name()
    try expect("]")
    return Place(name, band: band)
  }

  /// A place after a colon, or nothing.
  mutating func optionalPlace() throws(InterventionTextError) -> Place? { take(":") ? try place() : nil }

  mutating func number() throws(InterventionTextError) -> Double {
    skipSpaces()
    let first = next
    while next < characters.count, "+-.0123456789eE".contains(characters[next]) { next += 1 }
    let digits = String(characters[first..<next])
    // What Swift reads as a number beyond decimals (hexadecimal, infinity) has other letters.
    guard let value = Double(digits), value.isFinite else { throw error(.numberMissing, at: first) }
    return take("%") ? value / 100 : value
  }

  mutating func startShares() throws(InterventionTextError) -> [Intervention.StartShare] {
    var shares: [Intervention.StartShare] = []
    repeat {
      skipSpaces()
      let first = next
      let place = try place()
      guard !shares.contains(where: { $0.place == place }) else { throw error(.repeated(place.description), at: first) }
      try expect("=")
      shares.append(Intervention.StartShare(place, try number()))
    } while take(",")
    return shares
  }

  mutating func expect(_ character: Character) throws(InterventionTextError) {
    guard take(character) else { throw error(.missing(character), at: next) }
  }

  mutating func expectEnd() throws(InterventionTextError) {
    skipSpaces()
    if next < characters.count { throw error(.unexpected(characters[next]), at: next) }
  }

  private mutating func name() throws(InterventionTextError) -> String {
    skipSpaces()
    let first = next
    if take("\"") { return try quotedName(from: first) }
    while next < characters.count, !Self.signs.contains(characters[next]) { next += 1 }
    var end = next
    while end > first, characters[end - 1].isWhitespace { end -= 1 }
    guard end > first else { throw error(.nameMissing, at: first) }
    return String(characters[first..<end])
  }

  private mutating func quotedName(from first: Int) throws(InterventionTextError) -> String {
    var name: [Character] = []
    while next < characters.count {
      let character = characters[next]
      next += 1
      if character != "\"" {
        name.append(character)
      } else if next < characters.count, characters[next] == "\"" {
        name.append(character)
        next += 1
      } else {
        guard !name.isEmpty else { throw error(.nameMissing, at: first) }
        return String(name)
      }
    }
    throw error(.openQuote, at: first)
  }

  private mutating func take(_ character: Character) -> Bool {
    skipSpaces()
    guard next < characters.count, characters[next] == character else { return false }
    next += 1
    return true
  }

  private mutating func skipSpaces() {
    while next < characters.count, characters[next].isWhitespace { next += 1 }
  }

  private func error(_ reason: InterventionTextError.Reason, at position: Int) -> InterventionTextError {
    InterventionTextError(text: text, position: position, reason: reason)
  }
}
