import Clustering
import Reporting
import Tables

/// The headline of `archetype cluster` for people.
struct ClusterScreen {
  let analysis: ClusterAnalysis
  let columns: CustomerColumns

  private static let mostFeatureColumns = 4
  /// For so many, names go on in the next line.
  private static let featuresBesideWrappedNames = 2
  /// Rules of further archetypes would push the table off the screen; they are in archetypes.csv.
  private static let mostRules = 12
  /// Columns of text where no terminal says how many fit.
  private static let widthElsewhere = 120

  func text(on stream: Terminal.Stream) -> String {
    let emphasis = stream.emphasis
    let width = stream.isInteractive ? stream.width : Self.widthElsewhere
    var lines = [emphasis.bold(Paragraph(headline).wrapped(width: width))]
    if let caution { lines.append(Paragraph(caution).wrapped(width: width)) }
    if analysis.k > 1 { lines.append(Paragraph(choice).wrapped(width: width)) }
    lines.append("")
    lines.append(table(fitting: width).text(width: width, emphasis: emphasis))
    let rules = ruleLines(width: width)
    if !rules.isEmpty { lines += [emphasis.bold("Who they are, by rule")] + rules }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What a row is.
  private var noun: String { columns.repeated == nil ? "customer" : "row" }

  private var headline: String {
    let customers = Counted.text(columns.table.rowCount, noun)
    guard analysis.k > 1 else { return "\(customers) in 1 archetype: the whole table" }
    guard analysis.fittedCount >= ClusterRemarks.fewCustomers else {
      return "\(customers) in \(analysis.k) archetypes, too few to trust"
    }
    let what =
      switch analysis.verdict {
      case .natural where isNumberBacked: "natural: separate groups that come back in new samples"
      case .natural: "natural: the table has separate groups, and these come back in new samples"
      case .reproducible: "reproducible: they come back in new samples"
      case .constructive: "constructive: other samples would be cut otherwise"
      case nil: "stability not tested"
      }
    return "\(customers) in \(analysis.k) archetypes, \(what)"
  }

  /// Whether new samples were shown to need so many archetypes, rather than that there are groups at all.
  private var isNumberBacked: Bool {
    analysis.chosen.strength.map { $0 >= NumberOfClusters.strengthBar } ?? false
  }

  private var caution: String? {
    guard analysis.k > 1 else { return nil }
    if let repeated = columns.repeated {
      return "Rows are not customers here: they are of \(Counted.text(repeated.customers, "customer")) in "
        + "'\(repeated.column)', so these are kinds of rows."
    }
    return switch analysis.structure {
    case true: nil
    case false:
      "No evidence of separate groups: these are useful slices, not discovered types."
        + (elsewhere.map { " \($0)" } ?? "")
    case nil: "Whether the groups are separate could not be tested with so few different customers."
    }
  }

  /// That lack of evidence is about this number of archetypes, where another one that was tried has it.
  private var elsewhere: String? {
    let others = analysis.othersWithStructure
    guard !others.isEmpty else { return nil }
    return "That is said of \(analysis.k) archetypes; for \(Counted.runs(others, last: "or")) there is evidence."
  }

  private var choice: String {
    let explained =
      "They explain \(NumberText.percent(analysis.chosen.indices.explained)) of the differences between \(noun)s."
    guard let strength = analysis.chosen.strength.map(Self.cutToHundredths) else {
      guard analysis.structure == true, columns.repeated == nil else { return explained }
      return "\(explained) That there are groups was tested, not that there are \(analysis.k): without -k, numbers are "
        + "compared."
    }
    let range = "\(analysis.trials[0].k) to \(analysis.trials[analysis.trials.count - 1].k)"
    let reached = analysis.chosen.strength! >= NumberOfClusters.strengthBar
    return reached
      ? "\(explained) Of \(range), \(analysis.k) is the largest number with a prediction strength of 0.80 or more (\(strength))."
      : "\(explained) Of \(range), none reaches a prediction strength of 0.80; \(analysis.k) comes nearest (\(strength))."
  }

  /// The archetypes, with as many features as fit beside whole names, and a few for which names are wrapped.
  private func table(fitting width: Int) -> TextTable {
    var columns: [TextTable.Column] = [
      .number("#", (1...analysis.k).map { String($0) }),
      .name("Archetype", analysis.names),
      .number(columns.repeated == nil ? "Customers" : "Rows", analysis.counts.map { NumberText.integer($0) }),
      .number(analysis.weights == nil ? "Share" : "Weight share", analysis.shares.map { NumberText.percent($0) }),
    ]
    if !analysis.stability.isEmpty {
      let texts = analysis.stability.map { similarity in
        let verdict = Stability.Verdict(similarity: similarity)
        // Good news is short: words are for archetypes to be careful with.
        let isStable = verdict == .highlyStable || verdict == .stable
        return Self.cutToHundredths(similarity) + (isStable ? "" : " \(verdict.rawValue)")
      }
      columns.append(.init(header: "Stability", cells: texts, alignment: .left, fitting: .whole))
    }
    var result = TextTable(columns: columns)
    for (place, feature) in featureColumns.enumerated() {
      let wider = TextTable(columns: result.columns + [feature])
      let lines = wider.text(width: place < Self.featuresBesideWrappedNames ? width : nil).split(separator: "\n")
      guard lines.allSatisfy({ displayWidth(String($0)) <= width }) else { break }
      result = wider
    }
    return result
  }

  /// The numbers that set the archetypes apart most, the strongest first: means, or medians where numbers were compared
  /// by their logarithm and a few large ones make the mean.
  private var featureColumns: [TextTable.Column] {
    let entries = analysis.profile.entries
    let width = entries.count / analysis.k
    let spread = (0..<width).map { place in
      (0..<analysis.k).reduce(0.0) { max($0, abs(contrast(entries[$1 * width + place]))) }
    }
    let numbers = (0..<width).filter { entries[$0].level == nil }
    let strongest = numbers.sorted { spread[$0] != spread[$1] ? spread[$0] > spread[$1] : $0 < $1 }
    let logarithms = Set(analysis.preparation.columns.filter { $0.number?.logarithm == true }.map(\.name))
    return strongest.prefix(Self.mostFeatureColumns).map { place in
      let of = (0..<analysis.k).map { entries[$0 * width + place] }
      let medians = of.map { $0.median ?? .nan }
      // Where most are 0 in every archetype, only the means differ.
      let isMedian = logarithms.contains(of[0].feature) && (analysis.k == 1 || medians.contains { $0 != medians[0] })
      return .number(
        "\(isMedian ? "median" : "mean") \(of[0].feature)",
        NumberText.column(isMedian ? medians : of.map { $0.mean ?? .nan }, significantDigits: 3))
    }
  }

  /// How far an archetype's center lies from that of everybody, on the scale on which groups are searched.
  private func contrast(_ entry: ProfileEntry) -> Double {
    var place = 0
    for column in analysis.preparation.columns {
      if column.name == entry.feature, let number = column.number {
        // Centers of unscaled columns are in original units.
        return number.scale == 1 ? entry.z : analysis.chosen.partition.centers[entry.archetype, place]
      }
      place += column.width
    }
    return entry.z
  }

  /// Two decimals, cut and not rounded, so that a number just below a bar does not seem to reach it.
  private static func cutToHundredths(_ value: Double) -> String {
    NumberText.decimal((value * 100 + 1e-9).rounded(.down) / 100, decimals: 2)
  }

  /// Whole per cent; 100% only where it is exact.
  private static func wholePercent(_ share: Double) -> String {
    let text = NumberText.percent(share, decimals: 0)
    return text == "100%" && share < 1 ? ">99%" : text
  }

  private func ruleLines(width: Int) -> [String] {
    guard analysis.k > 1 else { return [] }
    let numberWidth = String(min(analysis.rules.count, Self.mostRules)).count
    let lines = analysis.rules.prefix(Self.mostRules).map { rule in
      let number = String(rule.archetype + 1)
      let label = "  " + String(repeating: " ", count: max(0, numberWidth - number.count)) + number + "  "
      guard !rule.conditions.isEmpty else { return label + "no short rule describes them" }
      let quality =
        "(finds \(Self.wholePercent(rule.recall)) of them, "
        + "and is right for \(Self.wholePercent(rule.precision)) of those it finds)"
      return Paragraph("\(rule.text)  \(quality)").wrapped(
        width: width, first: label)
    }
    let others = analysis.rules.count - lines.count
    return others > 0 ? lines + ["  and \(others) more, with --table archetypes"] : lines
  }
}
