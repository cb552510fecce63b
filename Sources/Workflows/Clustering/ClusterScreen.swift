import Clustering
import Reporting
import Tables

/// The headline of `archetype cluster` for people.
struct ClusterScreen {
  let analysis: ClusterAnalysis
  let columns: CustomerColumns

  private static let mostFeatureColumns = 4
  /// Columns of text where no terminal says how many fit.
  private static let widthElsewhere = 120

  func text(on stream: Terminal.Stream) -> String {
    let emphasis = stream.emphasis
    let width = stream.isInteractive ? stream.width : Self.widthElsewhere
    var lines = [emphasis.bold(headline)]
    if let caution { lines.append(Paragraph(caution).wrapped(width: width)) }
    lines.append(Paragraph(choice).wrapped(width: width))
    lines.append("")
    lines.append(table(fitting: width).text(width: width, emphasis: emphasis))
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
    let explained =
      "They explain \(NumberText.percent(analysis.chosen.indices.explained)) of the differences between customers."
    guard let strength = analysis.chosen.strength.map({ NumberText.decimal($0, decimals: 2) }) else { return explained }
    let range = "\(analysis.trials[0].k) to \(analysis.trials[analysis.trials.count - 1].k)"
    let reached = analysis.chosen.strength! >= NumberOfClusters.strengthBar
    return reached
      ? "\(explained) Of \(range), \(analysis.k) is the largest number with a prediction strength of 0.80 or more (\(strength))."
      : "\(explained) Of \(range), none reaches a prediction strength of 0.80; \(analysis.k) comes nearest (\(strength))."
  }

  /// The archetypes, with the means of as many features as fit beside whole names.
  private func table(fitting width: Int) -> TextTable {
    var columns: [TextTable.Column] = [
      .number("#", (1...analysis.k).map { String($0) }),
      .text("Archetype", analysis.names),
      .number("Customers", analysis.counts.map { NumberText.integer($0) }),
      .number("Share", analysis.shares.map { NumberText.percent($0) }),
    ]
    if !analysis.stability.isEmpty {
      let texts = analysis.stability.map {
        "\(NumberText.decimal($0, decimals: 2)) \(Stability.Verdict(similarity: $0).rawValue)"
      }
      columns.append(.init(header: "Stability", cells: texts, alignment: .left, mayShrink: false))
    }
    var result = TextTable(columns: columns)
    for feature in featureColumns {
      let wider = TextTable(columns: result.columns + [feature])
      let lines = wider.text(width: nil).split(separator: "\n")
      guard lines.allSatisfy({ displayWidth(String($0)) <= width }) else { break }
      result = wider
    }
    return result
  }

  /// The means of the numbers that set the archetypes apart most, the strongest first.
  private var featureColumns: [TextTable.Column] {
    let entries = analysis.profile.entries
    let width = entries.count / analysis.k
    let spread = (0..<width).map { place in
      (0..<analysis.k).reduce(0.0) { max($0, abs(entries[$1 * width + place].z)) }
    }
    let numbers = (0..<width).filter { entries[$0].level == nil }
    let strongest = numbers.sorted { spread[$0] != spread[$1] ? spread[$0] > spread[$1] : $0 < $1 }
    return strongest.prefix(Self.mostFeatureColumns).map { place in
      let means = (0..<analysis.k).map { entries[$0 * width + place].mean ?? .nan }
      return .number(entries[place].feature, NumberText.column(means, significantDigits: 3))
    }
  }

  private func ruleLines(width: Int) -> [String] {
    analysis.rules.filter { !$0.conditions.isEmpty }.map { rule in
      let quality =
        "(finds \(NumberText.percent(rule.recall, decimals: 0)) of them, "
        + "and is right for \(NumberText.percent(rule.precision, decimals: 0)) of those it finds)"
      return Paragraph("\(rule.text)  \(quality)").wrapped(
        width: width, first: "  \(rule.archetype + 1)  ", hanging: "     ")
    }
  }
}
