import Reporting
import Tables

/// Shows how a table is read and what the other commands would make of it, or writes it anew as plain CSV.
public struct InspectWorkflow {
  public init() {}

  /// - Throws: A failure when the table cannot be read.
  public func run(_ request: InspectRequest, terminal: Terminal) throws(Failure) -> CommandOutput {
    try request.validate()
    terminal.report?(Terminal.Progress(stage: "reading"))
    let reader = try TableReader.opened(request.input, request.reading, allText: request.view == .clean)
    let identifiers = CustomerColumns.readAsText(headers: reader.headers, choice: ColumnChoice())
    // Whoever looks into a table wants to see its faults, all of them, instead of an error.
    let isLook = request.view == .findings
    let table = try reader.table(
      ColumnSelection(asText: isLook ? identifiers : [], unused: isLook ? Set(reader.headers) : []),
      cellHint: "--clean writes every cell as it was read")
    let spaced = SpacedColumns(table).map {
      CommandOutput.Remark(.warning, "\(table.name): \($0.message)", hint: $0.hint)
    }
    let remarks = table.remarks() + [spaced, try TotalRow(table)?.warning].compactMap(\.self)
    guard request.view == .findings else {
      let rewritten = ResultTable(
        name: "table", columns: table.columns.map { Self.column($0, typed: request.view == .typed) })
      let writer = CSVWriter(style: request.output.spreadsheetStyle, threads: request.reading.threads)
      let bytes = writer.bytes(of: rewritten)
      return CommandOutput(standardOutput: bytes, remarks: remarks)
    }
    let findings = try TableFindings(table)
    let printed = PrintedResult(
      settings: request.output, stream: terminal.output, tables: [findings.columns],
      screen: { findings.text(on: $0) }, json: { findings.json(timestamp: request.output.timestamp) })
    return CommandOutput(standardOutput: printed.bytes(), remarks: remarks)
  }

  private static func column(_ column: Column, typed: Bool) -> ResultColumn {
    switch column.values {
    case .numbers(let numbers): return ResultColumn(column.name, .numbers(numbers, .shortest))
    case .texts(let texts): return ResultColumn(column.name, .copied(CopiedCells(texts)))
    case .dates(let dates):
      return ResultColumn(column.name, .dates(dates.seconds, dates.isDateOnly ? .day : .time))
    }
  }
}

/// What was found in a table.
struct TableFindings {
  private let table: Table
  /// Whether the columns are those of a log of contacts.
  private let isLog: Bool
  /// One row a column.
  let columns: ResultTable

  init(_ table: Table) throws(Failure) {
    self.table = table
    let roles = CustomerColumns.roles(of: table)
    let events = EventColumnNames.roles(of: table.columns.map(\.name))
    let examples: [String]
    do throws(TableError) {
      examples = try table.examples().map { $0.joined(separator: " · ") }
    } catch {
      throw Failure(error)
    }
    let isLog = EventColumnNames.isEventLog(events)
    self.isLog = isLog
    columns = ResultTable(
      name: "columns",
      columns: [
        ResultColumn("column", .texts(table.columns.map(\.name))),
        ResultColumn("kind", .texts(table.columns.map(\.kind.rawValue))),
        ResultColumn("missing", .integers(table.columns.map(\.missingCount))),
        ResultColumn("examples", .texts(examples)),
        ResultColumn("cluster", .texts(table.columns.indices.map { Self.use(roles[$0]) })),
        ResultColumn("journey", .texts(events.map { isLog ? $0?.rawValue ?? "unused" : "" })),
      ])
  }

  private static func use(_ role: ColumnRole) -> String {
    role.reason.map { "\(role.use.rawValue): \($0)" } ?? role.use.rawValue
  }

  private var delimiterWord: String {
    switch table.dialect.delimiter {
    case UInt8(ascii: ","): "commas"
    case UInt8(ascii: ";"): "semicolons"
    case UInt8(ascii: "\t"): "tabs"
    case UInt8(ascii: "|"): "bars"
    case let other: "'\(UnicodeScalar(other))'"
    }
  }

  func text(on stream: Terminal.Stream) -> String {
    let mark = table.dialect.decimalMark.map { ", decimal mark '\($0.rawValue)'" } ?? ""
    let parted = table.columns.count > 1 ? " between \(delimiterWord)" : ""
    var facts = [
      "\(Counted.text(table.rowCount, "row")) × \(Counted.text(table.columns.count, "column"))\(parted)\(mark), "
        + "\(table.encoding.rawValue), line ends \(table.dialect.lineEnding.rawValue)"
    ]
    if table.dialect.preambleLineCount > 0 {
      facts.append("\(Counted.text(table.dialect.preambleLineCount, "line")) before the header skipped")
    }
    if !table.dialect.hasHeader { facts.append("there is no header: columns are numbered") }
    if isLog {
      facts.append("a log of contacts, it seems: for 'archetype journey'; 'archetype cluster' takes a row a customer")
    }
    let width = stream.paragraphWidth
    return stream.emphasis.bold(table.name) + "\n"
      + facts.map { Paragraph($0).wrapped(width: width) }.joined(separator: "\n") + "\n\n"
      + shownColumns.text(width: width, emphasis: stream.emphasis)
  }

  /// The columns for people: their names and uses whole, and nothing about `journey` where there are no events.
  private var shownColumns: TextTable {
    TextTable(
      columns: columns.textTable.columns.compactMap { column in
        switch column.header {
        case "journey" where column.cells.allSatisfy(\.isEmpty): nil
        case "column", "cluster", "journey": .name(column.header, column.cells)
        default: column
        }
      })
  }

  func json(timestamp: String?) -> JSONValue {
    var report: [String: JSONValue] = [
      "schema": .string("archetype/inspect/1"), "name": .string(table.name), "stem": .string(table.stem),
      "digest": .string(table.digest), "rows": .integer(table.rowCount),
      "delimiter": .string(String(UnicodeScalar(table.dialect.delimiter))),
      "encoding": .string(table.encoding.rawValue), "has_header": .flag(table.dialect.hasHeader),
      "decimal_mark": .optional(table.dialect.decimalMark?.rawValue),
      "line_ending": .string(table.dialect.lineEnding.rawValue),
      "quote_escape": .string(table.dialect.escape.rawValue),
      "lines_skipped": .integer(table.dialect.preambleLineCount), "columns": .rows(of: columns),
      "notices": .array(table.notices.map { .string($0.message) }),
    ]
    if let timestamp { report["timestamp"] = .string(timestamp) }
    return .object(report)
  }
}
