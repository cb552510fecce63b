import Journeys
import LinearAlgebra
import MarkovChains
import Reporting
import Tables

/// Reads a table of paths: `a > b > c`, how often it converted and, where known, how often it did not.
enum PathReading {
  private static let names: [String: Set<String>] = [
    "path": ["path", "paths", "journey", "ruta", "camino", "recorrido"],
    "conversions": ["conversions", "conversion", "totalconversions", "conversiones", "conv", "converted"],
    "nulls": ["nulls", "null", "totalnull", "totalnulls", "nonconversions", "lost", "nulos", "perdidos"],
    "value": ["value", "totalconversionvalue", "conversionvalue", "revenue", "valor", "importe", "ingresos"],
  ]

  /// Sums of whole numbers are exact up to here.
  static let mostJourneys = 9e15

  static func read(_ request: JourneyRequest, workers: Workers) throws(Failure) -> JourneyObservations {
    let reader = try TableReader.opened(request.input, request.reading)
    let headers = try headers(reader, request)
    let table = try reader.table(ColumnSelection(asText: [headers["path"]!], only: Set(headers.values)))
    guard table.rowCount > 0 else { throw .badContent("the table has a header and no rows", file: table.name) }
    guard let column = table.column(named: headers["path"]!), let texts = column.texts else {
      throw .badContent("the column of paths is empty", file: table.name)
    }
    let counts = try counts(headers, of: table)
    let (paths, names) = sorted(
      try taken(texts, column, counts, of: table, collapsesRepeats: request.collapsesRepeats))
    guard names.count <= EventStates.most else {
      throw .badContent(
        "there are \(NumberText.integer(names.count)) different touchpoints, and a chain has at most "
          + "\(NumberText.integer(EventStates.most)) states", file: table.name, hint: "group them first")
    }
    let states = try EventStates(names: names, request)
    let chain = PathTable(paths, touchpoints: names).chain
    guard chain.journeyCount > 0 else {
      throw .badContent(
        "no path was taken: conversions and nulls are all 0", file: table.name,
        hint: "conversions and nulls say how often each path was taken")
    }
    var remarks = table.remarks()
    if counts["nulls"] == nil {
      remarks.append(
        CommandOutput.Remark(
          .warning, "\(table.name): without a column of nulls every path counts as converted",
          hint: "add a column nulls with how often each path did not convert"))
    }
    return JourneyObservations(
      source: .init(table), states: states, chain: chain,
      statistics: ChainStatistics(chain, dwellGrid: .none, unitCount: chain.journeyCount, workers: workers),
      space: chain.space, conversionValues: counts["value"] == nil ? [] : values(of: chain, paths), remarks: remarks)
  }

  private static func headers(_ reader: TableReader, _ request: JourneyRequest) throws(Failure) -> [String: String] {
    var found: [String: String] = [:]
    for header in reader.headers {
      let key = IdentifierNames.words(of: header).joined()
      for (role, known) in names where found[role] == nil && known.contains(key) { found[role] = header }
    }
    if let value = request.columns[.value] { found["value"] = value }
    for role in ["path", "conversions"] where found[role] == nil {
      throw .badContent(
        "a table of paths has the columns path and conversions, and this one has \(reader.headers.joined(separator: ", "))",
        file: reader.name, hint: "rename its columns; nulls and value are optional")
    }
    return found
  }

  /// Conversions, nulls and values by row, as far as there are such columns.
  private static func counts(_ headers: [String: String], of table: Table) throws(Failure) -> [String: [Double]] {
    var counts: [String: [Double]] = [:]
    for (role, header) in headers where role != "path" {
      guard let column = table.column(named: header) else { preconditionFailure("Its columns were asked for.") }
      if role != "conversions", column.kind == .empty { continue }
      let numbers = try table.numbers(of: column, role == "value" ? "values" : role)
      for (row, number) in numbers.enumerated()
      where number < 0 || role != "value" && !number.isNaN && number.rounded() != number {
        throw .badContent(
          role == "value" ? "a value is negative" : "\(role) are whole numbers from 0 on", row: row, column: column,
          of: table)
      }
      counts[role] = numbers
    }
    return counts
  }

