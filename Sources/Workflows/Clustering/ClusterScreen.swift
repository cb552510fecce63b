import Clustering
import Reporting
import Tables

/// The headline of `archetype cluster` for people.
struct ClusterScreen {
  let analysis: ClusterAnalysis
  let columns: CustomerColumns

  private static let mostFeatureColumns = 4

  func text(on stream: Terminal.Stream) -> String {
    let emphasis = stream.emphasis
    let width = stream.isInteractive ? stream.width : 100
    var lines = [emphasis.bold(headline)]
    if let caution { lines.append(Paragraph(caution).wrapped(width: width)) }
    lines.append(Paragraph(choice).wrapped(width: width))
    lines.append("")
    lines.append(table.text(width: width, emphasis: emphasis))
    let rules = ruleLines(width: width)
    if !rules.isEmpty { lines += [emphasis.bold("Who they are, by rule")] + rules }
    return lines.joined(separator: "\n") + "\n"
  }

  private var headline: String {
    let customers = NumberText.integer(columns.table.rowCount)
    let what =
      switch analysis.verdict {
      case .natural: "natural: separate groups that come back in new samples"
      case .reproducible: "reproducible: they come back in new samples"
      case .constructive: "constructive: other samples would be cut otherwise"
      case nil: "stability not tested"
      }
    return "\(customers) customers in \(analysis.k) archetypes, \(what)"
  }

  private var caution: String? {
    switch analysis.structure {
    case true: nil
    case false: "No evidence of separate groups: these are useful slices, not discovered types."
    case nil: "Whether the groups are separate could not be tested with so few different customers."
    }
  }

  private var choice: String {
    let explained = "They explain \(NumberText.percent(analysis.chosen.indices.explained)) of the differences"
    let strength = analysis.chosen.strength.map { NumberText.decimal($0, decimals: 2) }
    if analysis.trials.count == 1 {
      return explained + (strength.map { "; half of the customers predict the other half to \($0) (1 is perfect)." } ?? ".")
    }
    let (low, high) = (analysis.trials[0].k, analysis.trials[analysis.trials.count - 1].k)
    let reached = (analysis.chosen.strength ?? 0) >= NumberOfClusters.strengthBar
    let why =
      reached
      ? "the most that half of the customers predict for the other half to 0.8 or better (\(strength ?? "–"))"
      : "none reaches a prediction strength of 0.8, \(analysis.k) comes nearest (\(strength ?? "–"))"
    return "\(explained). Of \(low) to \(high) archetypes: \(why)."
  }

  private var table: TextTable {
    var result: [TextTable.Column] = [
      .number("#", (1...analysis.k).map { String($0) }),
      .text("Archetype", analysis.names),
      .number("Customers", analysis.counts.map { NumberText.integer($0) }),
      .number("Share", analysis.shares.map { NumberText.percent($0) }),
    ]
    if !analysis.stability.isEmpty {
      result.append(
        .text(
          "Stability",
          analysis.stability.map {
            "\(NumberText.decimal($0, decimals: 2)) \(Stability.Verdict(similarity: $0).rawValue)"
          }))
    }
    return TextTable(columns: result + featureColumns)
  }

  /// The features that set the archetypes apart most, with their means.
  private var featureColumns: [TextTable.Column] {
    let entries = analysis.profile.entries
    let width = entries.count / analysis.k
    let spread = (0..<width).map { place in
      (0..<analysis.k).reduce(0.0) { max($0, abs(entries[$1 * width + place].z)) }
    }
    let numbers = (0..<width).filter { entries[$0].level == nil }
    let strongest = numbers.sorted { spread[$0] != spread[$1] ? spread[$0] > spread[$1] : $0 < $1 }
    return strongest.prefix(Self.mostFeatureColumns).sorted().map { place in
      let means = (0..<analysis.k).map { entries[$0 * width + place].mean ?? .nan }
      return .number(entries[place].feature, NumberText.column(means, significantDigits: 3))
    }
  }

  private func ruleLines(width: Int) -> [String] {
    analysis.rules.filter { !$0.conditions.isEmpty }.map { rule in
      let quality =
        "(holds for \(NumberText.percent(rule.recall, decimals: 0)) of them; "
        + "\(NumberText.percent(rule.precision, decimals: 0)) of those it fits)"
      return Paragraph("\(rule.text)  \(quality)").wrapped(
        width: width, first: "  \(rule.archetype + 1)  ", hanging: "     ")
    }
  }
}
