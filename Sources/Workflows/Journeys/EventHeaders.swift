import Tables

/// Finds the columns of an event log.
enum EventHeaders {
  typealias Role = EventColumnNames.Role

  /// The header of each role that the command uses.
  static func find(_ request: JourneyRequest, in reader: TableReader) throws(Failure) -> [Role: String] {
    var found: [Role: String] = [:]
    for (header, role) in zip(reader.headers, EventColumnNames.roles(of: reader.headers)) {
      if let role { found[role] = header }
    }
    for role in Role.allCases {
      guard let name = request.columns[role] else { continue }
      guard reader.headers.contains(where: { $0.utf8.elementsEqual(name.utf8) }) else {
        throw .unknownName(
          name, among: reader.headers, plural: "columns", message: "there is no column '\(name)' for \(role.flag)",
          in: reader.name)
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
        "\(Counted.list(roles.map { "\($0.flag) COLUMN" })) \(roles.count == 1 ? "names it" : "name them")"
      }
    return .badContent(
      "no \(Counted.list(roles.map(\.rawValue), last: "or")) column was found among \(names)", file: reader.name,
      hint: hint)
  }
}
