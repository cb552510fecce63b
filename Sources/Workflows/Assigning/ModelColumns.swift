import Clustering
import Tables

/// The columns of a new table that a model needs, in its order.
enum ModelColumns {
  /// Names of columns to read as text whatever they hold: categories and the identifier.
  static func readAsText(_ model: ClusterModel, headers: [String], identifier: String?) -> Set<String> {
    var names = Set(model.preparation.columns.filter { $0.category != nil }.map(\.name))
    if let identifier { names.insert(identifier) }
    return names
  }

  /// Names of columns to read as numbers, whatever they look like: those the model was fitted on.
  static func readAsNumber(_ model: ClusterModel) -> Set<String> {
    Set(model.preparation.columns.filter { $0.number != nil }.map(\.name))
  }

  /// - Throws: A failure when a column is missing or holds something else than the model was fitted on.
  static func columns(_ model: ClusterModel, of table: Table) throws(Failure) -> [FeatureColumn] {
    let lacking = model.preparation.columns.map(\.name).filter { table.column(named: $0) == nil }
    if let first = lacking.first {
      let others = lacking.dropFirst().map { "'\($0)'" }
      throw .unknownName(
        first, among: table.columns.map(\.name), plural: "columns",
        message: "the model needs a column '\(first)'" + (others.isEmpty ? "" : ", and \(Counted.list(others)) too"),
        in: table.name)
    }
    var found: [FeatureColumn] = []
    for wanted in model.preparation.columns {
      guard let column = table.column(named: wanted.name) else { preconditionFailure("Every column is there.") }
      found.append(
        FeatureColumn(
          name: wanted.name,
          values: try values(
            column, isCategory: wanted.category != nil, table, expectation: "the model was fitted on numbers")))
    }
    return found
  }

  /// The cells of a column as a number or a category.
  ///
  /// - Parameter expectation: Why numbers are wanted, for the failure of a column without them.
  static func values(
    _ column: Column, isCategory: Bool, _ table: Table, expectation: String
  ) throws(Failure) -> FeatureColumn.Values {
    switch (column.values, isCategory) {
    case (.numbers(let numbers), false): return .numbers(numbers)
    case (.texts(let texts), true): return CategoryLevels.values(of: texts)
    case (.texts, false) where column.kind == .empty:
      return .numbers([Double](repeating: .nan, count: table.rowCount))
    case (.texts(let texts), false): throw notNumbers(column, texts, table, expectation)
    case (.dates, false):
      throw .badContent(
        "column '\(column.name)' holds dates, and \(expectation)", file: table.name,
        hint: "see archetype inspect \(table.name)")
    case (.numbers, true), (.dates, true):
      preconditionFailure("Categories are read as text.")
    }
  }

  /// Shows the first cell that is certainly no number.
  private static func notNumbers(_ column: Column, _ texts: TextColumn, _ table: Table, _ expectation: String)
    -> Failure
  {
    let present = (0..<texts.rowCount).lazy.filter { texts.level(ofRow: $0) >= 0 }
    let wrong = present.first { row in texts.string(ofRow: row)!.contains { $0.isLetter } } ?? present.first
    guard let row = wrong, let text = texts.string(ofRow: row) else {
      return .badContent("column '\(column.name)' holds no numbers", file: table.name)
    }
    do throws(TableError) {
      return .badContent(
        "column '\(column.name)' holds '\(text.prefix(80))', and \(expectation)",
        at: try table.place(ofRow: row, column: column.position),
        hint: "correct such cells, or leave them empty")
    } catch {
      return Failure(error)
    }
  }

  /// How many rows hold a level the model has not seen, by column.
  static func unknownLevels(_ model: ClusterModel, _ columns: [FeatureColumn]) -> [(name: String, rows: Int)] {
    zip(model.preparation.columns, columns).compactMap { wanted, column in
      guard let category = wanted.category, case .categories(let codes, let levels) = column.values,
        !category.levels.contains(Preparation.otherLevel)
      else { return nil }
      let isKnown = levels.map { category.levels.contains($0) }
      let rows = codes.count { $0 >= 0 && !isKnown[Int($0)] }
      return rows > 0 ? (wanted.name, rows) : nil
    }
  }
}
