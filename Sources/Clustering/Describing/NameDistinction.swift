/// Makes names different that are the same so far.
struct NameDistinction {
  let profile: Profile
  private let phrases: TraitPhrases

  init(profile: Profile) {
    self.profile = profile
    phrases = TraitPhrases(profile)
  }

  /// The parts of each name, with further parts where names were equal.
  func distinct(_ names: [[String]]) -> [[String]] {
    var names = names
    var used = Set<Int>()
    while let group = firstGroup(of: names), let place = widestEntry(among: group, except: used) {
      used.insert(place)
      for (archetype, part) in comparisons(of: group, at: place) { names[archetype].append(part) }
    }
    // Only archetypes that are alike in everything are left.
    while let group = firstGroup(of: names) {
      for (rank, archetype) in group.enumerated().dropFirst() { names[archetype].append("again \(rank + 1)") }
    }
    return names
  }

  /// The archetypes of the first name that several have.
  private func firstGroup(of names: [[String]]) -> [Int]? {
    for (archetype, name) in names.enumerated() {
      let group = names.indices.filter { names[$0] == name }
      if group.count > 1, group[0] == archetype { return group }
    }
    return nil
  }

  /// The place, among the entries of an archetype, in which the group differs most; nil when it differs in nothing.
  private func widestEntry(among group: [Int], except used: Set<Int>) -> Int? {
    var best: (place: Int, spread: Double)?
    for place in 0..<profile.entries(of: 0).count where !used.contains(place) {
      let values = group.map { entry($0, place).z }
      let spread = (values.max() ?? 0) - (values.min() ?? 0)
      if spread > best?.spread ?? 0 { best = (place, spread) }
    }
    return best?.place
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
      if !isLevel, lowest.z < 0, highest.z > 0 {
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
