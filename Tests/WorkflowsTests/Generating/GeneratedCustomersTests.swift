import LinearAlgebra
import Tables
import Testing

@testable import Workflows

@Suite("Generated customers")
struct GeneratedCustomersTests {
  static func request(_ change: (inout GenerateCustomersRequest) -> Void = { _ in }) -> GenerateCustomersRequest {
    var request = GenerateCustomersRequest()
    change(&request)
    return request
  }

  static func generated(_ request: GenerateCustomersRequest, threads: Int = 2) -> GeneratedCustomers {
    GeneratedCustomers(request, workers: Workers(count: threads))
  }

  static func integers(_ table: ResultTable, _ name: String) throws -> [Int] {
    guard case .integers(let values) = try #require(table.column(named: name)).values else { return [] }
    return values
  }

  static func numbers(_ table: ResultTable, _ name: String) throws -> [Double] {
    guard case .numbers(let values, _) = try #require(table.column(named: name)).values else { return [] }
    return values
  }

  @Test("The tables have the rows and columns asked for")
  func shape() throws {
    let generated = Self.generated(
      Self.request {
        $0.rows = 10
        $0.features = 3
        $0.categories = 1
      })
    #expect(
      generated.customers.columns.map(\.name) == ["customer_id", "recency_days", "orders", "total_spent", "channel"])
    #expect(generated.truth.columns.map(\.name) == ["customer_id", "archetype", "nearest_archetype"])
    #expect(generated.customers.rowCount == 10)
    #expect(generated.truth.rowCount == 10)
    guard case .texts(let ids) = generated.customers.columns[0].values else {
      Issue.record("ids are texts")
      return
    }
    #expect(ids.first == "C01")
    #expect(ids.last == "C10")
  }

  @Test("Same seed, same bytes, on any number of threads")
  func deterministic() {
    let request = Self.request {
      $0.rows = 10_000
      $0.missingShare = 0.1
    }
    let writer = CSVWriter()
    let first = Self.generated(request, threads: 1)
    for threads in [2, 7] {
      let other = Self.generated(request, threads: threads)
      #expect(writer.bytes(of: first.customers) == writer.bytes(of: other.customers))
      #expect(writer.bytes(of: first.truth) == writer.bytes(of: other.truth))
    }
  }

  @Test("Another seed gives other customers")
  func seeds() throws {
    let first = Self.generated(Self.request())
    let second = Self.generated(Self.request { $0.seed = 43 })
    #expect(try Self.numbers(first.customers, "total_spent") != Self.numbers(second.customers, "total_spent"))
  }

  @Test("Archetypes are numbered by falling size and none is empty", arguments: [1, 2, 7, 50])
  func sizes(archetypes: Int) throws {
    let request = Self.request {
      $0.rows = 50
      $0.archetypes = archetypes
    }
    let labels = try Self.integers(Self.generated(request).truth, "archetype")
    let sizes = (1...archetypes).map { archetype in labels.count { $0 == archetype } }
    #expect(sizes.reduce(0, +) == 50)
    #expect(sizes.allSatisfy { $0 >= 1 })
    #expect(sizes == sizes.sorted(by: >))
  }

  struct OverlapCase: Sendable {
    let archetypes, features: Int
    let overlap: Double
  }

  @Test(
    "The nearest center is the wrong one for overlap × (1 − 1/k) of the customers",
    arguments: [
      OverlapCase(archetypes: 2, features: 1, overlap: 0.1), OverlapCase(archetypes: 4, features: 6, overlap: 0.05),
      OverlapCase(archetypes: 8, features: 16, overlap: 0.3), OverlapCase(archetypes: 20, features: 2, overlap: 0.5),
    ])
  func overlap(wanted: OverlapCase) throws {
    let request = Self.request {
      $0.rows = 20_000
      $0.archetypes = wanted.archetypes
      $0.features = wanted.features
      $0.categories = 0
      $0.overlap = wanted.overlap
    }
    let truth = Self.generated(request).truth
    let labels = try Self.integers(truth, "archetype")
    let nearest = try Self.integers(truth, "nearest_archetype")
    let wrong = Double(zip(labels, nearest).count { $0 != $1 }) / 20_000
    let expected = wanted.overlap * (1 - 1 / Double(wanted.archetypes))
    // Four standard errors of the calibration on 4,000 customers and of this count.
    let tolerance = 4 * (expected * (1 - expected) * (1 / 4000 + 1 / 20_000)).squareRoot()
    #expect((wrong - expected).magnitude < tolerance, "\(wrong) instead of \(expected)")
  }

  @Test("Without overlap every customer is nearest to the own center")
  func noOverlap() throws {
    let truth = Self.generated(
      Self.request {
        $0.rows = 5000
        $0.overlap = 0
      }
    ).truth
    #expect(try Self.integers(truth, "archetype") == Self.integers(truth, "nearest_archetype"))
  }

  @Test("With full overlap the archetypes are alike in everything")
  func fullOverlap() throws {
    let request = Self.request {
      $0.rows = 20_000
      $0.overlap = 1
      $0.archetypes = 2
    }
    let generated = Self.generated(request)
    let labels = try Self.integers(generated.truth, "archetype")
    let ages = try Self.numbers(generated.customers, "age")
    let means = [1, 2].map { archetype in
      let own = zip(labels, ages).filter { $0.0 == archetype }.map(\.1)
      return own.reduce(0, +) / Double(own.count)
    }
    // Deviation 13 over at least 5,000 customers each: four standard errors of the difference.
    #expect((means[0] - means[1]).magnitude < 4 * 13 * (2.0 / 5000).squareRoot())
  }

  @Test("The share of blank cells is the one asked for, in numbers and categories")
  func missing() throws {
    let request = Self.request {
      $0.rows = 20_000
      $0.missingShare = 0.2
    }
    let customers = Self.generated(request).customers
    let blanks = try Self.numbers(customers, "orders").count(where: \.isNaN)
    guard case .levels(let codes, _) = try #require(customers.column(named: "channel")).values else { return }
    // Four standard errors of a share of 0.2 in 20,000 cells.
    #expect((Double(blanks) / 20_000 - 0.2).magnitude < 0.0114)
    #expect((Double(codes.count { $0 < 0 }) / 20_000 - 0.2).magnitude < 0.0114)
  }

  @Test("No cell is blank unless asked for")
  func noneMissing() throws {
    let customers = Self.generated(Self.request()).customers
    #expect(try Self.numbers(customers, "orders").allSatisfy { !$0.isNaN })
  }

  @Test("One customer of one archetype is a table too")
  func smallest() {
    let generated = Self.generated(
      Self.request {
        $0.rows = 1
        $0.features = 1
        $0.categories = 0
        $0.archetypes = 1
      })
    #expect(generated.customers.rowCount == 1)
  }
}
