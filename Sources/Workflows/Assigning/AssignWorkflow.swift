import Clustering
import LinearAlgebra
import Reporting
import Tables

/// Assigns the customers of a table to saved archetypes.
public struct AssignWorkflow {
  public init() {}

  /// - Throws: A failure when the model or the table cannot be used, or a file cannot be written.
  public func run(_ request: AssignRequest, terminal: Terminal) throws(Failure) -> CommandOutput {
    try request.validate()
    let workers = Workers(count: request.reading.threads)
    terminal.report?(Terminal.Progress(stage: "reading"))
    let model = try ModelFile.read(request.model)
    let reader = try TableReader.opened(request.input, request.reading)
    let identifier = try Self.identifier(request, model, reader)
    let unused = Set(reader.headers).subtracting(model.preparation.columns.map(\.name))
    let table = try reader.table(
      ColumnSelection(
        asText: ModelColumns.readAsText(model, headers: reader.headers, identifier: identifier),
        asNumber: ModelColumns.readAsNumber(model),
        missingWords: (model.missingWords ?? [:]).mapValues(MissingWords.init), unused: unused),
      cellHint: "correct such cells, or leave them empty: the model was fitted on numbers")
    let (columns, farRemarks) = try FarNumbers.broughtNearer(
      ModelColumns.columns(model, of: table), model, table)
    terminal.report?(Terminal.Progress(stage: "assigning"))
    let assignment: Assignment
    do throws(PreparationError) {
      assignment = Assignment(
        try model.preparation.apply(columns, workers: workers), centers: model.centers,
        preparation: model.preparation, workers: workers)
    } catch {
      var failure = Failure(error, table: table)
      failure.hint = Self.hint(error)
      throw failure
    }
    let assignments = ClusterTables.assignments(
      assignment, names: model.archetypes.map(\.name), thresholds: model.archetypes.map(\.unusualBeyond),
      identifier: identifier.flatMap { name in table.column(named: name)?.texts.map { (name, $0) } })
    let files = ResultFiles(
      settings: request.output, standardFolder: "\(table.stem)-assign", command: "assign",
      inputs: [request.input, request.model], threads: workers.count)
    try files.add(assignments)
    let written = try files.finish()
    let remarks =
      table.remarks(exceptOn: unused) + farRemarks + Self.remarks(model, columns, assignment) + written.remarks
    let printed = PrintedResult(
      settings: request.output, stream: terminal.output, tables: [assignments],
      screen: { Self.screen(assignments, assignment, model, on: $0) },
      json: { Self.json(request, model, assignment, table, remarks) }, threads: workers.count)
    return CommandOutput(
      standardOutput: printed.bytes(), remarks: remarks,
      closing: written.paths.isEmpty ? [] : ["wrote " + written.paths.joined(separator: ", ")])
  }

  /// The column that names a customer: the one asked for, or that of the model where the table has it.
  private static func identifier(
    _ request: AssignRequest, _ model: ClusterModel, _ reader: TableReader
  ) throws(Failure) -> String? {
    if let name = request.identifier {
      var choice = ColumnChoice()
      choice.identifier = name
      try CustomerColumns.check(choice, headers: reader.headers, file: reader.name)
      return name
    }
    return model.identifier.flatMap { reader.headers.contains($0) ? $0 : nil }
  }

  /// What helps here, where how cells are prepared is settled by the model.
  private static func hint(_ error: PreparationError) -> String? {
    switch error {
    case .missingCell: "fill in such cells, or take such rows out of the table"
    case .tooLarge: "correct such numbers, or leave the cells empty"
    case .nothingVaries, .noCompleteRow: nil
    }
  }

