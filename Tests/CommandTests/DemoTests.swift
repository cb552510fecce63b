import Foundation
import TestSupport
import Testing

/// An optimized program: that of an optimized build, or one that was named.
private enum OptimizedProgram {
  #if DEBUG
    static let isAtHand = ProcessInfo.processInfo.environment["ARCHETYPE_PROGRAM"] != nil
  #else
    static let isAtHand = true
  #endif
}

@Suite("The whole of archetype demo", .enabled(if: OptimizedProgram.isAtHand, "takes minutes without optimization"))
struct DemoScreenTests {

  /// The demonstration, run once for all tests, in a folder whose name needs quotes.
  struct Run {
    static let folder = "my shop"
    let work: Workplace
    let outcome: Program.Outcome

    init() throws {
      work = try Workplace()
      outcome = try Program.run(["demo", Self.folder], folder: work.folder.path)
    }

    /// The text of each step from its title on; what comes before the first step is in front.
    var parts: [String] {
      let titles = ["\n1. ", "\n2. ", "\n3. ", "\n4. ", "\nWhat next?"]
      var rest = Substring(outcome.standardOutput)
      var parts: [String] = []
      for title in titles {
        guard let place = rest.range(of: title) else { break }
        parts.append(String(rest[..<place.lowerBound]))
        rest = rest[place.lowerBound...]
      }
      return parts + [String(rest)]
    }

    /// The bytes of every file, by path.
    func files() throws -> [String: [UInt8]] {
      let names = try work.contents().filter { $0.value >= 0 }.map(\.key)
      return Dictionary(uniqueKeysWithValues: try names.map { ($0, try work.folder.bytes(of: $0)) })
    }
  }

  static let run = Result { try Run() }

  @Test("Makes a sample shop, and prints each command before its result")
  func screen() throws {
    let run = try Self.run.get()
    #expect(run.outcome.exitCode == 0, "\(run.outcome.standardError)")
    let parts = run.parts
    try #require(parts.count == 6)
    #expect(parts[0].contains("\n  customers.csv   what it knew of its 2,000 customers at the end of 2024\n"))
    for (part, command) in zip(parts[1...4], ["cluster", "journey", "simulate", "optimize"]) {
      let lines = part.split(separator: "\n", omittingEmptySubsequences: false)
      let place = try #require(lines.firstIndex { $0.hasPrefix("$ archetype \(command) 'my shop/") })
      #expect(lines[place - 1].isEmpty && lines[place + 1].isEmpty)
      #expect(lines[..<place].allSatisfy { $0.count <= 120 })
    }
    #expect(parts[1].contains("\n2,000 customers in 3 archetypes, natural: separate groups that come back"))
    #expect(parts[2].contains("\nArchetypes go through the journey differently"))
    #expect(parts[2].contains("moment of truth") && parts[2].contains("pain point"))
    let paying = parts[3].components(separatedBy: "\nFree delivery for archetype 1, over 360 days\n")
    try #require(paying.count == 2)
    #expect(paying[0].contains("Beyond its cost it loses ") && paying[1].contains("Beyond its cost it earns "))
    let spends = parts[4].split(separator: "\n").suffix(3).map { $0.split(separator: " ").filter { !$0.isEmpty } }
    #expect(spends.allSatisfy { cells in cells.contains { $0.hasSuffix("%") && $0 != "0.0%" } })
    #expect(parts[5].contains("\n  archetype inspect YOUR.csv "))
  }

  @Test("Says on standard error what was written, and leaves the next command to the next step")
  func closing() throws {
    let run = try Self.run.get()
    let lines = run.outcome.standardError.split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("wrote ") } == 4)
    #expect(!lines.contains { $0.hasPrefix("next: ") })
    #expect(
      try run.work.folder.names(in: Run.folder) == [
        "README.txt", "customers-cluster", "customers.csv", "events-journey", "events-optimize", "events-simulate",
        "events.csv", "levers.yaml", "scenarios.yaml",
      ])
    #expect(try run.work.folder.names() == [Run.folder])
  }

  @Test("Every command that is printed, run by a shell, prints the same result and writes the same bytes")
  func copied() throws {
    let run = try Self.run.get()
    let before = try run.files()
    for part in run.parts.dropFirst().dropLast() {
      let command = try #require(part.split(separator: "\n").first { $0.hasPrefix("$ archetype ") })
      let result = try #require(part.components(separatedBy: "\(command)\n\n").last)
      let line = "\"$ARCHETYPE\" \(command.dropFirst("$ archetype ".count)) --format table"
      let outcome = try Program.shell(line, folder: run.work.folder.path)
      #expect(outcome.exitCode == 0)
      #expect(outcome.standardOutput == result, "\(command)")
    }
    #expect(try run.files() == before)
  }
}

