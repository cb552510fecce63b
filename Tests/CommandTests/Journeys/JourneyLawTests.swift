import Foundation
import TestSupport
import Testing

@Suite("Laws of journeys")
struct JourneyLawTests {
  private static let folder = "log-journey"

  private func files(of place: Workplace, in folder: String = folder) throws -> [String: [UInt8]] {
    Dictionary(
      uniqueKeysWithValues: try place.folder.names(in: folder).map {
        ($0, try place.folder.bytes(of: "\(folder)/\($0)"))
      })
  }

  private func generated(_ place: Workplace, _ options: String = "--customers 400 --seed 5") throws {
    try place.expectSuccess("generate events \(options) -o .")
  }

  @Test("the same bytes on any number of threads")
  func threads() throws {
    let place = try Workplace()
    try generated(place)
    let found = try [1, 2, 7].map { threads in
      try place.expectSuccess(
        "journey events.csv --conversion purchase --archetypes archetypes.csv --bootstrap 50 --threads \(threads) "
          + "-o out\(threads)")
      return try files(of: place, in: "out\(threads)")
    }
    #expect(found[0] == found[1] && found[0] == found[2])
    #expect(
      found[0].keys.sorted() == [
        "attribution.csv", "chain.csv", "matrix.csv", "model.json", "orders.csv", "retention.csv", "stages.csv",
        "statistics.bin", "tests.csv", "touchpoints.csv", "transitions.csv",
      ])
  }

  @Test("the order of rows changes no table")
  func rowOrder() throws {
    let place = try Workplace()
    try generated(place)
    let lines = try place.folder.text(of: "events.csv").split(separator: "\n").map(String.init)
    // 7919 is a prime that does not divide the number of rows, so every row is taken once.
    let count = lines.count - 1
    let shuffled = (0..<count).map { lines[1 + $0 * 7919 % count] }
    #expect(Set(shuffled).count == Set(lines.dropFirst()).count)
    try place.folder.write(EventLogText.log(shuffled, header: lines[0]), to: "shuffled.csv")
    let options = "--conversion purchase --archetypes archetypes.csv --bootstrap 0 -o"
    try place.expectSuccess("journey events.csv \(options) a")
    try place.expectSuccess("journey shuffled.csv \(options) b")
    let (a, b) = (try files(of: place, in: "a"), try files(of: place, in: "b"))
    // Permutations draw customers in the order of their first rows.
    for name in a.keys where name.hasSuffix(".csv") && name != "tests.csv" { #expect(a[name] == b[name], "\(name)") }
  }

  @Test("customers with longer names are the same customers, with the same archetypes")
  func longNames() throws {
    let prefix = "a-customer-of-the-shop-in-the-year-2025-"
    let place = try Workplace()
    try generated(place, "--customers 1500 --seed 5")
    for file in ["events", "archetypes"] {
      let lines = try place.folder.text(of: "\(file).csv").split(separator: "\n")
      let renamed = [String(lines[0])] + lines.dropFirst().map { prefix + $0 }
      try place.folder.write(renamed.joined(separator: "\n") + "\n", to: "\(file)-renamed.csv")
    }
    // Several of the blocks in which a file is read.
    #expect(try place.folder.bytes(of: "events-renamed.csv").count > 2 << 18)
    let options = "--conversion purchase --bootstrap 0"
    try place.expectSuccess("journey events.csv --archetypes archetypes.csv \(options) -o a")
    let renamed = try place.expectSuccess(
      "journey events-renamed.csv --archetypes archetypes-renamed.csv \(options) -o b")
    #expect(!renamed.standardError.contains("have no archetype"), "\(renamed.standardError)")
    let (a, b) = (try files(of: place, in: "a"), try files(of: place, in: "b"))
    // Permutations draw customers in the order of their names' hashes.
    for name in a.keys where name.hasSuffix(".csv") && name != "tests.csv" { #expect(a[name] == b[name], "\(name)") }
  }

  @Test("paths with counts are compared like as many journeys")
  func countedPaths() throws {
    let place = try Workplace([
      "counted.csv": "path,conversions,nulls\nad > site,5,1\nmail > site,0,4\nmail,2,0\n",
      "single.csv": "path,conversions,nulls\n" + String(repeating: "ad > site,1,0\n", count: 5) + "ad > site,0,1\n"
        + String(repeating: "mail > site,0,1\n", count: 4) + String(repeating: "mail,1,0\n", count: 2),
    ])
    for table in ["orders", "tests"] {
      let counted = try place.expectSuccess("journey counted.csv --paths --no-output --format csv --table \(table)")
      let single = try place.expectSuccess("journey single.csv --paths --no-output --format csv --table \(table)")
      #expect(counted.standardOutput == single.standardOutput)
    }
  }

  @Test("without resampling, nothing is judged that only drawings can decide", arguments: [false, true])
  func untested(isLarge: Bool) throws {
    // So many steps that the drawings would be waited for.
    let (customers, contacts) = isLarge ? (8_000, 20) : (40, 20)
    var log = "customer_id,time,touchpoint\n"
    for customer in 0..<customers {
      for contact in 0..<contacts {
        let time = customer % 500 * 3_600 + contact * (40_000 + (customer * 7 + contact * contact) % 11 * 2_000)
        log +=
          "\(customer),\(1_700_000_000 + time),\(["ad", "site", "cart", "buy"][(customer + contact * contact) % 4])\n"
      }
    }
    let groups = (0..<customers).map { "\($0),\($0 % 2)\n" }.joined()
    let place = try Workplace(["log.csv": log, "groups.csv": "customer_id,archetype\n" + groups])
    let screen = try place.expectSuccess(
      "journey log.csv --conversion buy --archetypes groups.csv --bootstrap 0 --format table -o out")
    #expect(screen.standardOutput.contains("rchetypes go through") == !isLarge)
    let tests = try place.folder.text(of: "out/tests.csv").split(separator: "\n")
    for name in ["archetypes differ", "stable over time"] {
      let row = try #require(tests.first { $0.hasPrefix(name) })
      #expect(row.contains(" permutations of customers") == !isLarge)
      #expect(row.hasPrefix("\(name),,,,,") == isLarge && row.contains("not tested: in a log of this size") == isLarge)
    }
  }

  @Test("only models that can be projected are suggested for it")
  func nextCommand() throws {
    let place = try Workplace(["log.csv": EventLogText.small])
    let first = try place.expectSuccess("journey log.csv --conversion buy --bootstrap 0 -o first")
    #expect(first.standardError.contains("next: archetype simulate first/model.json --rank"))
    let second = try place.expectSuccess("journey log.csv --conversion buy --bootstrap 0 --order 2 -o second")
    #expect(!second.standardError.contains("next:"))
    let plain = try place.expectSuccess("journey log.csv -o plain")
    #expect(!plain.standardError.contains("next:") && plain.standardError.contains("\nwrote "))
  }

  @Test("standard input is read like a file")
  func standardInput() throws {
    let place = try Workplace(["log.csv": EventLogText.small])
    let file = try place.expectSuccess("journey log.csv --conversion buy --format csv")
    let stream = try place.expectSuccess(
      "journey - --conversion buy --format csv", input: Array(EventLogText.small.utf8))
    #expect(file.outputBytes == stream.outputBytes)
    let (ofFile, ofStream) = (try files(of: place), try files(of: place, in: "stdin-journey"))
    for name in ofFile.keys where name.hasSuffix(".csv") { #expect(ofFile[name] == ofStream[name], "\(name)") }
  }

  @Test("with every journey known to its end, the chain converts as many as converted", arguments: [1, 2, 3])
  func conversionIsExact(order: Int) throws {
    let place = try Workplace()
    try generated(place)
    let outcome = try place.expectSuccess(
      "journey events.csv --conversion purchase --end 2026-06-30 --inactive-after 30d --order \(order) --bootstrap 0 "
        + "--no-output --format json")
    let report = try JSONDocument(outcome)
    let cut = try report.object("journeys")
    #expect(try cut.number("dropped_exits") == 0 && cut.number("open") == 0)
    let rate = try report.rows("archetypes")[0].object("conversion_rate").number("value")
    #expect(abs(rate - (try cut.number("converted") / cut.number("journeys"))) < 1e-12)
  }

  @Test("logs of 60, 90 and 365 days tell the same conversion rate")
  func lengthOfLog() throws {
    for days in [60, 90, 365] {
      let place = try Workplace()
      try generated(place, "--customers 2500 --archetypes 1 --days \(days) --seed 8")
      let last = try (JSONDocument(place.folder.bytes(of: "truth.json")).object("window").text("last_day"))
      let truth = try JSONDocument(place.folder.bytes(of: "truth.json")).number("conversion_probability")
      let outcome = try place.expectSuccess(
        "journey events.csv --conversion purchase --end \(last) --inactive-after 30d --journeys first --no-output "
          + "--level 99.9 --bootstrap 100 --format json")
      let rate = try JSONDocument(outcome).rows("archetypes")[0].object("conversion_rate")
      let (low, high) = (try rate.number("low"), try rate.number("high"))
      #expect(low <= truth && truth <= high, "\(days) days: \(low) to \(high) for \(truth)")
      #expect(high - low < 0.25)
    }
  }

  @Test("no bootstrap, no intervals of it")
  func noBootstrap() throws {
    let place = try Workplace(["log.csv": EventLogText.small])
    let outcome = try place.expectSuccess(
      "journey log.csv \(EventLogText.whole) --bootstrap 0 --no-output --format json")
    let report = try JSONDocument(outcome)
    for row in try report.rows("touchpoints") {
      for name in ["drop_off_low", "drop_off_high", "removal_low", "removal_high", "score_low", "score_high"] {
        #expect(row.members[name] is NSNull, "\(name)")
      }
      #expect(row.members["labels"] is NSNull)
    }
    #expect(try report.rows("archetypes")[0].object("conversion_rate").members["low"] is NSNull)
    #expect(try report.rows("transitions").allSatisfy { try $0.number("low") <= $0.number("probability") })
  }

  @Test("a seed decides the intervals and nothing else")
  func seeds() throws {
    let place = try Workplace()
    try generated(place)
    let tables = try [1, 1, 2].map { seed in
      PrintedTable(
        try place.expectSuccess(
          "journey events.csv --conversion purchase --seed \(seed) --bootstrap 50 --no-output --format csv"
        ).standardOutput)
    }
    #expect(tables[0] == tables[1])
    #expect(tables[0]["removal_low"] != tables[2]["removal_low"])
    #expect(tables[0]["removal_effect"] == tables[2]["removal_effect"])
  }

  @Test("intervals of an archetype are as wide as its own customers make them")
  func pooledIntervals() throws {
    let place = try Workplace()
    try generated(place, "--customers 600 --seed 3")
    let command = "journey events.csv --conversion purchase --archetypes archetypes.csv --no-output --format json"
    func widths(_ options: String) throws -> [Double] {
      try JSONDocument(place.expectSuccess(command + options)).rows("archetypes").map { row in
        let rate = try row.object("conversion_rate")
        let (low, value, high) = (try rate.number("low"), try rate.number("value"), try rate.number("high"))
        #expect(low <= value && value <= high)
        return high - low
      }
    }
    let (pooled, own) = (try widths(""), try widths(" --no-pooling"))
    #expect(pooled[0] == own[0])
    #expect(zip(pooled, own).allSatisfy { $0 >= $1 - 1e-12 })
  }

  @Test("no interval of a file leaves out its estimate")
  func estimatesWithin() throws {
    let place = try Workplace()
    try generated(place, "--customers 150 --seed 5")
    try place.expectSuccess(
      "journey events.csv --conversion purchase --archetypes archetypes.csv --bootstrap 20 -o log-journey")
    for (name, value, limits) in [
      ("transitions", "probability", ""), ("stages", "probability", ""), ("retention", "retained", ""),
      ("touchpoints", "drop_off", "drop_off_"), ("touchpoints", "removal_effect", "removal_"),
    ] {
      let table = PrintedTable(try place.folder.text(of: "log-journey/\(name).csv"))
      let (low, high) = (table.numbers("\(limits)low"), table.numbers("\(limits)high"))
      #expect(low.contains { $0 > 0 })
      for (place, estimate) in table.numbers(value).enumerated() where !low[place].isNaN {
        #expect(low[place] <= estimate && estimate <= high[place], "\(name), row \(place + 1)")
      }
    }
  }
}
