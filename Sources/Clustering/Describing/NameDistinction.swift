import Glibc

/// Makes names different that are the same so far.
struct NameDistinction {
  /// How many archetypes the words lowest, medium and highest part.
  private static let wordCount = 3
  /// Significant digits of a typical value: no more than are needed, and never more than a reader compares.
  private static let digits = 2...6

  /// A part for each of some archetypes, from one place among the entries.
  private struct Further {
    let place: Int
    let parts: [(archetype: Int, part: String)]
  }

  let profile: Profile
  private let phrases: TraitPhrases

  init(profile: Profile) {
    self.profile = profile
    phrases = TraitPhrases(profile)
  }

  /// The parts of each name, with further parts where names were equal; the order of the parts makes no difference.
  func distinct(_ names: [[String]]) -> [[String]] {
    var names = names
    // Archetype by archetype: what parted one group may still part another.
    var used = [Set<Int>](repeating: [], count: names.count)
    while let group = firstGroup(of: names), let further = furtherParts(for: group, names, used) {
      for archetype in group { used[archetype].insert(further.place) }
      for (archetype, part) in further.parts { names[archetype].append(part) }
    }
    // Only archetypes that are alike in everything are left.
    while let group = firstGroup(of: names) {
      for (rank, archetype) in group.enumerated().dropFirst() { names[archetype].append("again \(rank + 1)") }
    }
    return names
  }

  /// The archetypes of the first name that several have.
  private func firstGroup(of names: [[String]]) -> [Int]? {
    let sets = names.map(Set.init)
    for (archetype, name) in sets.enumerated() {
      let group = sets.indices.filter { sets[$0] == name }
      if group.count > 1, group[0] == archetype { return group }
    }
    return nil
  }

  /// A further part for each of a group: words for a trait not named yet, else typical values, else what words there are.
  ///
  /// - Returns: The parts and the place of the entry that they compare; nil when the group differs in nothing.
  private func furtherParts(for group: [Int], _ names: [[String]], _ used: [Set<Int>]) -> Further? {
    let places = placesWidestFirst(among: group, except: group.reduce(into: []) { $0.formUnion(used[$1]) })
    let haveWords = group.count <= Self.wordCount
    let unsaid = places.first { place, spread in
      spread >= Profile.markerSmallestEffect && !isSaid(place, in: names[group[0]])
    }
    if haveWords, let unsaid { return Further(place: unsaid.place, parts: comparisons(of: group, at: unsaid.place)) }
    for (place, _) in places {
      if let parts = typicalValues(of: group, at: place) { return Further(place: place, parts: parts) }
      if haveWords { break }
    }
    return places.first.map { Further(place: $0.place, parts: comparisons(of: group, at: $0.place)) }
  }

  /// The places, among the entries of an archetype, in which the group differs, by falling difference of z.
  private func placesWidestFirst(among group: [Int], except used: Set<Int>) -> [(place: Int, spread: Double)] {
    profile.entries(of: 0).indices.filter { place in
      !used.contains(place) && group.allSatisfy { entry($0, place).isKnown }
    }
    .map { place -> (place: Int, spread: Double) in
      let values = group.map { entry($0, place).z }
      return (place, (values.max() ?? 0) - (values.min() ?? 0))
    }
    .filter { $0.spread > 0 }
    .sorted { ($1.spread, $0.place) < ($0.spread, $1.place) }
  }

  /// Whether a name already has the words for high or low at this place.
  private func isSaid(_ place: Int, in name: [String]) -> Bool {
    [true, false].map { phrases.phrase(for: entry(0, place), high: $0) }
      .contains { name.contains($0) || name.contains("often \($0)") }
  }

  /// A part such as `spend around 650` for each of a group, with as few digits as make all different.
  ///
  /// - Returns: nil for levels, yes or no, and where neither medians nor means part all of the group.
  private func typicalValues(of group: [Int], at place: Int) -> [(archetype: Int, part: String)]? {
    let entries = group.map { entry($0, place) }
    guard entries[0].level == nil, !profile.binaryColumns.contains(entries[0].column) else { return nil }
    for values in [entries.compactMap(\.median), entries.compactMap(\.mean)] where values.count == group.count {
      for digits in Self.digits {
        let rounded = values.map { roundedTo(digits, $0) }
        guard Set(rounded).count == group.count else { continue }
        let subject = phrases.subject(of: entries[0])
        return zip(group, rounded).map { ($0, "\(subject) around \(shortText($1))") }
      }
    }
    return nil
  }

  private func entry(_ archetype: Int, _ place: Int) -> ProfileEntry {
    let entries = profile.entries(of: archetype)
    return entries[entries.startIndex + place]
  }

  /// A part for the members of a group at each end of a trait, and for those between.
  private func comparisons(of group: [Int], at place: Int) -> [(archetype: Int, part: String)] {
    let order = group.sorted { (entry($0, place).z, $0) < (entry($1, place).z, $1) }
    let lowest = entry(order[0], place)
    let highest = entry(order[order.count - 1], place)
    let subject = phrases.subject(of: highest)
    let isLevel = highest.level != nil
    if order.count == 2 {
      let effect = Profile.markerSmallestEffect
      if !isLevel, lowest.z <= -effect, highest.z >= effect {
        return [
          (order[0], phrases.phrase(for: lowest, high: false)), (order[1], phrases.phrase(for: highest, high: true)),
        ]
      }
      return [
        (order[0], "\(isLevel ? "less" : "lower") \(subject)"), (order[1], "\(isLevel ? "more" : "higher") \(subject)"),
      ]
    }
    let between = order.dropFirst().dropLast().map { ($0, "\(isLevel ? "some" : "medium") \(subject)") }
    let ends = [
      (order[0], "\(isLevel ? "least" : "lowest") \(subject)"),
      (order[order.count - 1], "\(isLevel ? "most" : "highest") \(subject)"),
    ]
    return (ends + between).map { (archetype: $0.0, part: $0.1) }
  }
}

/// A number rounded to this many significant digits.
private func roundedTo(_ digits: Int, _ number: Double) -> Double {
  guard number != 0, number.isFinite else { return number }
  let exponent = digits - 1 - Int(log10(abs(number)).rounded(.down))
  // Dividing by a whole power of ten gives the nearest double to the decimal; multiplying by its inverse may not.
  if exponent >= 0 {
    let scale = pow(10, Double(exponent))
    return scale.isFinite ? (number * scale).rounded() / scale : number
  }
  let scale = pow(10, Double(-exponent))
  return (number / scale).rounded() * scale
}
