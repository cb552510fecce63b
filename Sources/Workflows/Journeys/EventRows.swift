import Journeys
import LinearAlgebra
import Tables

/// The rows of an event log: customers, times, states and amounts.
enum EventRows {
  /// What is known of the rows besides.
  struct Parts {
    var states: EventStates
    var hasInstants: Bool
    var digest: String
    var oddities: LogOddities
    var remarks: [CommandOutput.Remark]
  }

  /// Reads the columns that are used and gives up the table, so that nothing is held twice.
  static func read(
    _ reader: TableReader, _ headers: [EventColumnNames.Role: String], _ request: JourneyRequest, workers: Workers
  ) throws(Failure) -> (EventColumns, Parts) {
    let table = try read(reader, headers, request)
    guard table.rowCount > 0 else {
      throw .badContent("the table has a header and no rows", file: table.name)
    }
    guard let key = table.key else { preconditionFailure("The customers were asked for.") }
    let (times, hasInstants) = try times(table, headers[.time]!)
    let states = try EventStates(table, headers, request, workers: workers)
    let oddities = LogOddities(key, times: times)
    var remarks = table.remarks(exceptOn: [])
    if hasInstants { remarks += unusedHours(times, reader.headers, headers) }
    var columns = EventColumns(
      customerWords: key.words, secondWords: key.secondWords, times: times, touchpoints: states.codes,
      amounts: try amounts(table, headers))
    remarks += dropIncomplete(&columns, table: table, headers)
    guard !columns.times.isEmpty else {
      throw .badContent("no row has a customer, a time and a touchpoint", file: table.name)
    }
    var known = states
    known.forgetCodes()
    return (
      columns,
      Parts(states: known, hasInstants: hasInstants, digest: table.digest, oddities: oddities, remarks: remarks)
    )
  }

  private static func read(
    _ reader: TableReader, _ headers: [EventColumnNames.Role: String], _ request: JourneyRequest
  ) throws(Failure) -> Table {
    var headers = headers
    // Channels are of use only where states are made of them.
    if ![.channel, .touchpointAndChannel].contains(request.state) { headers[.channel] = nil }
    let texts = [EventColumnNames.Role.touchpoint, .stage, .channel].compactMap { headers[$0] }
    return try reader.table(
      ColumnSelection(asText: Set(texts), only: Set(headers.values), key: headers[.customer]),
      cellHint: "correct such cells, or name another column")
  }

  private static func times(_ table: Table, _ header: String) throws(Failure) -> ([Double], Bool) {
    guard let column = table.column(named: header) else { preconditionFailure("The times were asked for.") }
    switch column.values {
    case .dates(let dates): return (dates.seconds, true)
    case .numbers(let numbers): return (numbers, false)
    case .texts(let texts): throw UnreadableTimes(texts).failure(column, of: table)
    }
  }

  private static func amounts(
    _ table: Table, _ headers: [EventColumnNames.Role: String]
  ) throws(Failure) -> ContactAmounts {
    func numbers(_ role: EventColumnNames.Role) throws(Failure) -> [Double] {
      guard let header = headers[role], let column = table.column(named: header) else { return [] }
      if column.kind == .empty { return [] }
      return try table.numbers(
        of: column, "\(role.rawValue)s", hint: "\(role.flag) COLUMN names another column")
    }
    return ContactAmounts(values: try numbers(.value), costs: try numbers(.cost), scores: try numbers(.score))
  }

  /// Exports often have the day in one column and the time of day in another.
  private static func unusedHours(
    _ times: [Double], _ all: [String], _ headers: [EventColumnNames.Role: String]
  ) -> [CommandOutput.Remark] {
    let day = TimeSpan.Unit.days.seconds
    let hours = EventColumnNames.timeOfDay(in: all) { !headers.values.contains($0) }
    guard let hours, times.allSatisfy({ $0.isNaN || $0.truncatingRemainder(dividingBy: day) == 0 }) else { return [] }
    return [
      CommandOutput.Remark(
        .warning,
        "column '\(headers[.time]!)' has days and no hours, and '\(hours)' is not used: contacts of one day keep the "
          + "order of the file", hint: "write both in one column, such as 31/03/2026 14:05")
    ]
  }

  /// Takes out rows that lack what every contact has.
  private static func dropIncomplete(
    _ columns: inout EventColumns, table: Table, _ headers: [EventColumnNames.Role: String]
  ) -> [CommandOutput.Remark] {
    func missing(_ role: EventColumnNames.Role) -> Int {
      headers[role].flatMap { table.column(named: $0)?.missingCount } ?? 0
    }
    let missing = (
      customer: table.key?.missingCount ?? 0, time: missing(.time), touchpoint: missing(.touchpoint)
    )
    guard missing != (0, 0, 0) else { return [] }
    let kept = columns.times.indices.filter { row in
      columns.customerWords[row] != 0 && !columns.times[row].isNaN && columns.touchpoints[row] != EventStates.missing
    }
    let dropped = columns.times.count - kept.count
    func chosen<Value>(_ values: [Value]) -> [Value] { values.isEmpty ? [] : kept.map { values[$0] } }
    columns = EventColumns(
      customerWords: chosen(columns.customerWords), secondWords: chosen(columns.secondWords),
      times: chosen(columns.times), touchpoints: chosen(columns.touchpoints),
      amounts: ContactAmounts(
        values: chosen(columns.amounts.values), costs: chosen(columns.amounts.costs),
        scores: chosen(columns.amounts.scores)))
    let reasons = [
      (missing.customer, "without a customer"), (missing.time, "without a time"),
      (missing.touchpoint, "without a touchpoint"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    return [
      CommandOutput.Remark(
        .warning, "\(table.name): \(Counted.text(dropped, "row")) left out: \(reasons)",
        hint: "a contact has a customer, a time and a touchpoint")
    ]
  }
}
