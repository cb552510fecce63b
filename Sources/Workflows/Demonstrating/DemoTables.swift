import LinearAlgebra
import Tables

/// The two tables of the sample shop: what it knew of its customers, and every contact with them in the year after.
///
/// A customer's columns and contacts are drawn from the same archetype; the customers of both tables have the same names.
struct DemoTables: Sendable {
  static let seed: UInt64 = 42
  static let inactiveAfter = TimeSpan(60, .days)
  private static let days = 365
  private static let returningShare = 0.05
  /// Separates the draws of the columns from others under the same seed.
  private static let purpose: UInt64 = 0x6465_6D6F

  let customers: ResultTable
  let events: ResultTable
  /// The archetype of each customer, from 1, in the order of `customers`.
  let truth: [Int]

  init(workers: Workers) {
    let archetypes = DemoArchetype.ofShop
    var request = GenerateEventsRequest()
    request.customers = archetypes.reduce(0) { $0 + $1.customers }
    request.days = Self.days
    request.inactiveAfter = Self.inactiveAfter
    request.returningShare = Self.returningShare
    request.seed = Self.seed
    let population = EventPopulation(
      touchpoints: DemoTouchpoint.allCases.map(\.eventTouchpoint), sizes: archetypes.map(\.customers),
      behaviors: archetypes.map { $0.behavior(inactivity: request.inactivity) })
    let own = population.archetypesOfCustomers(seed: request.seed).map { Int($0) }
    events = GeneratedEvents(of: population, request, workers: workers).events
    customers = Self.customers(own.map { archetypes[$0].features })
    truth = own.map { $0 + 1 }
  }

  /// One row a customer, drawn from the columns of the customer's archetype.
  private static func customers(_ features: [[CustomerFeature]]) -> ResultTable {
    let rows = features.enumerated().map { customer, features in
      var stream = RandomStream(seed: seed, path: purpose, UInt64(customer))
      return features.map { $0.value(at: stream.normal()) }
    }
    let columns = features[0].enumerated().map { place, feature in
      ResultColumn(feature.name, .numbers(rows.map { $0[place] }, .decimals(feature.decimals)))
    }
    let names = ResultColumn("customer_id", .texts(DrawnArchetypes.identifiers(features.count)))
    return ResultTable(name: "customers", columns: [names] + columns)
  }
}
