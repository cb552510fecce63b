import Clustering
import Tables

extension Failure {
  /// Data that cannot be clustered; `file` is where they came from.
  init(_ error: ClusteringError, file: String) {
    let message: String
    let hint: String?
    switch error {
    case .tooFewRows(let rows, let clusters):
      message = "\(Counted.text(clusters, "archetype")) need at least as many customers, and only \(rows) can take part"
      hint = "ask for fewer archetypes with -k"
    case .tooFewDistinctRows(let distinct, let clusters):
      message =
        "\(Counted.text(clusters, "archetype")) need at least as many different customers, and there are only \(distinct)"
      hint = "ask for fewer archetypes with -k, or use more columns"
    case .noWeight:
      message = error.message
      hint = "leave out --weight, or choose another column"
    case .centersDoNotFit, .incompleteCenters:
      message = error.message
      hint = "give every feature a column in the table of centers, and every center a value"
    }
    self.init(kind: .badContent, message: message, hint: hint)
    self.file = file
  }

  /// Columns of a table that cannot be prepared.
  init(_ error: PreparationError, table: Table) {
    let hint =
      switch error {
      case .nothingVaries: "name columns that vary with --columns"
      case .missingCell: "use --missing median to fill in such cells, or --missing drop to leave such rows out"
      case .noCompleteRow: "use --missing median, or leave out sparse columns with --exclude"
      case .tooLarge: "correct such numbers, or leave the column out with --exclude"
      }
    self.init(kind: .badContent, message: error.message, hint: hint)
    file = table.name
    guard case .missingCell(let name, let row) = error, let column = table.column(named: name) else { return }
    do throws(TableError) {
      show(try table.place(ofRow: row, column: column.position))
    } catch {
      self = Failure(error)
    }
  }
}
