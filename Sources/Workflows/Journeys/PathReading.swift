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
    guard let column = table.column(named: headers["path"]!), let paths = column.texts else {
      throw .badContent("the column of paths is empty", file: table.name)
    }
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
    return try observations(table, column, paths, counts, collapsesRepeats: request.collapsesRepeats, request, workers)
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

  private static func observations(
    _ table: Table, _ column: Column, _ paths: TextColumn, _ counts: [String: [Double]], collapsesRepeats: Bool,
    _ request: JourneyRequest,
    _ workers: Workers
  ) throws(Failure) -> JourneyObservations {
    var numbers: [String: Int] = [:]
    var names: [String] = []
    var rows: [PathTable.Path] = []
    var total = 0.0
    func count(_ role: String, _ row: Int) -> Double { counts[role].map { $0[row].isNaN ? 0 : $0[row] } ?? 0 }
    for row in 0..<table.rowCount {
      let touchpoints = split(paths.string(ofRow: row) ?? "")
      guard !touchpoints.isEmpty, touchpoints.allSatisfy({ !$0.isEmpty }) else {
        throw .badContent(
          "the path has \(touchpoints.isEmpty ? "no touchpoint" : "a touchpoint without a name")", row: row,
          column: column, of: table, hint: "write paths as a > b > c")
      }
      for name in touchpoints where StateSpace.reserved.contains(name) {
        throw .badContent(
          "a touchpoint is called '\(name)', which names a state of the chain itself", row: row,
          column: column, of: table, hint: "leave out the ends: conversions and nulls say how each path ended")
      }
      var path: [Int] = []
      for name in touchpoints {
        let number = numbers[name] ?? names.count
        if number == names.count {
          numbers[name] = number
          names.append(name)
        } else if !names[number].utf8.elementsEqual(name.utf8) {
          throw StateNames.spelledTwice(name, names[number], "touchpoints", file: table.name)
        }
        if !(collapsesRepeats && path.last == number) { path.append(number) }
      }
      let (conversions, nulls) = (count("conversions", row), count("nulls", row))
      total += conversions + nulls
      guard total <= mostJourneys else {
        throw .badContent(
          "counts beyond 9,000,000,000,000,000 in all are not exact", row: row, column: column, of: table)
      }
      rows.append(
        PathTable.Path(
          touchpoints: path, conversions: Int64(conversions), nulls: Int64(nulls),
          value: counts["value"]?[row] ?? .nan))
    }
    let order = names.indices.sorted { names[$0].utf8.lexicographicallyPrecedes(names[$1].utf8) }
    var place = [Int](repeating: 0, count: names.count)
    for (new, old) in order.enumerated() { place[old] = new }
    for row in rows.indices { rows[row].touchpoints = rows[row].touchpoints.map { place[$0] } }
    guard names.count <= EventStates.most else {
      throw .badContent(
        "there are \(NumberText.integer(names.count)) different touchpoints, and a chain has at most "
          + "\(NumberText.integer(EventStates.most)) states", file: table.name, hint: "group them first")
    }
    let states = try EventStates(names: order.map { names[$0] }, request)
    let chain = PathTable(rows, touchpoints: states.names).chain
    guard chain.journeyCount > 0 else {
      throw .badContent(
        "no path was taken: conversions and nulls are all 0", file: table.name,
        hint: "conversions and nulls say how often each path was taken")
    }
    let end = chain.space.conversionState
    let values = chain.units.enumerated().map { journey, row -> Double in
      let range = chain.sequences.range(of: journey)
      guard chain.sequences.states[range.upperBound - 1] == Int32(end) else { return .nan }
      return rows[Int(row)].value
    }
    var remarks = table.remarks(exceptOn: [])
    if counts["nulls"] == nil {
      remarks.append(
        CommandOutput.Remark(
          .warning, "\(table.name): without a column of nulls every path counts as converted",
          hint: "add a column nulls with how often each path did not convert"))
    }
    return JourneyObservations(
      source: .init(name: table.name, stem: table.stem, digest: table.digest, rows: table.rowCount), states: states,
      chain: chain,
      statistics: ChainStatistics(chain, dwellGrid: .none, unitCount: chain.journeyCount, workers: workers),
      space: chain.space, conversionValues: counts["value"] == nil ? [] : values, startTimes: [], retention: nil,
      retentionStatistics: nil, archetypes: nil, unitArchetypes: [], cutting: nil, log: nil, isAssumed: false,
      headers: [:],
      remarks: remarks)
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