  /// The path of each row, and the names of touchpoints in the order in which they are met.
  private static func taken(
    _ texts: TextColumn, _ column: Column, _ counts: [String: [Double]], of table: Table, collapsesRepeats: Bool
  ) throws(Failure) -> (paths: [PathTable.Path], names: [String]) {
    var numbers: [String: Int] = [:]
    var names: [String] = []
    var paths: [PathTable.Path] = []
    var total = 0.0
    func count(_ role: String, _ row: Int) -> Double { counts[role].map { $0[row].isNaN ? 0 : $0[row] } ?? 0 }
    for row in 0..<table.rowCount {
      var touchpoints: [Int] = []
      for name in try self.touchpoints(texts.string(ofRow: row) ?? "", row, column, table) {
        let number = numbers[name] ?? names.count
        if number == names.count {
          numbers[name] = number
          names.append(name)
        } else if !names[number].utf8.elementsEqual(name.utf8) {
          throw StateNames.spelledTwice(name, names[number], "touchpoints", file: table.name)
        }
        if !(collapsesRepeats && touchpoints.last == number) { touchpoints.append(number) }
      }
      let (conversions, nulls) = (count("conversions", row), count("nulls", row))
      total += conversions + nulls
      guard total <= mostJourneys else {
        throw .badContent(
          "counts beyond 9,000,000,000,000,000 in all are not exact", row: row, column: column, of: table)
      }
      paths.append(
        PathTable.Path(
          touchpoints: touchpoints, conversions: Int64(conversions), nulls: Int64(nulls),
          value: counts["value"]?[row] ?? .nan))
    }
    return (paths, names)
  }

  /// The names of a path, each of which a touchpoint may have.
  private static func touchpoints(
    _ path: String, _ row: Int, _ column: Column, _ table: Table
  ) throws(Failure) -> [String] {
    let names = split(path)
    guard !names.isEmpty, names.allSatisfy({ !$0.isEmpty }) else {
      throw .badContent(
        "the path has \(names.isEmpty ? "no touchpoint" : "a touchpoint without a name")", row: row, column: column,
        of: table, hint: "write paths as a > b > c")
    }
    for name in names where StateSpace.reserved.contains(name) {
      throw .badContent(
        "a touchpoint is called '\(name)', which names a state of the chain itself", row: row, column: column,
        of: table,
        hint: "leave out the ends: conversions and nulls say how each path ended")
    }
    return names
  }

  /// The same with touchpoints in the order of their names' bytes.
  private static func sorted(
    _ taken: (paths: [PathTable.Path], names: [String])
  ) -> (paths: [PathTable.Path], names: [String]) {
    var (paths, names) = taken
    let order = names.indices.sorted { names[$0].utf8.lexicographicallyPrecedes(names[$1].utf8) }
    var place = [Int](repeating: 0, count: names.count)
    for (new, old) in order.enumerated() { place[old] = new }
    for row in paths.indices { paths[row].touchpoints = paths[row].touchpoints.map { place[$0] } }
    names = order.map { names[$0] }
    return (paths, names)
  }

  /// What the conversions of each journey were worth; NaN = none, or unknown.
  private static func values(of chain: ChainSequences, _ paths: [PathTable.Path]) -> [Double] {
    chain.units.enumerated().map { journey, row in
      let last = chain.sequences.states[chain.sequences.range(of: journey).upperBound - 1]
      return Int(last) == chain.space.conversionState ? paths[Int(row)].value : .nan
    }
  }

  /// The names between `>`; blanks around them do not count.
  private static func split(_ path: String) -> [String] {
    path.utf8.isEmpty
      ? []
      : path.utf8.split(separator: UInt8(ascii: ">"), omittingEmptySubsequences: false).map {
        String(Substring($0)).withoutOuterBlanks
      }
  }
}
