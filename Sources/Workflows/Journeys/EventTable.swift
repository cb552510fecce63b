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
