/// One condition of a rule, on one column in original units.
public struct RuleCondition: Sendable, Equatable, Codable {
  /// What is asked of a value.
  public enum Test: Sendable, Equatable, Codable {
    /// low ≤ value < high; nil for no bound on that side.
    case interval(low: Double?, high: Double?)
    /// The value is one of the levels; ``Preparation/missingLevel`` stands for a missing cell.
    case levels([String])
  }

  /// The column's place among the columns given.
  public let column: Int
  /// The column's name.
  public let feature: String
  /// What is asked of the column's value.
  public let test: Test

  public init(column: Int, feature: String, test: Test) {
    self.column = column
    self.feature = feature
    self.test = test
  }

  /// The condition as a person writes it: `12 <= orders < 40`, `plan in {plus, premium}`, `plan = plus`,
  /// `plan is missing`.
  public var text: String {
    switch test {
    // A text that begins with a minus is a formula to a spreadsheet.
    case .interval(let low?, let high?) where low < 0:
      "\(feature) >= \(shortText(low)) and \(feature) < \(shortText(high))"
    case .interval(let low?, let high?): "\(shortText(low)) <= \(feature) < \(shortText(high))"
    case .interval(let low?, nil): "\(feature) >= \(shortText(low))"
    case .interval(nil, let high?): "\(feature) < \(shortText(high))"
    case .interval(nil, nil): "\(feature) is known"
    case .levels([Preparation.missingLevel]): "\(feature) is missing"
    case .levels(let levels) where levels.count == 1: "\(feature) = \(levels[0])"
    case .levels(let levels): "\(feature) in {\(levels.joined(separator: ", "))}"
    }
  }
}

/// A short description of who belongs to an archetype, and how true it is.
public struct ArchetypeRule: Sendable, Equatable, Codable {
  /// The archetype, from 0.
  public let archetype: Int
  /// At most three, on different columns, the most telling first; all must hold. Empty: every row.
  public let conditions: [RuleCondition]
  /// The share of the rows that meet the rule which belong to the archetype; 0 when none meets it.
  public let precision: Double
  /// The share of the archetype's rows that meet the rule; 0 for an empty archetype.
  public let recall: Double

  public init(archetype: Int, conditions: [RuleCondition], precision: Double, recall: Double) {
    self.archetype = archetype
    self.conditions = conditions
    self.precision = precision
    self.recall = recall
  }

  /// The harmonic mean of precision and recall.
  public var f1: Double {
    precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
  }

  /// The conditions joined by "and": `recency_days < 30 and 12 <= orders < 40`; "everyone" without conditions.
  public var text: String {
    conditions.isEmpty ? "everyone" : conditions.map(\.text).joined(separator: " and ")
  }
}

/// A number as short as it can be written, whole numbers without a decimal point.
func shortText(_ number: Double) -> String {
  let text = number.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
