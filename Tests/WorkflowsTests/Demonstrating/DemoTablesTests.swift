import LinearAlgebra
import Tables
import TestSupport
import Testing

@testable import Workflows

@Suite("Tables of the sample shop")
struct DemoTablesTests {
  static let tables = DemoTables(workers: Workers(count: 2))

  private func text(_ table: ResultTable) -> PrintedTable {
    PrintedTable(String(decoding: CSVWriter().bytes(of: table), as: UTF8.self))
  }

  @Test("Both tables are about the same customers")
  func customers() {
    let customers = text(Self.tables.customers)
    #expect(
      customers.header == [
        "customer_id", "orders", "total_spent", "visits", "discount_share", "support_contacts", "tenure_months",
      ])
    #expect(customers.rows.count == 2000)
    #expect(Set(text(Self.tables.events)["customer"]) == Set(customers["customer_id"]))
  }

  @Test("A customer's columns and contacts come from the same archetype")
  func sameArchetype() {
    let customers = text(Self.tables.customers)
    let events = text(Self.tables.events)
    let own = Dictionary(uniqueKeysWithValues: zip(customers["customer_id"], Self.tables.truth))
    func share(_ touchpoint: String, of archetype: Int) -> Double {
      let contacts = zip(events["customer"], events["touchpoint"]).filter { own[$0.0] == archetype }
      return Double(contacts.count { $0.1 == touchpoint }) / Double(contacts.count)
    }
    // Each has a contact that the two others hardly know, and a column in which it is far above them.
    #expect(share("ad", of: 1) > 3 * share("ad", of: 3))
    #expect(share("phone_call", of: 2) > 10 * max(share("phone_call", of: 1), share("phone_call", of: 3)))
    #expect(share("store_visit", of: 3) > 5 * max(share("store_visit", of: 1), share("store_visit", of: 2)))
    func mean(_ column: String, of archetype: Int) -> Double {
      let values = zip(customers[column], Self.tables.truth).filter { $0.1 == archetype }.compactMap { Double($0.0) }
      return values.reduce(0, +) / Double(values.count)
    }
    #expect(mean("discount_share", of: 1) > 4 * max(mean("discount_share", of: 2), mean("discount_share", of: 3)))
    #expect(mean("support_contacts", of: 2) > 3 * max(mean("support_contacts", of: 1), mean("support_contacts", of: 3)))
    #expect(mean("orders", of: 3) > 3 * max(mean("orders", of: 1), mean("orders", of: 2)))
  }

  @Test("The same on any number of threads")
  func threads() {
    let other = DemoTables(workers: Workers(count: 1))
    #expect(CSVWriter().bytes(of: other.events) == CSVWriter().bytes(of: Self.tables.events))
    #expect(CSVWriter().bytes(of: other.customers) == CSVWriter().bytes(of: Self.tables.customers))
    #expect(other.truth == Self.tables.truth)
  }

  @Test("cluster finds the archetypes that the customers come from")
  func clustered() throws {
    let folder = try TemporaryFolder()
    var request = ClusterRequest(input: try folder.write(CSVWriter().bytes(of: Self.tables.customers), to: "c.csv"))
    request.count = .range(3...3)
    request.bootstraps = 0
    request.output.destination = .path(folder.path("out"))
    _ = try ClusterWorkflow().run(request, terminal: Terminal())
    let found = PrintedTable(try folder.text(of: "out/assignments.csv"))["archetype"].map { Int($0) }
    let agreement = Double(zip(found, Self.tables.truth).count { $0 == $1 }) / Double(Self.tables.truth.count)
    #expect(Set(found).count == 3)
    #expect(agreement > 0.99)
  }
}
