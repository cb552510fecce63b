import TestSupport
import Testing

@Suite("Help")
struct HelpTests {
  @Test(
    "Every help screen is as agreed",
    arguments: [
      "generate events --help",
      "--help", "cluster --help", "assign --help", "journey --help", "simulate --help", "optimize --help",
      "inspect --help", "generate --help",
      "generate customers --help", "demo --help",
      "help archetypes", "help verdict", "help journeys", "help scenarios", "help files", "help formats", "help seeds",
      "help exit-codes",
    ])
  func screens(commandLine: String) throws {
    let words = commandLine.split(separator: " ").map(String.init)
    let outcome = try Program.run(words)
    #expect(outcome.exitCode == 0)
    #expect(outcome.standardError.isEmpty)
    let name = words.filter { !["--help", "help"].contains($0) }.joined(separator: "-")
    try expectFixture("help/\(name.isEmpty ? "archetype" : name).txt", outcome.standardOutput)
  }

  @Test(
    "A command with nothing to read shows its examples",
    arguments: ["", "cluster", "assign", "journey", "simulate", "optimize", "inspect", "generate"])
  func bareCommands(command: String) throws {
    let outcome = try Program.run(command.isEmpty ? [] : [command])
    #expect(outcome.exitCode == 0)
    #expect(outcome.standardError.isEmpty)
    try expectFixture("help/bare-\(command.isEmpty ? "archetype" : command).txt", outcome.standardOutput)
  }

  @Test(
    "help <command> is <command> --help",
    arguments: [
      [], ["cluster"], ["assign"], ["journey"], ["simulate"], ["optimize"], ["inspect"], ["generate"], ["demo"],
      ["generate", "customers"],
      ["generate", "events"],
    ])
  func helpEqualsFlag(path: [String]) throws {
    let word = try Program.run(["help"] + path)
    let flag = try Program.run(path + ["--help"])
    #expect(word.standardOutput == flag.standardOutput)
    #expect(word.exitCode == 0)
  }

  @Test("Help fits the width that COLUMNS tells", arguments: ["help verdict", "cluster --help"])
  func width(commandLine: String) throws {
    let words = commandLine.split(separator: " ").map(String.init)
    let narrow = try Program.run(words, environment: ["COLUMNS": "60"])
    let wide = try Program.run(words, environment: ["COLUMNS": "1000"])
    #expect(narrow.standardOutput.split(separator: "\n").count > wide.standardOutput.split(separator: "\n").count)
    #expect(wide.standardOutput.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test("Absurd widths do no harm", arguments: ["0", "1", "-5", "abc", "99999999999999999999"])
  func absurdWidth(columns: String) throws {
    #expect(try Program.run(["cluster", "--help"], environment: ["COLUMNS": columns]).exitCode == 0)
  }

  @Test("The version is one line")
  func version() throws {
    let outcome = try Program.run(["--version"])
    #expect(outcome.standardOutput == "archetype 0.1.0\n")
    #expect(outcome.exitCode == 0)
  }

  @Test("The first example of every command with an input names a file that is there")
  func examplesRun() throws {
    for command in ["cluster", "assign", "journey", "inspect"] {
      let text = try Program.run([command]).standardOutput
      let example = try #require(text.split(separator: "\n").first { $0.hasPrefix("  archetype") })
      let file = try #require(example.split(separator: " ").first { $0.hasPrefix("Datasets/") })
      #expect(Package.has(String(file)))
    }
  }
}
