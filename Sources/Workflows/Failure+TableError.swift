import Tables

extension Failure {
  /// Something wrong with an input, in the words of Tables.
  init(_ error: TableError) {
    let kind: Kind =
      switch error.kind {
      case .missingInput: .missingInput
      case .badContent: .badContent
      case .cannotWrite: .cannotWrite
      case .badOption: .usage
      case .insufficientMemory: .unexpected
      }
    self.init(kind: kind, message: error.message, hint: error.hint)
    show(error.place)
    repeats = error.repeats
  }

  mutating func show(_ place: Place) {
    file = place.file
    line = place.line
    column = place.column
    excerpt = place.excerpt
    caret = place.caret
  }

  /// Something wrong at a place of an opened input.
  static func badContent(_ message: String, at place: Place, hint: String? = nil) -> Failure {
    var failure = Failure(kind: .badContent, message: message, hint: hint)
    failure.show(place)
    return failure
  }

  /// Something wrong in a cell of a table.
  static func badContent(
    _ message: String, row: Int, column: Column, of table: Table, hint: String? = nil
  ) -> Failure {
    do throws(TableError) {
      return badContent(message, at: try table.place(ofRow: row, column: column.position), hint: hint)
    } catch {
      return Failure(error)
    }
  }
}
