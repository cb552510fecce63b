import LinearAlgebra
import Tables

/// A synthetic event log and who is of which archetype, as two tables.
///
/// `events` has a row a contact, in the order of time; `archetypes` a row a customer.
struct GeneratedEvents: Sendable {
  let population: EventPopulation
  let events: ResultTable
  let archetypes: ResultTable

  /// All contacts are held in memory, at this many bytes each, while the log is put in order and written.
  static let bytesPerContact = 64.0
  static let largestContactCount = 250_000_000.0

  /// 2025-01-01T00:00:00Z, in seconds since 1970.
  static let windowStart = 1_735_689_600.0

  private static let customersPerBlock = 4096

  /// Draws the contacts; the same for any number of workers.
  ///
  /// - Parameter report: Called with the share done.
  init(_ request: GenerateEventsRequest, workers: Workers, report: (@Sendable (Double) -> Void)? = nil) {
    self.init(of: EventPopulation(request), request, workers: workers, report: report)
  }

  /// Draws the contacts of a population.
  ///
  /// Of the request only the window, the inactivity window, the share of customers who come back and the seed count.
  init(
    of population: EventPopulation, _ request: GenerateEventsRequest, workers: Workers,
    report: (@Sendable (Double) -> Void)? = nil
  ) {
    let purchase = population.purchase
    let lives = population.behaviors.map { CustomerLife($0, purchase: purchase, request: request) }
    let ownArchetypes = population.archetypesOfCustomers(seed: request.seed)
    let blocks = Workers.blocks(of: ownArchetypes.count, size: Self.customersPerBlock)
    let parts = workers.map(pieces: blocks.count) { piece in
      var contacts: [GeneratedContact] = []
      contacts.reserveCapacity(8 * blocks[piece].count)
      for customer in blocks[piece] {
        var stream = RandomStream(
          seed: request.seed, path: EventPopulation.Purpose.customers.rawValue, UInt64(customer))
        lives[Int(ownArchetypes[customer])].append(customer: customer, stream: &stream, to: &contacts)
      }
      report?(Double(piece + 1) / Double(blocks.count))
      return contacts
    }
    let ordered = ContactOrder.merged(parts, seconds: request.windowLength, workers: workers)
    let ids = DrawnArchetypes.identifiers(ownArchetypes.count)
    self.population = population
    events = Self.table(of: ordered, touchpoints: population.touchpoints, ids: ids)
    archetypes = ResultTable(
      name: "archetypes",
      columns: [
        ResultColumn("customer", .texts(ids)),
        ResultColumn("archetype", .integers(ownArchetypes.map { Int($0) + 1 })),
      ])
  }

  /// How many contacts to expect: those before a silence, as often as customers come back before the window ends.
  ///
  /// Too many rather than too few, since it leaves out that the window cuts journeys off.
  static func expectedContacts(_ request: GenerateEventsRequest) -> Double {
    let population = EventPopulation(request)
    let returns = min(
      1 / (1 - request.returningShare), 1 + Double(request.windowLength) / Double(request.inactivity))
    return zip(population.behaviors, population.drawn.sizes)
      .map { $0.meanContactsUntilSilence * Double($1) * returns }.reduce(0, +)
  }

  private static func table(
    of contacts: [GeneratedContact], touchpoints: [EventTouchpoint], ids: [String]
  ) -> ResultTable {
    // Stage and channel are levels of the touchpoint, so the three columns share their codes.
    let codes = contacts.map { Int32($0.touchpoint) }
    let costs = touchpoints.map { $0.cost ?? .nan }
    return ResultTable(
      name: "events",
      columns: [
        ResultColumn("customer", .levels(codes: contacts.map { Int32($0.customer) }, levels: ids)),
        ResultColumn("time", .dates(contacts.map { windowStart + Double($0.second) }, .utcTime)),
        ResultColumn("touchpoint", .levels(codes: codes, levels: touchpoints.map(\.name))),
        ResultColumn("stage", .levels(codes: codes, levels: touchpoints.map(\.stage.rawValue))),
        ResultColumn("channel", .levels(codes: codes, levels: touchpoints.map(\.channel))),
        ResultColumn("value", .numbers(contacts.map { $0.cents < 0 ? .nan : Double($0.cents) / 100 }, .decimals(2))),
        ResultColumn("cost", .numbers(contacts.map { costs[Int($0.touchpoint)] }, .decimals(2))),
        ResultColumn("score", .numbers(contacts.map { $0.score == 0 ? .nan : Double($0.score) }, .decimals(0))),
      ])
  }
}
