import TestSupport
import Testing

@Suite("Full disks")
struct FullDiskTests {
  static let options = "-k 2 --bootstrap 0 --quiet"
  static let full = "cannot write: the disk is full\nhint: free some space, or choose another place with --output\n"

  @Test(
    "Standard output on a full disk", .enabled(if: SmallDisk.hasFullDevice, "needs /dev/full"),
    arguments: [
      "cluster t.csv -k 2 --bootstrap 0 --no-output", "inspect t.csv", "inspect t.csv --clean", "--help", "--version",
    ])
  func standardOutput(line: String) throws {
    let work = try Workplace(["t.csv": Sample.customers])
    let outcome = try Program.shell("$ARCHETYPE \(line) > /dev/full", folder: work.folder.path)
    #expect(outcome.exitCode == 73)
    #expect(outcome.standardError == "standard output: cannot write: the disk is full\n")
  }

  @Test(
    "Standard error on a full disk does not hide the exit code",
    .enabled(if: SmallDisk.hasFullDevice, "needs /dev/full"))
  func standardError() throws {
    let outcome = try Program.shell("$ARCHETYPE cluster nothere.csv 2> /dev/full")
    #expect(outcome.exitCode == 66)
  }

  @Test("A disk without room for the files", .enabled(if: SmallDisk.isPossible, SmallDisk.why))
  func files() throws {
    let rows = (0..<3000).map { "c\($0),\($0 % 89),\($0 % 2 * 500 + $0 % 31)" }
    let work = try Workplace(["t.csv": Sample.table("id,age,spend", rows)])
    let outcome = try SmallDisk.shell(
      "$ARCHETYPE cluster t.csv \(Self.options) -o disk/out; echo $? $(ls -A disk)", options: "size=64k", in: work)
    #expect(outcome.standardOutput == "73\n")
    #expect(outcome.standardError == "disk/out/assignments.csv: \(Self.full)")
  }

  @Test("Files of an earlier run stay whole", .enabled(if: SmallDisk.isPossible, SmallDisk.why))
  func earlierFiles() throws {
    let rows = (0..<3000).map { "c\($0),\($0 % 89),\($0 % 2 * 500 + $0 % 31)" }
    let work = try Workplace(["t.csv": Sample.table("id,age,spend", rows)])
    let outcome = try SmallDisk.shell(
      "mkdir disk/out; echo old > disk/out/assignments.csv; $ARCHETYPE cluster t.csv \(Self.options) -o disk/out; "
        + "echo $? $(ls -A disk/out) $(cat disk/out/assignments.csv)",
      options: "size=64k", in: work)
    #expect(outcome.standardOutput == "73 assignments.csv old\n")
    #expect(outcome.standardError == "disk/out/assignments.csv: \(Self.full)")
  }

  @Test("A workbook without room", .enabled(if: SmallDisk.isPossible, SmallDisk.why))
  func workbook() throws {
    let rows = (0..<3000).map { "c\($0),\($0 % 89),\($0 % 2 * 500 + $0 % 31)" }
    let work = try Workplace(["t.csv": Sample.table("id,age,spend", rows)])
    let outcome = try SmallDisk.shell(
      "$ARCHETYPE cluster t.csv \(Self.options) -o disk/r.xlsx; echo $? $(ls -A disk)", options: "size=16k", in: work)
    #expect(outcome.standardOutput == "73\n")
    #expect(outcome.standardError == "disk/r.xlsx: \(Self.full)")
  }

  @Test("A limit on the size of files")
  func fileSize() throws {
    let rows = (0..<3000).map { "c\($0),\($0 % 89),\($0 % 2 * 500 + $0 % 31)" }
    let work = try Workplace(["t.csv": Sample.table("id,age,spend", rows)])
    let outcome = try Program.shell(
      "ulimit -f 4; $ARCHETYPE cluster t.csv \(Self.options) -o out", folder: work.folder.path)
    #expect(outcome.exitCode == 73)
    #expect(outcome.standardError.hasPrefix("out/assignments.csv: cannot write: the file would be larger than allowed"))
    #expect(try work.contents().keys.sorted() == ["t.csv"])
  }
}
