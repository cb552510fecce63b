/// Names for archetypes from what sets them apart: "High spend · recent · mobile".
public enum ArchetypeNames {
  /// What stands between the parts of a name.
  public static let separator = " · "
  private static let partLimit = 3
  /// A further trait is named when it is at least this share as strong as the strongest.
  private static let shareOfStrongest = 0.4

  /// One name for every archetype, all different; the same profile gives the same names.
  ///
  /// A name has the one to three strongest markers (largest |z|), as words for high and low values or as levels that at least
  /// half of the archetype have ("often" before a level that fewer have). An archetype without markers is "Average", with
  /// its strongest trait if that is of any effect (|z| ≥ 0.2). Archetypes that would share a name, its parts in whatever
  /// order, get the trait in which they differ most as a further part, or a typical value: "spend around 650".
  public static func names(for profile: Profile) -> [String] {
    let traits = (0..<profile.archetypeCount).map { ArchetypeTraits(profile, archetype: $0).strongestFirst }
    let parts = traits.map { traits -> [String] in
      let markers = traits.filter(\.isMarker)
      guard let strongest = markers.first else {
        return ["average"] + traits.prefix(1).filter { $0.strength >= Profile.markerSmallestEffect }.map(\.phrase)
      }
      var parts: [String] = []
      // Columns that share a word mostly say the same: high total charges, high monthly charges.
      var said = Set<String>()
      for trait in markers where parts.count < partLimit {
        guard trait.strength >= shareOfStrongest * strongest.strength else { break }
        guard !parts.contains(trait.phrase), said.isDisjoint(with: trait.words) else { continue }
        parts.append(trait.phrase)
        said.formUnion(trait.words)
      }
      return parts
    }
    return NameDistinction(profile: profile).distinct(parts).map { capitalized($0.joined(separator: separator)) }
  }

  private static func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}

/// One thing that can be said of an archetype.
struct ArchetypeTrait: Sendable, Equatable {
  let phrase: String
  /// The telling words of the column's name.
  let words: Set<String>
  /// |z|.
  let strength: Double
  let isMarker: Bool
}

/// What can be said of one archetype.
struct ArchetypeTraits {
  private static let majority = 0.5
  private static let notableShare = 0.2
  private static let notableLift = 1.5

  /// Traits by falling strength, ties in the order of columns; at most one a column.
  let strongestFirst: [ArchetypeTrait]

  init(_ profile: Profile, archetype: Int) {
    let phrases = TraitPhrases(profile)
    var best: [Int: ArchetypeTrait] = [:]
    var columns: [Int] = []
    for entry in profile.entries(of: archetype) {
      guard entry.z != 0, let phrase = Self.phrase(for: entry, phrases) else { continue }
      let words = Set(FeatureWords(entry.feature).telling).subtracting(FeatureWords.links)
      let trait = ArchetypeTrait(phrase: phrase, words: words, strength: abs(entry.z), isMarker: entry.marker)
      if best[entry.column] == nil { columns.append(entry.column) }
      if let known = best[entry.column], known.strength >= trait.strength { continue }
      best[entry.column] = trait
    }
    strongestFirst = columns.compactMap { best[$0] }.sorted { $0.strength > $1.strength }
  }

  private static func phrase(for entry: ProfileEntry, _ phrases: TraitPhrases) -> String? {
    guard entry.level != nil else { return phrases.phrase(for: entry, high: entry.z > 0) }
    // That a level is rarer than elsewhere says less than which one took its place.
    guard entry.z > 0, let share = entry.share, let lift = entry.lift else { return nil }
    let phrase = phrases.phrase(for: entry, high: true)
    if share >= majority { return phrase }
    return share >= notableShare && lift >= notableLift ? "often \(phrase)" : nil
  }
}

/// The words for high and low in every column of a profile.
struct TraitPhrases {
  private let profile: Profile
  private let sharedLevels: Set<String>
  /// What is left of the names of several columns when their telling words are the same.
  private let sharedWords: Set<String>

  init(_ profile: Profile) {
    self.profile = profile
    var columnsOfLevel: [String: Set<Int>] = [:]
    var namesOfWords: [String: Set<String>] = [:]
    for entry in profile.entries(of: 0) {
      if let level = entry.level { columnsOfLevel[level, default: []].insert(entry.column) }
      namesOfWords[FeatureWords(entry.feature).telling.joined(separator: " "), default: []].insert(entry.feature)
    }
    sharedLevels = Set(columnsOfLevel.filter { $0.value.count > 1 }.keys)
    sharedWords = Set(namesOfWords.filter { $0.value.count > 1 }.keys)
  }

  /// The trait of an entry that lies above, or below, the population.
  func phrase(for entry: ProfileEntry, high: Bool) -> String {
    if let level = entry.level {
      return LevelPhrase.phrase(level: level, feature: entry.feature, isShared: sharedLevels.contains(level))
    }
    let words = FeatureWords(entry.feature)
    if profile.binaryColumns.contains(entry.column) { return LevelPhrase.phrase(holds: high, words) }
    let concept = FeatureConcept(words)
    let phrase = high ? concept.high : concept.low
    guard sharedWords.contains(words.telling.joined(separator: " ")), phrase.hasSuffix(words.telling.last ?? "") else {
      return phrase
    }
    return "\(high ? "high" : "low") \(words.all.joined(separator: " "))"
  }

  /// What an entry measures, for a comparison: `order value`, or the level.
  func subject(of entry: ProfileEntry) -> String {
    guard entry.level == nil else { return phrase(for: entry, high: true) }
    let words = FeatureWords(entry.feature)
    let telling = words.telling.joined(separator: " ")
    return sharedWords.contains(telling) ? words.all.joined(separator: " ") : telling
  }
}
