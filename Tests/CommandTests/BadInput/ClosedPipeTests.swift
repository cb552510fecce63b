import TestSupport
import Testing

@Suite("Pipes whose reader has gone")
struct ClosedPipeTests {
  /// Runs a pipeline and gives the exit code of the program at its head.
  private func headCode(_ pipeline: String, in work: Workplace) throws -> (code: String, outcome: Program.Outcome) {
    let outcome = try Program.shell("{ \(pipeline) } 3>code; cat code >&2", folder: work.folder.path)
    return (outcome.standardError, outcome)
  }

  @Test("The first line is enough for head, and for the program")
  func head() throws {
    let rows = (0..<20_000).map { "c\($0),\($0 % 89),\($0 % 2 * 500 + $0 % 31)" }
    let work = try Workplace(["t.csv": Sample.table("id,age,spend", rows)])
    let line = "$ARCHETYPE cluster t.csv -k 2 --bootstrap 0 --no-output --quiet --table assignments --format csv"
    let (code, outcome) = try headCode("{ \(line); echo $? >&3; } | head -1;", in: work)
    #expect(outcome.standardOutput == "id,archetype,name,distance,confidence,unusual\n")
    #expect(code == "0\n")
  }

  @Test(
    "A reader that never reads",
    arguments: ["cluster t.csv -k 2 --bootstrap 0 --no-output --quiet", "inspect t.csv --clean", "--help"])
  func nobody(line: String) throws {
    let work = try Workplace(["t.csv": Sample.customers])
    let (code, outcome) = try headCode("{ sleep 0.2; $ARCHETYPE \(line); echo $? >&3; } | true;", in: work)
    #expect(code == "0\n")
    #expect(outcome.standardOutput.isEmpty)
  }

  @Test("Files are written even where nobody reads the result")
  func files() throws {
    let work = try Workplace(["t.csv": Sample.customers])
    let (code, _) = try headCode(
      "{ sleep 0.2; $ARCHETYPE cluster t.csv -k 2 --bootstrap 0 -o out --quiet; echo $? >&3; } | true;", in: work)
    #expect(code == "0\n")
    #expect(try work.folder.names(in: "out").count == 6)
  }
}
