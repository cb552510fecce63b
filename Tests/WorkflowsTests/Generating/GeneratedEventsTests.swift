import Glibc
import LinearAlgebra
import Tables
import Testing

@testable import Workflows

@Suite("Generated events")
struct GeneratedEventsTests {
  static func request(_ change: (inout GenerateEventsRequest) -> Void = { _ in }) -> GenerateEventsRequest {
    var request = GenerateEventsRequest()
    change(&request)
    return request
  }

  static func generated(_ request: GenerateEventsRequest, threads: Int = 2) -> GeneratedEvents {
    GeneratedEvents(request, workers: Workers(count: threads))
  }

  /// A log that the laws below are checked on, large enough to tell shares to two decimals.
  struct Large: Sendable {
    let request: GenerateEventsRequest
    let generated: GeneratedEvents
    let log: EventLog
    var inactivity: Int { request.inactivity }
    var end: Int { request.windowLength }

    init() throws {
      request = GeneratedEventsTests.request {
        $0.customers = 20_000
        $0.returningShare = 0.3
        $0.dwellLaw = .gamma
        $0.inactiveAfter = TimeSpan(20, .days)
      }
      generated = GeneratedEventsTests.generated(request)
      log = try EventLog(generated)
    }
  }

  static let large = Result { try Large() }

  /// Standard errors that an estimate may be off: one in a million is farther away.
  static let standardErrors = 5.0

  @Test("The columns are those that an event log is known by")
  func columns() {
    let generated = Self.generated(Self.request { $0.customers = 10 })
    let names = generated.events.columns.map(\.name)
    #expect(names == ["customer", "time", "touchpoint", "stage", "channel", "value", "cost", "score"])
    let roles = EventColumnNames.roles(of: names)
    #expect(roles.map { $0?.rawValue } == names)
    #expect(EventColumnNames.isEventLog(roles))
    #expect(generated.archetypes.columns.map(\.name) == ["customer", "archetype"])
    #expect(generated.archetypes.rowCount == 10)
  }

  @Test("Same seed, same bytes, on any number of threads")
  func deterministic() {
    let request = Self.request { $0.customers = 10_000 }
    let writer = CSVWriter()
    let first = Self.generated(request, threads: 1)
    for threads in [2, 7] {
      let other = Self.generated(request, threads: threads)
      #expect(writer.bytes(of: first.events) == writer.bytes(of: other.events))
      #expect(writer.bytes(of: first.archetypes) == writer.bytes(of: other.archetypes))
    }
  }

  @Test("Another seed gives another log and another truth")
  func seeds() {
    let first = Self.generated(Self.request { $0.customers = 100 })
    let second = Self.generated(
      Self.request {
        $0.customers = 100
        $0.seed = 43
      })
    #expect(CSVWriter().bytes(of: first.events) != CSVWriter().bytes(of: second.events))
    #expect(first.population.behaviors[0].next != second.population.behaviors[0].next)
  }

  @Test("Rows are in the order of time, all inside the window, and every customer has one")
  func order() throws {
    let large = try Self.large.get()
    #expect(zip(large.log.seconds, large.log.seconds.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(large.log.seconds.allSatisfy { (0..<large.end).contains($0) })
    #expect(large.log.customers.allSatisfy { !$0.isEmpty })
  }

  @Test("A customer never has two contacts at once, and only journeys begin after a silence")
  func gaps() throws {
    let large = try Self.large.get()
    let touchpoints = large.generated.population.touchpoints
    var silences = 0
    for contacts in large.log.customers {
      #expect(touchpoints[contacts[0].touchpoint].stage.isBeforePurchase)
      for (contact, following) in zip(contacts, contacts.dropFirst()) {
        let gap = following.second - contact.second
        #expect(gap > 0 && gap != large.inactivity)
        guard gap > large.inactivity else { continue }
        silences += 1
        #expect(touchpoints[following.touchpoint].stage.isBeforePurchase)
      }
    }
    #expect(silences > 1000)
  }

