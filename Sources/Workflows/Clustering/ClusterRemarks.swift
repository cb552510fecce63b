import Clustering
import LinearAlgebra
import Reporting

/// What an analyst should know about a clustering beyond its tables.
enum ClusterRemarks {
  static let fewCustomers = 30
  private static let largestShare = 0.9
  private static let smallestShare = 0.02
  private static let strongCorrelation = 0.95
  private static let correlationRows = 10_000
  private static let mostPairs = 8
  /// Beyond so many number columns the table of all pairs costs more than it tells.
  private static let correlationColumns = 1_000
  /// Numbers with so many different values are as coarse as a category. Evenly spread rows of two columns with 4, 5, 7 or 11
  /// values each pass the check for separate groups in 93, 27, 10 and 7 of 100 tables of 300 rows, and where they are
  /// continuous in 10.
  private static let fewValues = 5

  /// What preparation did to columns; `features` are those it was given.
  static func remarks(
    _ notices: [PreparationNotice], features: [FeatureColumn] = []
  ) -> [CommandOutput.Remark] {
    let scattered = Set(features.filter(\.hasSeveralLevels).map(\.name))
    var remarks: [CommandOutput.Remark] = []
    var filled: [String] = []
    var constant: [String] = []
    var gathered: [String] = []
    for notice in notices {
      switch notice {
      case .constantColumn(let name) where scattered.contains(name):
        remarks.append(.init(.note, "column '\(name)' is not used: each of its values is too rare to tell groups by"))
      case .constantColumn(let name): constant.append(name)
      case .filledWithMedian(let name, let cells, let median):
        filled.append("\(name) (\(NumberText.integer(cells)), \(NumberText.number(median)))")
      case .gatheredLevels(let name, let levels, let kept): gathered.append("\(name) (\(levels) of \(levels + kept))")
      case .logarithm: continue
      }
    }
    if !gathered.isEmpty {
      remarks.append(
        .init(.note, "the rarest values of a column are taken together as (other): \(gathered.joined(separator: ", "))")
      )
    }
    if !constant.isEmpty {
      let marked = features.filter { constant.contains($0.name) && $0.hasEmptyCells }.map(\.name)
      remarks.append(
        .init(
          .note, "not used, as they have one value only: \(constant.joined(separator: ", "))",
          hint: marked.isEmpty
            ? nil
            : "use --categories \(shellWord(marked.joined(separator: ","))) where an empty cell is a value too, such as no"
        ))
    }
    if !filled.isEmpty {
      remarks.append(
        .init(
          .note, "empty cells take the median of their column (cells, median): \(filled.joined(separator: ", "))",
          hint: "use --missing drop to leave such customers out of fitting"))
    }
    let logarithms = notices.compactMap { notice in
      if case .logarithm(let column, _) = notice { column } else { nil }
    }
    if !logarithms.isEmpty {
      remarks.append(
        .init(
          .note, "skewed columns are compared by their logarithm: \(logarithms.joined(separator: ", "))",
          hint: "use --scaling standard to compare them as they are"))
    }
    return remarks
  }

  /// What the archetypes themselves give reason to say.
  static func remarks(_ analysis: ClusterAnalysis) -> [CommandOutput.Remark] {
    var remarks = analysis.k > 1 ? sizes(analysis) : []
    if !analysis.chosen.partition.converged {
      remarks.append(.init(.warning, "the search stopped before the archetypes had settled"))
    }
    let homeless = analysis.assignment.labels.count { $0 < 0 }
    let partial = analysis.assignment.labels.count - analysis.fittedCount - homeless
    if partial > 0 {
      remarks.append(
        .init(
          .note,
          "\(Counted.text(partial, "incomplete customer")) took no part in fitting, and went where the rest fits best"))
    }
    if homeless > 0 {
      remarks.append(.init(.warning, "\(Counted.text(homeless, "customer")) without any usable cell: no archetype"))
    }
    if analysis.fittedCount < fewCustomers {
      remarks.append(
        .init(.warning, "\(Counted.text(analysis.fittedCount, "customer")) are too few to trust any grouping of them"))
    }
    // Among a few customers, columns agree by chance.
    return analysis.fittedCount < fewCustomers ? remarks : remarks + correlations(analysis)
  }

