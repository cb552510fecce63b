import Clustering
import LinearAlgebra
import Tables

/// Finds archetypes in a customer table and writes all that is known about them.
public struct ClusterWorkflow {
  public init() {}

  /// - Throws: A failure when the table cannot be read or clustered, or a file cannot be written.
  public func run(_ request: ClusterRequest, terminal: Terminal) throws(Failure) -> CommandOutput {
    try request.validate()
    let workers = Workers(count: request.reading.threads)
    let report: (String) -> Void = { stage in terminal.report?(Terminal.Progress(stage: stage)) }
    report("reading")
    let columns = try Self.read(request.input, request.columns, request.reading)
    guard columns.table.rowCount > 1 else {
      throw .badContent("the table has one row, and archetypes are groups of rows", file: columns.table.name)
    }
    let centers = try request.initialCenters.map { (path) throws(Failure) in
      try Self.startingCenters(path, columns, request.reading)
    }
    let files = ResultFiles(
      settings: request.output, standardFolder: "\(columns.table.stem)-cluster", command: "cluster",
      inputs: [request.input] + (request.initialCenters.map { [$0] } ?? []), threads: workers.count)
    try files.prepare()

    var fit = ClusterFit(request, columns: columns, workers: workers, report: report)
    let found = try fit.archetypes(startingFrom: centers)
    report("describing and testing archetypes")
    let steps = fit.steps
    nonisolated(unsafe) let begun = files
    let (outcome, tests) = workers.both {
      Result { () throws(Failure) in try Self.describe(found, steps, columns, into: begun) }
    } _: {
      steps.tests(found)
    }
    let (described, rules, thresholds, assignments, exemplars) = try outcome.get()
    let analysis = ClusterAnalysis(found, described, rules: rules, tests: tests, weights: columns.weights)

    let tables = ClusterTables(analysis: analysis, columns: columns)
    let small = [tables.archetypes(), tables.profile(), exemplars, tables.selection()]
    let model = Self.model(analysis, columns, thresholds, seed: request.seed)
    report("writing")
    // What there is to remark is found out while the files reach the disk.
    let (writing, remarked) = workers.both {
      Result { () throws(Failure) in
        for table in small { try begun.add(table) }
        try begun.add(name: "model.json", bytes: encodedJSON(model))
        return try begun.finish()
      }
    } _: {
      ClusterRemarks.remarks(analysis) + ClusterRemarks.coarseness(analysis, features: columns.features)
    }
    let written = try writing.get()
    let remarks =
      columns.readingRemarks + columns.remarks
      + ClusterRemarks.remarks(fit.preparationNotices, features: columns.features) + remarked
      + EmptyCells.warning(analysis, columns) + written.remarks
    let printed = PrintedResult(
      settings: request.output, stream: terminal.output, tables: small + [assignments],
      screen: { ClusterScreen(analysis: analysis, columns: columns).text(on: $0) },
      json: {
        ClusterReport(
          request: request, analysis: analysis, columns: columns, remarks: remarks,
          timestamp: request.output.timestamp
        ).json(small)
      }, threads: workers.count)
    return CommandOutput(
      standardOutput: printed.bytes(), remarks: remarks, closing: written.closing { "archetype assign \($0) NEW.csv" })
  }

  private typealias Description = (
    described: ClusterAnalysis.Described, rules: [ArchetypeRule], thresholds: [Double], assignments: ResultTable,
    exemplars: ResultTable
  )

  /// Describes archetypes and begins the only large file, so that it reaches the disk while other work goes on.
  private static func describe(
    _ found: ClusterAnalysis.Found, _ steps: ClusterFit.Steps, _ columns: CustomerColumns, into files: ResultFiles
  ) throws(Failure) -> Description {
    let described = steps.described(found)
    let thresholds = described.assignment.unusualThresholds(
      of: found.rows, weights: steps.weights, archetypeCount: found.k)
    let assignments = ClusterTables.assignments(
      described.assignment, names: described.names, thresholds: thresholds, identifier: columns.identifierTexts)
    try files.add(assignments)
    let exemplars = try ClusterTables.exemplars(
      described.assignment, rows: found.rows, archetypeCount: found.k, columns: columns)
    return (described, steps.rules(described), thresholds, assignments, exemplars)
  }

  /// Reads a table and decides what its columns are for.
  private static func read(
    _ path: String, _ choice: ColumnChoice, _ reading: ReadingSettings
  ) throws(Failure) -> CustomerColumns {
    let reader = try TableReader.opened(path, reading)
    let choice = choice.split(headers: reader.headers)
    try CustomerColumns.check(choice, headers: reader.headers, file: reader.name)
    let table = try reader.table(
      ColumnSelection(
        asText: CustomerColumns.readAsText(headers: reader.headers, choice: choice),
        asNumber: CustomerColumns.readAsNumber(choice),
        unused: CustomerColumns.unused(headers: reader.headers, choice: choice)))
    guard table.rowCount > 0 else {
      throw .badContent("the table has a header and no rows", file: table.name)
    }
    return try CustomerColumns(table, choice: choice)
  }

  /// The columns of a table of centers that are features, read as what the features are.
  ///
  /// Features without a column are left out: one that is constant needs none, and the search asks for the others.
  private static func startingCenters(
    _ path: String, _ columns: CustomerColumns, _ reading: ReadingSettings
  ) throws(Failure) -> [FeatureColumn] {
    let reader = try TableReader.opened(path, reading)
    let wanted = columns.features.filter { reader.headers.contains($0.name) }
    let categories = wanted.filter(\.isCategory).map(\.name)
    let table = try reader.table(
      ColumnSelection(
        asText: Set(categories), asNumber: Set(wanted.map(\.name)).subtracting(categories),
        missingWords: columns.missingWords(of: categories), unused: Set(reader.headers).subtracting(wanted.map(\.name))),
      cellHint: "correct such cells: the table of customers holds numbers there")
    guard table.rowCount > 0 else {
      throw .badContent("the table has a header and no rows", file: table.name)
    }
    return try wanted.map { (feature) throws(Failure) in
      FeatureColumn(
        name: feature.name,
        values: try ModelColumns.values(
          table.column(named: feature.name)!, isCategory: feature.isCategory, table,
          expectation: "the table of customers holds numbers there"))
    }
  }

  private static func model(
    _ analysis: ClusterAnalysis, _ columns: CustomerColumns, _ thresholds: [Double], seed: UInt64
  ) -> ClusterModel {
    let centers = analysis.chosen.partition.centers
    return ClusterModel(
      source: .init(stem: columns.table.stem, digest: columns.table.digest, rows: columns.table.rowCount), seed: seed,
      identifier: columns.identifier?.name, preparation: analysis.preparation,
      missingWords: columns.missingWords(of: analysis.preparation.columns.filter { $0.category != nil }.map(\.name))
        .mapValues(\.saved),
      archetypes: (0..<analysis.k).map { j in
        .init(
          name: analysis.names[j], size: analysis.counts[j], center: Array(centers.row(j)),
          unusualBeyond: thresholds[j])
      })
  }
}