  @Test("What is seen to follow each touchpoint converges to the truth, losses included")
  func transitionShares() throws {
    let large = try Self.large.get()
    for (archetype, behavior) in large.generated.population.behaviors.enumerated() {
      let silence = behavior.next.count
      var counts = behavior.next.map { row in row.map { _ in 0.0 } }
      for (from, to) in large.log.transitions(of: archetype + 1, inactivity: large.inactivity, end: large.end) {
        counts[from.touchpoint][to?.touchpoint ?? silence] += 1
      }
      for (row, truth) in zip(counts, behavior.next) {
        let total = row.reduce(0, +)
        #expect(total > 100)
        for (count, share) in zip(row, truth) {
          if share == 0 { #expect(count == 0) }
          // A third of a count more, because rare cells are Poisson and not normal.
          let tolerance = Self.standardErrors * (share * (1 - share) / total).squareRoot() + 3 / total
          #expect((count / total - share).magnitude < tolerance, "\(count) of \(total) instead of \(share)")
        }
      }
    }
  }

  @Test("First contacts converge to the start of the truth, and to a uniform time")
  func starts() throws {
    let large = try Self.large.get()
    for (archetype, behavior) in large.generated.population.behaviors.enumerated() {
      let own = zip(large.log.archetypes, large.log.customers).filter { $0.0 == archetype + 1 }.map(\.1[0])
      for (touchpoint, share) in behavior.start.enumerated() {
        let seen = Double(own.count { $0.touchpoint == touchpoint }) / Double(own.count)
        #expect((seen - share).magnitude <= tolerance(share, own.count))
      }
    }
    let early = large.log.customers.count { $0[0].second < large.end / 4 }
    #expect((Double(early) / 20_000 - 0.25).magnitude < tolerance(0.25, 20_000))
  }

  @Test("The share of journeys that convert, of those seen in full, is the probability of the truth")
  func conversion() throws {
    let large = try Self.large.get()
    let purchase = large.generated.population.purchase
    // In 60 days nearly every journey has ended; one that has not counts as open.
    let lastStart = large.end - 60 * 86_400 - large.inactivity
    for (archetype, behavior) in large.generated.population.behaviors.enumerated() {
      var (converted, journeys) = (0, 0)
      for (customer, contacts) in large.log.customers.enumerated()
      where large.log.archetypes[customer] == archetype + 1 && contacts[0].second < lastStart {
        var last = contacts[0]
        for contact in contacts.dropFirst() where last.touchpoint != purchase {
          if contact.second - last.second > large.inactivity { break }
          last = contact
        }
        journeys += 1
        converted += last.touchpoint == purchase ? 1 : 0
      }
      let truth = behavior.conversionProbability(purchase: purchase)
      #expect((Double(converted) / Double(journeys) - truth).magnitude < tolerance(truth, journeys))
    }
  }

  @Test("Silence after each score is as rare as the truth says, and rarer after higher scores")
  func scores() throws {
    let large = try Self.large.get()
    for (archetype, behavior) in large.generated.population.behaviors.enumerated() {
      let transitions = large.log.transitions(of: archetype + 1, inactivity: large.inactivity, end: large.end)
      for touchpoint in behavior.next.indices {
        let own = transitions.filter { $0.from.touchpoint == touchpoint }
        let losses = behavior.lossByScore(touchpoint)
        #expect(losses == losses.sorted(by: >))
        #expect(own.allSatisfy { $0.from.score.isNaN == losses.isEmpty })
        for (index, loss) in losses.enumerated() {
          let scored = own.filter { $0.from.score == Double(index + 1) }
          let share = behavior.scores[touchpoint][index]
          #expect((Double(scored.count) / Double(own.count) - share).magnitude < tolerance(share, own.count))
          guard scored.count > 100 else { continue }
          let lost = Double(scored.count { $0.to == nil }) / Double(scored.count)
          #expect((lost - loss).magnitude < tolerance(loss, scored.count))
        }
      }
    }
  }

  @Test("Dwell times have the means of the truth, and values its median and spread, on purchases only")
  func amounts() throws {
    let large = try Self.large.get()
    let purchase = large.generated.population.purchase
    for (archetype, behavior) in large.generated.population.behaviors.enumerated() {
      let transitions = large.log.transitions(of: archetype + 1, inactivity: large.inactivity, end: large.end)
      for (touchpoint, dwell) in behavior.dwellTimes.enumerated() {
        let gaps = transitions.filter { $0.from.touchpoint == touchpoint }
          .compactMap { from, to in to.map { Double($0.second - from.second) } }
        // A gamma law of shape 2 has a standard deviation of its mean / √2, a little less when cut.
        let error = dwell.mean / (2 * Double(gaps.count)).squareRoot()
        #expect((gaps.reduce(0, +) / Double(gaps.count) - dwell.mean).magnitude < Self.standardErrors * error)
      }
      let own = zip(large.log.archetypes, large.log.customers).filter { $0.0 == archetype + 1 }.flatMap(\.1)
      #expect(own.allSatisfy { $0.value.isNaN == ($0.touchpoint != purchase) })
      let logarithms = own.filter { $0.touchpoint == purchase }.map { log($0.value) }
      let mean = logarithms.reduce(0, +) / Double(logarithms.count)
      let error = behavior.valueSpread / Double(logarithms.count).squareRoot()
      #expect((mean - log(behavior.medianValue)).magnitude < Self.standardErrors * error)
    }
  }

  @Test("As many silent customers come back as was asked for")
  func returning() throws {
    let request = Self.request {
      $0.customers = 10_000
      $0.days = 360
      $0.inactiveAfter = TimeSpan(10, .days)
      $0.returningShare = 0.4
    }
    let log = try EventLog(Self.generated(request))
    let (inactivity, end) = (10 * 86_400, 360 * 86_400)
    // Of those who come back nearly all do within 11 times W: all but e^-10.
    let first = log.customers.compactMap { contacts -> Bool? in
      let gap = zip(contacts, contacts.dropFirst()).first { $1.second - $0.second > inactivity }
      let last = gap?.0 ?? contacts[contacts.count - 1]
      return last.second < end - 11 * inactivity ? gap != nil : nil
    }
    #expect(first.count > 5000)
    let share = Double(first.count { $0 }) / Double(first.count)
    #expect((share - 0.4).magnitude < tolerance(0.4, first.count))
  }

  @Test("Everybody comes back where all should, until the window ends")
  func allReturning() throws {
    let share = try GenerateEventsRequest.returningShare(parsing: "100%")
    let log = try EventLog(
      Self.generated(
        Self.request {
          $0.customers = 500
          $0.days = 3650
          $0.returningShare = share
        }))
    // One silence in e^39 lasts 40 times W.
    let end = (3650 - 40 * 30) * 86_400
    #expect(log.customers.allSatisfy { $0[$0.count - 1].second > end })
  }

  @Test("Nobody comes back where nobody should")
  func notReturning() throws {
    let log = try EventLog(
      Self.generated(
        Self.request {
          $0.customers = 2000
          $0.returningShare = 0
        }))
    for contacts in log.customers {
      #expect(zip(contacts, contacts.dropFirst()).allSatisfy { $1.second - $0.second < 30 * 86_400 })
    }
  }

  @Test("One customer, two touchpoints and two days are a log too")
  func smallest() throws {
    let log = try EventLog(
      Self.generated(
        Self.request {
          $0.customers = 1
          $0.archetypes = 1
          $0.touchpoints = 2
          $0.stages = ["decision", "purchase"]
          $0.days = 2
          $0.inactiveAfter = TimeSpan(1, .days)
        }))
    #expect(log.names == ["checkout", "purchase"])
    #expect(log.customers.count == 1)
    #expect(log.customers[0][0].touchpoint == 0)
  }

  @Test("As many contacts as expected are the most there can be, up to chance")
  func expectedContacts() throws {
    let large = try Self.large.get()
    let expected = GeneratedEvents.expectedContacts(large.request)
    let seen = Double(large.log.seconds.count)
    // The window cuts off, so fewer are seen, but it is the right order of magnitude.
    #expect(seen < expected)
    #expect(seen > 0.5 * expected)
  }

  /// What a share may be off by chance in so many cases.
  private func tolerance(_ share: Double, _ count: Int) -> Double {
    Self.standardErrors * (share * (1 - share) / Double(count)).squareRoot() + 3 / Double(count)
  }
}