@Suite("archetype demo")
struct DemoTests {
  @Test("Its files give every command what the demonstration is about")
  func facts() throws {
    let work = try Workplace()
    try Self.makeFiles(in: work, "d")
    // Without resampling, which takes long in an unoptimized build.
    func result(_ line: String) throws -> String {
      try work.expectSuccess("\(line) --bootstrap 0 --format table").standardOutput
    }
    let archetypes = try result("cluster d/customers.csv -o d/c")
    #expect(archetypes.hasPrefix("2,000 customers in 3 archetypes, "))
    let journeys = try result(
      "journey d/events.csv --archetypes d/c/assignments.csv --conversion purchase --inactive-after 60d -o d/j")
    #expect(journeys.contains("\nArchetypes go through the journey differently"))
    let scenarios = try result("simulate d/j/model.json d/scenarios.yaml -o d/s").components(
      separatedBy: "over 360 days")
    try #require(scenarios.count == 3)
    #expect(scenarios[1].contains("Beyond its cost it loses ") && scenarios[2].contains("Beyond its cost it earns "))
    let budget = try result("optimize d/j/model.json d/levers.yaml --budget 6000 -o d/o")
    #expect(budget.hasPrefix("Spending 6,000 of 6,000 brings "))
  }

  /// Runs the demonstration until its files are there.
  @discardableResult
  private static func makeFiles(in work: Workplace, _ folder: String) throws -> Int32 {
    let running = try Program.start(["demo", folder], folder: work.folder.path)
    #expect(waitUntil { (try? work.folder.names(in: folder).contains("levers.yaml")) == true })
    running.send(signal: SIGINT)
    return try running.wait().exitCode
  }

  @Test("A folder with files of others is refused before anything is printed")
  func others() throws {
    let work = try Workplace(["notes.txt": "mine"])
    try work.expectFailure(
      "demo .", code: 73,
      """
      .: the folder holds files that 'archetype demo' did not write
      hint: name another folder, as in: archetype demo my-demo
      """)
  }

  @Test("A file where the folder should be, and a path that leads nowhere")
  func places() throws {
    let work = try Workplace(["taken": "mine"])
    let hint = "hint: name another folder, as in: archetype demo my-demo"
    try work.expectFailure("demo taken", code: 73, "taken: cannot be used as a folder: it is a file\n\(hint)")
    try work.expectFailure(
      "demo taken/below", code: 73, "taken/below: cannot write: a part of the path is not a folder\n\(hint)")
    try work.expectFailure(
      "demo -o /proc/shop", code: 73, "/proc/shop: cannot write: no folder can be made there\n\(hint)")
    try work.expectFailure("demo shop -o shop", code: 64, "error: the folder is named twice\nhint: leave out -o")
  }

  @Test("A disk without room for the files", .enabled(if: SmallDisk.isPossible, SmallDisk.why))
  func fullDisk() throws {
    let outcome = try SmallDisk.shell(
      "$ARCHETYPE demo disk/d; echo $? $(ls -A disk)", options: "size=64k", in: try Workplace())
    #expect(outcome.standardOutput == "73\n")
    #expect(outcome.standardError.hasSuffix("hint: name another folder, as in: archetype demo my-demo\n"))
    #expect(outcome.standardError.contains("cannot write: the disk is full"))
  }

  @Test("A reader that has gone ends it quietly; an interruption leaves no half of a file")
  func stopped() throws {
    let work = try Workplace()
    let outcome = try Program.shell(
      "{ { sleep 0.2; $ARCHETYPE demo d --quiet; echo $? >&3; } | true; } 3>code; cat code", folder: work.folder.path)
    #expect(outcome.standardOutput == "0\n")
    #expect(outcome.standardError.isEmpty)
    #expect(try Self.makeFiles(in: work, "e") == 130)
    #expect(
      try work.folder.names(in: "e") == ["README.txt", "customers.csv", "events.csv", "levers.yaml", "scenarios.yaml"])
  }
}
