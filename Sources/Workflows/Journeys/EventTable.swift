import Journeys
import LinearAlgebra
import Tables

/// An event log read from a table, ready to be cut into journeys.
struct EventTable {
  let source: JourneyObservations.Source
  /// Names of the states of contacts, in the order in which chains have them.
  let states: EventStates
  var log: EventLog
  /// Whether times are instants, in seconds since 1970, and no plain numbers.
  let hasInstants: Bool
  let oddities: LogOddities
  /// The headers that were used, by role.
  let headers: [EventColumnNames.Role: String]
  let remarks: [CommandOutput.Remark]
  /// Nil where none are wanted.
  var archetypes: CustomerArchetypes?

  var name: String { source.name }

  /// Reads an event log.
  ///
  /// - Throws: A failure with the place of a cell that is no time, or with the name of a column that is missing.
  static func read(_ request: JourneyRequest, workers: Workers) throws(Failure) -> EventTable {
    let reader = try TableReader.opened(request.input, request.reading)
    let headers = try EventHeaders.find(request, in: reader)
    var (columns, parts) = try EventRows.read(reader, headers, request, workers: workers)
    let archetypes = try request.archetypes.map { (path) throws(Failure) in
      try CustomerArchetypes.Source(path, request.reading)
    }
    if let archetypes {
      columns.archetypes = archetypes.ranks(of: columns.customerWords, columns.secondWords, workers: workers)
    }
    let rowCount = columns.times.count
    let log = EventLog(emptying: &columns, workers: workers)
    return EventTable(
      source: .init(name: reader.name, stem: reader.stem, digest: parts.digest, rows: rowCount), states: parts.states,
      log: log,
      hasInstants: parts.hasInstants, oddities: parts.oddities, headers: headers, remarks: parts.remarks,
      archetypes: try archetypes.map { (source) throws(Failure) in
        try CustomerArchetypes(source, log: log, file: reader.name)
      })
  }
}

/// Finds the columns of an event log.
enum EventHeaders {
  typealias Role = EventColumnNames.Role

  /// The header of each role that the command uses.
  static func find(_ request: JourneyRequest, in reader: TableReader) throws(Failure) -> [Role: String] {
    let given: [(Role, String?, String)] = [
      (.customer, request.columns.customer, "--customer"), (.time, request.columns.time, "--time"),
      (.touchpoint, request.columns.touchpoint, "--touchpoint"), (.stage, request.columns.stage, "--stage"),
      (.channel, request.columns.channel, "--channel"), (.value, request.columns.value, "--value"),
      (.cost, request.columns.cost, "--cost"), (.score, request.columns.score, "--score"),
    ]
    var found: [Role: String] = [:]
    for (header, role) in zip(reader.headers, EventColumnNames.roles(of: reader.headers)) {
      if let role { found[role] = header }
    }
    for (role, name, flag) in given {
      guard let name else { continue }
      guard reader.headers.contains(where: { $0.utf8.elementsEqual(name.utf8) }) else {
        var failure = Failure.unknownName(
          name, among: reader.headers, plural: "columns", kind: .badContent,
          message: "there is no column '\(name)' for \(flag)")
        failure.file = reader.name
        throw failure
      }
      // A column that was named for one role has no other.
      for (other, header) in found where header == name && other != role { found[other] = nil }
      found[role] = name
    }
    let absent = [Role.customer, .time, .touchpoint].filter { found[$0] == nil }
    if !absent.isEmpty {
      // All in one column: perhaps it is not one.
      if reader.headers.count == 1, let spaced = SpacedColumns(try reader.table(ColumnSelection())) {
        throw spaced.failure(in: reader.name)
      }
      throw missing(absent, reader)
    }
    try require(request, found, reader)
    return found
  }

  private static func require(
    _ request: JourneyRequest, _ found: [Role: String], _ reader: TableReader
  ) throws(Failure) {
    if request.state == .stage, found[.stage] == nil, request.stages == nil { throw missing([.stage], reader) }
    if [.channel, .touchpointAndChannel].contains(request.state), found[.channel] == nil {
      throw missing([.channel], reader)
    }
    if request.emotionBands != nil, found[.score] == nil { throw missing([.score], reader) }
  }

  private static func missing(_ roles: [Role], _ reader: TableReader) -> Failure {
    let names = reader.headers.prefix(10).joined(separator: ", ") + (reader.headers.count > 10 ? ", …" : "")
    let words = Set(reader.headers.map { $0.lowercased() })
    let hint =
      if words.isSuperset(of: ["from", "to"]) {
        "a table of transitions is read with --transitions"
      } else if words.contains("path") || words.contains("camino") {
        "a table of paths is read with --paths"
      } else {
        "\(Counted.list(roles.map { "--\($0.rawValue) COLUMN" })) \(roles.count == 1 ? "names it" : "name them")"
      }
    return .badContent(
      "no \(Counted.list(roles.map(\.rawValue), last: "or")) column was found among \(names)", file: reader.name,
      hint: hint)
  }
}
