import Clustering
import Tables

/// The JSON of `archetype cluster`: everything but the tables with a row per input row.
struct ClusterReport {
  static let schema = "archetype/cluster/1"

  let request: ClusterRequest
  let analysis: ClusterAnalysis
  let columns: CustomerColumns
  let remarks: [CommandOutput.Remark]
  let timestamp: String?

  func json(_ tables: [ResultTable]) -> JSONValue {
    var report: [String: JSONValue] = [
      "schema": .string(Self.schema),
      "seed": .unsigned(request.seed),
      "input": input,
      "settings": settings,
      "columns": .array(columns.roles.map(Self.role)),
      "preparation": .array(analysis.preparation.columns.map(Self.preparation)),
      "k": .integer(analysis.k),
      "structure": analysis.structure.map { .flag($0) } ?? .null,
      "verdict": .optional(analysis.verdict?.rawValue),
      "inertia": .number(analysis.chosen.partition.inertia),
      "explained": .optional(analysis.chosen.indices.explained),
      "silhouette": .optional(analysis.chosen.silhouette),
      "simplified_silhouette": .optional(simplifiedSilhouette),
      "converged": .flag(analysis.chosen.partition.converged),
      "iterations": .integer(analysis.chosen.partition.iterations),
      "searched_rows": .integer(analysis.searchedRows),
      "remarks": .array(remarks.map { .string($0.message) }),
    ]
    for table in tables { report[table.name] = .rows(of: table) }
    if let timestamp { report["timestamp"] = .string(timestamp) }
    return .object(report)
  }

  private var simplifiedSilhouette: Double {
    let total = analysis.counts.reduce(0, +)
    return zip(analysis.cohesion, analysis.counts).reduce(0) { $0 + $1.0 * Double($1.1) } / Double(max(1, total))
  }

  private var input: JSONValue {
    .object([
      "name": .string(columns.table.name), "stem": .string(columns.table.stem),
      "digest": .string(columns.table.digest), "rows": .integer(columns.table.rowCount),
      "rows_fitted": .integer(analysis.fittedCount), "encoding": .string(columns.table.encoding.rawValue),
      "delimiter": .string(String(UnicodeScalar(columns.table.dialect.delimiter))),
    ])
  }

  private var settings: JSONValue {
    .object([
      "scaling": .string(request.scaling.rawValue), "missing": .string(request.missing.rawValue),
      "restarts": .integer(request.restarts), "bootstraps": .integer(request.bootstraps),
      "weight": .optional(request.columns.weight), "identifier": .optional(columns.identifier?.name),
      "initial_centers": .optional(request.initialCenters),
    ])
  }

  private static func role(_ role: ColumnRole) -> JSONValue {
    .object(["name": .string(role.name), "use": .string(role.use.rawValue), "reason": .optional(role.reason)])
  }

  private static func preparation(_ column: Preparation.Column) -> JSONValue {
    if let number = column.number {
      return .object([
        "name": .string(column.name), "logarithm": .flag(number.logarithm), "center": .number(number.center),
        "scale": .number(number.scale), "median": .number(number.median),
      ])
    }
    let category = column.category!
    return .object([
      "name": .string(column.name), "levels": .array(category.levels.map { .string($0) }),
      "shares": .array(category.shares.map { .number($0) }), "scale": .number(category.scale),
    ])
  }
}
