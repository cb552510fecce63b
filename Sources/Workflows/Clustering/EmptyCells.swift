import Clustering
import Reporting

/// Columns of numbers by whose empty cells, rather than by whose values, archetypes differ.
///
/// All empty cells of a column are filled with one number, which makes customers alike who may not be.
enum EmptyCells {
  private static let smallestShare = 0.05
  /// The difference in the share of empty cells between two archetypes that is worth a warning.
  private static let largestDifference = 0.5
  /// Archetypes of fewer customers may lack a number by chance.
  private static let fewestCustomers = 5
  private static let mostColumns = 3

  private struct Finding {
    let name: String
    /// Archetypes, from 0, with the share of their cells that is empty.
    let most: (archetype: Int, share: Double)
    let least: (archetype: Int, share: Double)

    var difference: Double { most.share - least.share }
    var text: String {
      "'\(name)' (\(NumberText.percent(most.share, decimals: 0)) of archetype \(most.archetype + 1), "
        + "\(NumberText.percent(least.share, decimals: 0)) of archetype \(least.archetype + 1))"
    }
  }

  /// Nothing where rows with empty cells took no part.
  static func warning(_ analysis: ClusterAnalysis, _ columns: CustomerColumns) -> [CommandOutput.Remark] {
    guard analysis.preparation.missing == .median else { return [] }
    let fewest = smallestShare * Double(columns.table.rowCount)
    let gappy = Set(columns.table.columns.filter { Double($0.missingCount) >= fewest }.map(\.name))
    let used = gappy.intersection(analysis.preparation.columns.map(\.name))
    let findings = columns.features.filter { used.contains($0.name) }
      .compactMap { finding($0, labels: analysis.assignment.labels, counts: analysis.counts) }
      .sorted { $0.difference > $1.difference }
    guard !findings.isEmpty else { return [] }
    let others = findings.count - mostColumns
    let shown = findings.prefix(mostColumns).map(\.text) + (others > 0 ? ["\(others) more"] : [])
    return [
      .init(
        .warning,
        "archetypes differ in which cells are empty, and empty cells are filled alike: empty are \(Counted.list(shown))",
        hint: "leave such columns out with --exclude, or such customers with --missing drop, and see what stays")
    ]
  }

  private static func finding(_ feature: FeatureColumn, labels: [Int32], counts: [Int]) -> Finding? {
    guard case .numbers(let numbers) = feature.values else { return nil }
    var empty = [Int](repeating: 0, count: counts.count)
    for (row, number) in numbers.enumerated() where number.isNaN && labels[row] >= 0 {
      empty[Int(labels[row])] += 1
    }
    let shares = counts.indices.filter { counts[$0] >= fewestCustomers }
      .map { (archetype: $0, share: Double(empty[$0]) / Double(counts[$0])) }
    guard let most = shares.max(by: { $0.share < $1.share }), let least = shares.min(by: { $0.share < $1.share }),
      most.share - least.share >= largestDifference
    else { return nil }
    return Finding(name: feature.name, most: most, least: least)
  }
}
