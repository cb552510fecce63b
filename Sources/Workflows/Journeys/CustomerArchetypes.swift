import Journeys
import LinearAlgebra
import Reporting
import Tables

/// The archetypes of a log's customers.
struct CustomerArchetypes {
  /// A table of customers and their archetypes, such as the assignments of `archetype cluster`.
  struct Source {
    let name: String
    /// Rank of each customer's archetype, −1 = missing.
    private let ranks: [Key: Int32]
    /// What the archetypes are called in the table, in the order of their numbers.
    let labels: [String]
    let names: [String?]
    /// Whether `archetype cluster` wrote the table, and so found the archetypes in data.
    let areFound: Bool

    init(_ path: String, _ reading: ReadingSettings) throws(Failure) {
      let reader = try TableReader.opened(path, reading)
      let headers = reader.headers
      guard let archetype = headers.first(where: { ["archetype", "arquetipo"].contains($0.lowercased()) }) else {
        throw .badContent(
          "there is no column 'archetype' among \(headers.joined(separator: ", "))", file: reader.name,
          hint: "--archetypes takes the assignments.csv that 'archetype cluster' wrote")
      }
      let others = headers.filter { $0 != archetype }
      let roles = EventColumnNames.roles(of: others)
      guard let customer = roles.firstIndex(of: .customer).map({ others[$0] }) ?? others.first else {
        throw .badContent("there is no column of customers", file: reader.name)
      }
      let name = headers.first { $0.lowercased() == "name" && $0 != customer }
      let table = try reader.table(
        ColumnSelection(
          asText: [archetype, name ?? archetype], only: [archetype, customer, name ?? archetype], key: customer))
      guard let key = table.key, let texts = table.column(named: archetype)?.texts else {
        throw .badContent("the table has no archetypes", file: reader.name)
      }
      self.name = reader.name
      areFound = headers.contains("distance") && headers.contains("confidence")
      let labels = (0..<texts.levelCount).map { texts.string(ofLevel: $0) }
      let order = labels.indices.sorted { Self.precedes(labels[$0], labels[$1]) }
      var rank = [Int32](repeating: -1, count: labels.count)
      for (place, level) in order.enumerated() { rank[level] = Int32(place) }
      self.labels = order.map { labels[$0] }
      try Self.check(self.labels, file: reader.name)
      let rankOfRow = (0..<table.rowCount).map { row in
        let level = texts.level(ofRow: row)
        return level < 0 ? -1 : rank[level]
      }
      ranks = try Self.ranks(key, rankOfRow, self.labels, of: table, column: archetype)
      var names = [String?](repeating: nil, count: labels.count)
      if let column = name.flatMap({ table.column(named: $0)?.texts }) {
        for row in 0..<table.rowCount where rankOfRow[row] >= 0 && names[Int(rankOfRow[row])] == nil {
          names[Int(rankOfRow[row])] = column.string(ofRow: row)
        }
      }
      self.names = names
    }

    /// The rank of each customer's archetype.
    private static func ranks(
      _ key: KeyColumn, _ rankOfRow: [Int32], _ labels: [String], of table: Table, column: String
    ) throws(Failure) -> [Key: Int32] {
      var ranks: [Key: Int32] = [:]
      ranks.reserveCapacity(key.words.count)
      for row in key.words.indices where key.words[row] != 0 {
        let customer = Key(first: key.words[row], second: key.secondWords.isEmpty ? 0 : key.secondWords[row])
        guard let other = ranks.updateValue(rankOfRow[row], forKey: customer), other != rankOfRow[row] else { continue }
        let names = [rankOfRow[row], other].map { $0 < 0 ? "none" : "'\(labels[Int($0)])'" }
        throw .badContent(
          "the customer's archetype is \(names[0]) here and \(names[1]) above", row: row,
          column: table.column(named: column)!, of: table, hint: "one row a customer")
      }
      return ranks
    }

    /// The results have a row of each archetype by its label.
    private static func check(_ labels: [String], file: String) throws(Failure) {
      if labels.contains(ChainEstimates.all) {
        throw .badContent(
          "an archetype is called '\(ChainEstimates.all)', as all customers together are in the results", file: file,
          hint: "call it something else in the table")
      }
      try StateNames.check(labels, "archetypes", file: file)
    }

    /// Numbers by size, others by their bytes.
    private static func precedes(_ first: String, _ second: String) -> Bool {
      switch (Double(first), Double(second)) {
      case (let first?, let second?): first < second
      case (.some, nil): true
      case (nil, .some): false
      case (nil, nil): first.utf8.lexicographicallyPrecedes(second.utf8)
      }
    }

    private struct Key: Hashable {
      let first: UInt64
      let second: UInt64
    }

    /// The rank of each row's archetype, −1 where the table does not have the customer.
    func ranks(of words: [UInt64], _ seconds: [UInt64], workers: Workers) -> [Int32] {
      let known = ranks
      let blocks = Workers.blocks(of: words.count, size: 1 << 16)
      return workers.map(pieces: blocks.count) { block in
        blocks[block].map { row in known[Key(first: words[row], second: seconds.isEmpty ? 0 : seconds[row])] ?? -1 }
      }.flatMap(\.self)
    }

    var customerCount: Int { ranks.count }
  }

  /// In the order of the numbers that ``EventLog/archetypes`` has.
  let labels: [String]
  let names: [String?]
  /// Whether they were found in data, perhaps the same.
  let areFound: Bool
  /// Customers of the log that the table lacks.
  private(set) var unknownCustomers = 0
  /// Customers of the table that the log lacks.
  private(set) var absentCustomers = 0
  private let customerCount: Int

  /// - Throws: A failure where no customer of the log is in the table.
  init(_ source: Source, log: EventLog, file: String) throws(Failure) {
    labels = source.labels
    names = source.names
    areFound = source.areFound
    customerCount = source.customerCount
    count(log)
    guard unknownCustomers < log.archetypes.count else {
      throw .badContent(
        "none of the \(Counted.text(log.customerCount, "customer")) of \(file) is among the "
          + "\(NumberText.integer(source.customerCount)) of this table", file: source.name,
        hint: "one row a customer, called as in the log; --customer names the column of the log")
    }
  }

  /// Counts the customers that the log or the table lacks.
  mutating func count(_ log: EventLog) {
    unknownCustomers = log.archetypes.count { $0 < 0 }
    absentCustomers = max(0, customerCount - (log.customerCount - unknownCustomers))
  }
}
