import Clustering
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

  private mutating func show(_ place: Place) {
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

  /// Something wrong inside an opened input.
  static func badContent(_ message: String, file: String, hint: String? = nil) -> Failure {
    var failure = Failure(kind: .badContent, message: message, hint: hint)
    failure.file = file
    return failure
  }
}

extension ReadOptions {
  /// The options of Tables for what the user said.
  init(_ settings: ReadingSettings, asText: Set<String> = [], allText: Bool = false) {
    let delimiter: UInt8? = settings.delimiter.map {
      switch $0 {
      case .comma: UInt8(ascii: ",")
      case .semicolon: UInt8(ascii: ";")
      case .tab: UInt8(ascii: "\t")
      case .bar: UInt8(ascii: "|")
      }
    }
    self.init(
      delimiter: delimiter, encoding: settings.encoding, decimal: settings.decimalMark,
      dayFirst: settings.dayOrder.map { $0 == .dayFirst }, asText: asText, allText: allText,
      threads: settings.threads)
  }
}

extension Table {
  /// What reading assumed and repaired, but nothing about these columns.
  func remarks(exceptOn columns: Set<String> = []) -> [CommandOutput.Remark] {
    notices.filter { notice in notice.column.map { !columns.contains($0) } ?? true }
      .map { CommandOutput.Remark($0.severity, "\(name): \($0.message)", hint: $0.hint, column: $0.column) }
  }
}
