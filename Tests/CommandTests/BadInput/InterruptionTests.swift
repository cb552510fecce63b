import Glibc
import TestSupport
import Testing

@Suite("Interruptions while files are written")
struct InterruptionTests {
  private func workplace() throws -> Workplace {
    let rows = (0..<2000).map { "c\($0),\($0 * 7 % 89),\($0 % 2 * 500 + $0 % 31),\($0 * $0 % 13)" }
    let work = try Workplace(["t.csv": Sample.table("id,age,spend,visits", rows)])
    mkdir(work.folder.path("out"), 0o755)
    return work
  }

  private func interrupted(_ signal: CInt, _ line: [String], in work: Workplace) throws -> Int32 {
    let running = try Program.start(line, folder: work.folder.path)
    // The first temporary file shows that the writing has begun; the tests of stability go on for long after it.
    #expect(try waitUntil { try work.folder.names(in: "out").contains { $0.hasSuffix(".tmp") } })
    running.send(signal: signal)
    return try running.wait().exitCode
  }

  @Test("cluster exits 130, leaves no temporary file and the old files as they were", arguments: [SIGINT, SIGTERM])
  func cluster(signal: CInt) throws {
    let work = try workplace()
    try work.folder.write("old", to: "out/assignments.csv")
    try work.folder.write("mine", to: "out/notes.txt")
    let before = try work.contents()
    let line = ["cluster", "t.csv", "-k", "2", "--bootstrap", "10000", "-o", "out"]
    #expect(try interrupted(signal, line, in: work) == 130)
    #expect(try work.contents() == before)
    #expect(try work.folder.text(of: "out/assignments.csv") == "old")
  }

  @Test("A new folder goes as well")
  func newFolder() throws {
    let work = try Workplace(["t.csv": Sample.customers])
    let running = try Program.start(
      ["cluster", "t.csv", "-k", "2", "--bootstrap", "10000", "-o", "deep/er"], folder: work.folder.path)
    #expect(waitUntil { (try? work.folder.names(in: "deep/er").isEmpty) == false })
    running.send(signal: SIGINT)
    #expect(try running.wait().exitCode == 130)
    #expect(try work.contents().keys.sorted() == ["t.csv"])
  }

  @Test("An interruption before anything is written leaves nothing either")
  func early() throws {
    let work = try Workplace()
    let running = try Program.start(["cluster", "/dev/zero"], folder: work.folder.path)
    usleep(200_000)
    running.send(signal: SIGINT)
    let outcome = try running.wait()
    #expect(outcome.exitCode == 130 || outcome.exitCode == 2 || outcome.exitCode == 66)
    #expect(try work.contents().isEmpty)
  }
}
