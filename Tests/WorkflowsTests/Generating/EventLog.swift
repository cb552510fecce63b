import Tables
import Testing

@testable import Workflows

/// A generated log as its readers see it: for every customer the contacts in the order of the rows.
struct EventLog: Sendable {
  struct Contact: Sendable, Equatable {
    let second: Int
    let touchpoint: Int
    /// NaN where none is written.
    let value: Double
    let score: Double
  }

  let names: [String]
  let customers: [[Contact]]
  /// From 1.
  let archetypes: [Int]
  /// Seconds of all rows, in their order.
  let seconds: [Int]

  init(_ generated: GeneratedEvents) throws {
    let table = generated.events
    let (owners, ids) = try Self.levels(table, "customer")
    let (touchpoints, names) = try Self.levels(table, "touchpoint")
    guard case .dates(let times, .utcTime) = try #require(table.column(named: "time")).values,
      case .numbers(let values, _) = try #require(table.column(named: "value")).values,
      case .numbers(let scores, _) = try #require(table.column(named: "score")).values,
      case .integers(let archetypes) = try #require(generated.archetypes.column(named: "archetype")).values
    else { throw UnexpectedColumns() }
    self.names = names
    self.archetypes = archetypes
    seconds = times.map { Int($0 - GeneratedEvents.windowStart) }
    var customers = ids.map { _ in [Contact]() }
    for row in 0..<table.rowCount {
      customers[Int(owners[row])].append(
        Contact(
          second: seconds[row], touchpoint: Int(touchpoints[row]), value: values[row], score: scores[row]))
    }
    self.customers = customers
  }

  struct UnexpectedColumns: Error {}

  static func levels(_ table: ResultTable, _ name: String) throws -> (codes: [Int32], levels: [String]) {
    guard case .levels(let codes, let levels) = try #require(table.column(named: name)).values else {
      throw UnexpectedColumns()
    }
    return (codes, levels)
  }

  /// What follows every contact whose following can be seen in full: the next within W, or nil for silence.
  ///
  /// A contact of the last W is left out, because a continuation of it can be seen and a loss can not.
  func transitions(
    of archetype: Int, inactivity: Int, end: Int
  ) -> [(from: Contact, to: Contact?)] {
    var transitions: [(from: Contact, to: Contact?)] = []
    for (customer, contacts) in customers.enumerated() where archetypes[customer] == archetype {
      for (position, contact) in contacts.enumerated() where contact.second <= end - inactivity {
        let following = position + 1 < contacts.count ? contacts[position + 1] : nil
        let isWithin = following.map { $0.second - contact.second <= inactivity } ?? false
        transitions.append((contact, isWithin ? following : nil))
      }
    }
    return transitions
  }
}
