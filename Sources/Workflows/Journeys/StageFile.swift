import Journeys
import Tables

/// A table of touchpoints and their stages; the order of rows is the order of stages.
struct StageFile {
  private(set) var order: [String] = []
  private var stages: [String: String] = [:]

  /// - Throws: A failure when the table lacks one of its two columns.
  init(_ path: String, _ reading: ReadingSettings) throws(Failure) {
    let reader = try TableReader.opened(path, reading, allText: true)
    let table = try reader.table(ColumnSelection())
    let roles = EventColumnNames.roles(of: reader.headers)
    guard let touchpoint = roles.firstIndex(of: .touchpoint), let stagePlace = roles.firstIndex(of: .stage) else {
      throw .badContent(
        "a table of stages has the columns touchpoint and stage, and this one has \(reader.headers.joined(separator: ", "))",
        file: reader.name, hint: "write a first line 'touchpoint,stage' and a line for each touchpoint")
    }
    for row in 0..<table.rowCount {
      guard let name = table.columns[touchpoint].texts?.string(ofRow: row),
        let stage = table.columns[stagePlace].texts?.string(ofRow: row)
      else { continue }
      if let other = stages[name], other != stage {
        throw .badContent(
          "touchpoint '\(name)' has the stage '\(stage)' here and '\(other)' above", row: row,
          column: table.columns[touchpoint], of: table, hint: "give every touchpoint one stage")
      }
      guard !StateSpace.reserved.contains(stage) else {
        throw .badContent(
          "a stage is called '\(stage)', which names a state of the chain itself", row: row,
          column: table.columns[stagePlace], of: table, hint: "call it something else in the table")
      }
      stages[name] = stage
      if !order.contains(stage) { order.append(stage) }
    }
  }

  func stage(of touchpoint: String) -> String? { stages[touchpoint] }

  /// What a table of stages and a log have not in common.
  struct Mismatch: Equatable {
    /// Touchpoints of the log without a stage.
    var withoutStage: [String] = []
    /// Touchpoints of the table that no contact has.
    var unmet: [String] = []
  }

  /// - Parameter touchpoints: Those of the log that need a stage.
  func mismatch(_ touchpoints: [String], conversions: [String]) -> Mismatch {
    let met = Set(touchpoints + conversions)
    return Mismatch(
      withoutStage: touchpoints.filter { stages[$0] == nil && !conversions.contains($0) }.sorted(),
      unmet: stages.keys.filter { !met.contains($0) }.sorted())
  }
}

/// The order in which stages follow each other.
struct StageOrder {
  /// The stages of a customer's way, as most people name them.
  private static let usual: [[String]] = [
    ["awareness", "conciencia", "conocimiento", "descubrimiento"], ["consideration", "consideración", "consideracion"],
    ["decision", "decisión"], ["purchase", "compra"], ["experience", "experiencia", "service", "servicio"],
    ["loyalty", "lealtad", "fidelización", "fidelizacion", "retention", "retención", "retencion"],
    ["advocacy", "recomendación", "recomendacion"],
  ]

  let names: [String]

  /// - Parameters:
  ///   - stages: Those that occur, with repeats.
  ///   - given: Their order where one was given; others follow it.
  init(_ stages: [String], given: [String]) {
    let different = Set(stages.map { Array($0.utf8) }).map { String(decoding: $0, as: UTF8.self) }
    names = different.sorted { first, second in
      let ranks = [first, second].map { Self.rank($0, given) }
      return ranks[0] == ranks[1] ? first.utf8.lexicographicallyPrecedes(second.utf8) : ranks[0] < ranks[1]
    }
  }

  private static func rank(_ stage: String, _ given: [String]) -> Int {
    if let place = given.firstIndex(of: stage) { return place }
    return given.count + (usual.firstIndex { $0.contains(stage.lowercased()) } ?? usual.count)
  }

  func rank(of stage: String) -> Int { names.firstIndex(of: stage) ?? names.count }
}
