import TestSupport
import Testing

@Suite("Terminal manners")
struct TerminalTests {
  static let escape = "\u{1B}["

  @Test(
    "Colors follow the flag, then NO_COLOR, then FORCE_COLOR, then the terminal",
    arguments: [
      ([:], "", false),
      (["FORCE_COLOR": "1"], "", true),
      (["FORCE_COLOR": "0"], "", false),
      (["FORCE_COLOR": ""], "", false),
      (["FORCE_COLOR": "1", "NO_COLOR": "1"], "", false),
      (["NO_COLOR": "1"], "--color always", true),
      (["FORCE_COLOR": "1"], "--color never", false),
      (["FORCE_COLOR": "1"], "--color=never", false),
    ] as [([String: String], String, Bool)])
  func colors(environment: [String: String], flags: String, expected: Bool) throws {
    let arguments = ["cluster", "t.csv", "-k", "0"] + flags.split(separator: " ").map(String.init)
    let outcome = try Program.run(arguments, environment: environment)
    #expect(outcome.standardError.contains(Self.escape) == expected)
    #expect(outcome.exitCode == 64)
  }

  @Test("Each stream decides for itself")
  func colorsPerStream() throws {
    // script(1) provides the terminal; standard error goes to a file.
    let folder = try TemporaryFolder()
    let line = "$ARCHETYPE cluster t.csv -k 0 2> '\(folder.path("errors"))'"
    _ = try Program.shell("script -qec \"\(line)\" /dev/null < /dev/null")
    #expect(try folder.text(of: "errors").hasPrefix("error: -k 0"))

    let both = try Program.shell("script -qec '$ARCHETYPE cluster t.csv -k 0' /dev/null < /dev/null")
    #expect(both.standardOutput.contains(Self.escape))
    let dumb = try Program.shell(
      "script -qec '$ARCHETYPE cluster t.csv -k 0' /dev/null < /dev/null", environment: ["TERM": "dumb"])
    #expect(!dumb.standardOutput.contains(Self.escape))
  }

  @Test("Short work shows no progress, on a terminal neither")
  func noProgress() throws {
    let folder = try TemporaryFolder()
    let outcome = try Program.shell(
      "script -qec '$ARCHETYPE generate customers --rows 10' /dev/null < /dev/null", folder: folder.path)
    #expect(!outcome.standardOutput.contains(Self.escape))
    #expect(outcome.standardOutput.hasPrefix("wrote 10 customers"))
  }

  @Test("ARCHETYPE_STAGES adds the seconds of each stage, for benchmarks")
  func stages() throws {
    let folder = try TemporaryFolder()
    let outcome = try Program.run(
      ["generate", "customers", "--quiet"], environment: ["ARCHETYPE_STAGES": "1"], folder: folder.path)
    let lines = outcome.standardError.split(separator: "\n").map { $0.split(separator: "\t") }
    #expect(lines.map { $0.last } == ["generating customers", "writing"])
    #expect(lines.allSatisfy { Double($0[0]).map { $0 >= 0 } == true })
  }

  @Test("A closed pipe ends quietly with 0")
  func closedPipe() throws {
    // The reader is gone before the program starts to write.
    let outcome = try Program.shell("{ sleep 0.2; $ARCHETYPE help verdict; echo $? >&2; } | true")
    #expect(outcome.standardError == "0\n")
  }

  @Test("A full disk is an error of the output")
  func fullDisk() throws {
    let outcome = try Program.shell("$ARCHETYPE help verdict > /dev/full")
    #expect(outcome.standardError == "standard output: cannot write: the disk is full\n")
    #expect(outcome.exitCode == 73)
  }

  @Test("A closed standard output is an error of the output")
  func closedOutput() throws {
    let outcome = try Program.shell("$ARCHETYPE help verdict >&-")
    #expect(outcome.standardError == "standard output: cannot write: it is not open for writing\n")
    #expect(outcome.exitCode == 73)
  }
}