  private static func remarks(
    _ model: ClusterModel, _ columns: [FeatureColumn], _ assignment: Assignment
  ) -> [CommandOutput.Remark] {
    var remarks = ModelColumns.unknownLevels(model, columns).map { column in
      CommandOutput.Remark(
        .warning,
        "column '\(column.name)': \(Counted.text(column.rows, "customer")) \(column.rows == 1 ? "has" : "have") a level that the "
          + "model has not seen; it counts as none of the known ones")
    }
    for (wanted, column) in zip(model.preparation.columns, columns) where wanted.number?.logarithm == true {
      guard case .numbers(let values) = column.values else { continue }
      let negative = values.count { $0 < 0 }
      if negative > 0 {
        remarks.append(
          .init(
            .warning,
            "column '\(wanted.name)': \(Counted.text(negative, "negative number")) counted as 0; the model has seen none"
          ))
      }
    }
    remarks += [
      UnusualCustomers.warning(model, columns, unusual: counts(assignment, model).reduce(0) { $0 + $1.unusual })
    ]
    .compactMap(\.self)
    let homeless = assignment.labels.count { $0 < 0 }
    if homeless > 0 {
      remarks.append(
        .init(.warning, "\(Counted.text(homeless, "customer")) without any usable cell: no archetype"))
    }
    return remarks
  }

  private static func counts(_ assignment: Assignment, _ model: ClusterModel) -> [(rows: Int, unusual: Int)] {
    var counts = [(rows: Int, unusual: Int)](repeating: (0, 0), count: model.archetypes.count)
    for (row, label) in assignment.labels.enumerated() where label >= 0 {
      counts[Int(label)].rows += 1
      if assignment.distances[row] > model.archetypes[Int(label)].unusualBeyond { counts[Int(label)].unusual += 1 }
    }
    return counts
  }

  /// Who is where, archetype by archetype; the customers themselves are in the file.
  private static func screen(
    _ table: ResultTable, _ assignment: Assignment, _ model: ClusterModel, on stream: Terminal.Stream
  ) -> String {
    let counts = counts(assignment, model)
    let total = Double(max(1, table.rowCount))
    let fitted = Double(max(1, model.archetypes.reduce(0) { $0 + $1.size }))
    let summary = TextTable(columns: [
      .number("#", counts.indices.map { String($0 + 1) }), .name("Archetype", model.archetypes.map(\.name)),
      .number("Customers", counts.map { NumberText.integer($0.rows) }),
      .number("Share", counts.map { NumberText.percent(Double($0.rows) / total) }),
      .number("Share when found", model.archetypes.map { NumberText.percent(Double($0.size) / fitted) }),
      .number("Unusual", counts.map { NumberText.integer($0.unusual) }),
    ])
    let headline = "\(Counted.text(table.rowCount, "customer")) assigned to \(Counted.text(counts.count, "archetype"))"
    return stream.emphasis.bold(headline) + "\n\n"
      + summary.text(width: stream.isInteractive ? stream.width : nil, emphasis: stream.emphasis)
  }

  private static func json(
    _ request: AssignRequest, _ model: ClusterModel, _ assignment: Assignment, _ table: Table,
    _ remarks: [CommandOutput.Remark]
  ) -> JSONValue {
    let archetypes = zip(model.archetypes, counts(assignment, model)).enumerated().map { place, pair in
      JSONValue.object([
        "archetype": .integer(place + 1), "name": .string(pair.0.name), "customers": .integer(pair.1.rows),
        "unusual": .integer(pair.1.unusual), "size_when_found": .integer(pair.0.size),
      ])
    }
    var report: [String: JSONValue] = [
      "schema": .string("archetype/assign/1"), "seed": .unsigned(model.seed),
      "rows": .integer(table.rowCount), "unassigned": .integer(assignment.labels.count { $0 < 0 }),
      "archetypes": .array(archetypes), "remarks": .array(remarks.map { .string($0.message) }),
      "input": .object([
        "name": .string(table.name), "stem": .string(table.stem), "digest": .string(table.digest),
      ]),
      "model": .object(["stem": .string(model.source.stem), "digest": .string(model.source.digest)]),
    ]
    if let timestamp = request.output.timestamp { report["timestamp"] = .string(timestamp) }
    return .object(report)
  }
}