  /// Archetypes that hold nearly everybody or hardly anybody.
  private static func sizes(_ analysis: ClusterAnalysis) -> [CommandOutput.Remark] {
    var remarks: [CommandOutput.Remark] = []
    let shares = analysis.shares
    if let place = shares.firstIndex(where: { $0 > largestShare }) {
      let isLogarithmTried = analysis.preparation.scaling == .auto
      remarks.append(
        .init(
          .warning,
          "archetype \(place + 1) has \(NumberText.percent(shares[place])) of the customers: the others are mostly outliers",
          hint: isLogarithmTried
            ? "leave out the columns in which the others stand out, with --exclude"
            : "use --scaling auto, which takes logarithms of skewed columns, or leave out such columns with --exclude"))
    }
    let tiny = shares.indices.filter { shares[$0] < smallestShare }
    if tiny.count == 1 {
      let size = Counted.text(analysis.counts[tiny[0]], "customer")
      remarks.append(
        .init(
          .warning, "archetype \(tiny[0] + 1) has only \(size) (\(NumberText.percent(shares[tiny[0]])))",
          hint: "ask for fewer archetypes with -k, or look at them as special cases"))
    } else if tiny.count > 1 {
      let customers = Counted.text(tiny.reduce(0) { $0 + analysis.counts[$1] }, "customer")
      remarks.append(
        .init(
          .warning,
          "\(tiny.count) of \(analysis.k) archetypes have less than \(NumberText.percent(smallestShare, decimals: 0)) of the "
            + "customers each, and \(customers) together: \(Counted.runs(tiny.map { $0 + 1 }))",
          hint: "ask for fewer archetypes with -k, or look at them as special cases"))
    }
    return remarks
  }

  /// That groups are separate where every column is coarse, so that rows of equal values are groups by themselves.
  static func coarseness(_ analysis: ClusterAnalysis, features: [FeatureColumn]) -> [CommandOutput.Remark] {
    guard analysis.structure == true, analysis.fittedCount >= fewCustomers else { return [] }
    let used = Set(analysis.preparation.columns.map(\.name))
    guard features.allSatisfy({ !used.contains($0.name) || $0.isCoarse(fewValues) }) else { return [] }
    return [
      .init(
        .warning,
        "every column has few different values: customers of equal values are separate groups by themselves, so that the "
          + "test for groups does not tell kinds of customers from mere combinations of values",
        hint: "an archetype whose rule is one value of one column is no discovery")
    ]
  }

  /// Pairs of number columns that say almost the same.
  private static func correlations(_ analysis: ClusterAnalysis) -> [CommandOutput.Remark] {
    var offsets: [(name: String, place: Int)] = []
    var place = 0
    for column in analysis.preparation.columns {
      if column.number != nil { offsets.append((column.name, place)) }
      place += column.width
    }
    guard offsets.count <= correlationColumns else { return [] }
    let points = analysis.rows.points
    let step = max(1, points.rowCount / correlationRows)
    let rows = Array(stride(from: 0, to: points.rowCount, by: step))
    let places = offsets.map(\.place)
    var means = [Double](repeating: 0, count: places.count)
    for row in rows {
      points.withRow(row) { row in for (column, place) in places.enumerated() { means[column] += row[place] } }
    }
    for column in means.indices { means[column] /= Double(max(1, rows.count)) }
    var sample = Matrix(rows: rows.count, columns: offsets.count)
    for (i, row) in rows.enumerated() {
      points.withRow(row) { row in
        for (column, place) in places.enumerated() { sample[i, column] = row[place] - means[column] }
      }
    }
    let products = Products.gram(sample)
    var pairs: [String] = []
    for a in 0..<offsets.count {
      for b in (a + 1)..<max(a + 1, offsets.count) {
        let scale = (products[a, a] * products[b, b]).squareRoot()
        if scale > 0, abs(products[a, b]) > strongCorrelation * scale {
          pairs.append("\(offsets[a].name) and \(offsets[b].name)")
        }
      }
    }
    guard !pairs.isEmpty else { return [] }
    let others = pairs.count - mostPairs
    let shown =
      pairs.prefix(mostPairs).joined(separator: "; ") + (others > 0 ? "; and \(Counted.text(others, "more pair"))" : "")
    return [
      .init(
        .warning, "columns that say nearly the same, and so count double: \(shown)",
        hint: "leave one of each pair out with --exclude")
    ]
  }
}
