import Reporting
import Tables

/// A column that names customers in more rows than one: clustering such a table finds kinds of rows.
struct RepeatedCustomers: Equatable {
  let column: String
  /// How many it names.
  let customers: Int

  init(_ column: Column, of table: Table) {
    self.column = column.name
    customers = Self.differentCount(column, of: table)
  }

  /// Which column of an event log names customers more than once; nil of other tables.
  static func place(inLog table: Table) -> Int? {
    let roles = EventColumnNames.roles(of: table.columns.map(\.name))
    guard EventColumnNames.isEventLog(roles), let place = roles.firstIndex(of: .customer) else { return nil }
    let column = table.columns[place]
    return differentCount(column, of: table) < table.rowCount - column.missingCount ? place : nil
  }

  private static func differentCount(_ column: Column, of table: Table) -> Int {
    switch column.values {
    case .texts(let texts): texts.differentCount
    case .numbers(let numbers): Set(numbers.lazy.filter { !$0.isNaN }).count
    case .dates: table.rowCount
    }
  }

  /// What to know about groups of such rows, and what to do instead.
  func warning(in table: Table, identifier: String?) -> CommandOutput.Remark {
    let rows = NumberText.integer(table.rowCount)
    let isLog = EventColumnNames.isEventLog(EventColumnNames.roles(of: table.columns.map(\.name)))
    let instead = identifier.map { $0 == column ? "" : "; rows are named by '\($0)' instead" }
    return CommandOutput.Remark(
      .warning,
      "\(rows) rows name \(Counted.text(customers, "customer")) in '\(column)', and each row is taken for a customer: "
        + "groups found are of rows",
      hint: (isLog
        ? "this looks like a log of contacts, which 'archetype journey' reads; to cluster customers, " : "")
        + "add up the rows of each customer first" + (instead ?? "; rows are numbered instead"))
  }
}
