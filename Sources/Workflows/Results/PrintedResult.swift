import Reporting
import Tables

/// What a command prints on standard output, in the format asked for.
struct PrintedResult {
  let settings: OutputSettings
  let stream: Terminal.Stream
  /// Every table that `--table` can name, by name; the first is the headline.
  let tables: [ResultTable]
  /// The headline for people, when no other table was asked for.
  let screen: (Terminal.Stream) -> String
  let json: () -> JSONValue
  var threads: Int?

  /// The bytes for standard output.
  func bytes() -> [UInt8] {
    let table = tables.first { $0.name == settings.table } ?? tables[0]
    switch settings.resolvedFormat(for: stream) {
    case .json: return encodedJSON(json())
    case .csv: return CSVWriter(style: settings.spreadsheetStyle, threads: threads).bytes(of: table)
    case .markdown: return Array(table.textTable.markdown().utf8)
    case .table:
      let isHeadline = settings.table == nil || settings.table == tables[0].name
      let text = isHeadline ? screen(stream) : wide(table)
      return Array(text.utf8)
    }
  }

  private func wide(_ table: ResultTable) -> String {
    table.textTable.text(width: stream.isInteractive ? stream.width : nil, emphasis: stream.emphasis)
  }
}

extension ResultTable {
  /// The table for people: numbers rounded, columns aligned.
  var textTable: TextTable {
    TextTable(
      columns: columns.map { column in
        switch column.values {
        case .integers, .numbers: .number(column.name, column.cellTexts)
        case .texts, .levels, .flags, .dates, .copied: .text(column.name, column.cellTexts)
        }
      })
  }
}

extension ResultColumn {
  /// The cells as people read them; empty cells stay empty.
  var cellTexts: [String] {
    switch values {
    case .integers(let values): return values.map { NumberText.integer($0) }
    // One below what a number can hold is 0 in files, and never 0 in truth.
    case .numbers(let values, _) where name == "p_value":
      return values.map { $0.isNaN ? "" : NumberText.probability($0) }
    case .numbers(let values, _):
      let aligned = NumberText.column(values)
      // Numbers of one column may be in several units, as in a profile: where shared decimals would print one as
      // zero that is not, each gets its own.
      let hidesSome = zip(values, aligned).contains { value, text in
        value.isFinite && value != 0 && !text.contains { "123456789".contains($0) }
      }
      return zip(values, aligned).map { $0.isNaN ? "" : hidesSome ? NumberText.number($0) : $1 }
    case .texts(let values): return values
    case .levels(let codes, let levels): return codes.map { $0 < 0 ? "" : levels[Int($0)] }
    case .flags(let values): return values.map { $0 ? "yes" : "no" }
    case .dates(let values, _): return values.map { $0.isNaN ? "" : NumberText.number($0) }
    case .copied(let cells):
      var texts: [String] = []
      cells.send(0..<cells.rowCount) { texts.append(String(decoding: $0, as: UTF8.self)) }
      return texts
    }
  }
}
