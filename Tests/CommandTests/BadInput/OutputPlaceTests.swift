import Foundation
import TestSupport
import Testing

@Suite("Places that cannot be written")
struct OutputPlaceTests {
  static let cluster = "cluster t.csv -k 2 --bootstrap 0"
  static let hint = "hint: choose another place with --output"

  @Test("A file where a folder should be")
  func file() throws {
    let work = try Workplace(["t.csv": Sample.customers, "taken": "mine"])
    try work.expectFailure(
      "\(Self.cluster) -o taken", code: 73, "taken: cannot be used as a folder: it is a file\n\(Self.hint)")
    #expect(try work.folder.text(of: "taken") == "mine")
  }

  @Test("The input itself")
  func input() throws {
    let work = try Workplace(["t.csv": Sample.customers, "table": Sample.customers])
    try work.expectFailure(
      "cluster table -k 2 --bootstrap 0 -o table", code: 73,
      "table: cannot be used as a folder: it is a file\n\(Self.hint)")
    try work.expectFailure(
      "\(Self.cluster) -o t.csv", code: 64,
      "error: --output 't.csv' would be a folder: there are several files to write\n"
        + "hint: use -o t for a folder, -o t.xlsx for a workbook, --format csv > t.csv for the main table alone")
  }

  @Test("A folder where a file should be")
  func folder() throws {
    let work = try Workplace(["t.csv": Sample.customers])
    try FileManager.default.createDirectory(
      atPath: work.folder.path("out/profile.csv"), withIntermediateDirectories: true)
    try work.expectFailure(
      "\(Self.cluster) -o out", code: 73, "out/profile.csv: cannot write: a folder of this name is there\n\(Self.hint)")
  }

  @Test("A folder of the system that takes no files", .enabled(if: FileManager.default.fileExists(atPath: "/proc")))
  func proc() throws {
    try Workplace(["t.csv": Sample.customers]).expectFailure(
      "\(Self.cluster) -o /proc/archetype", code: 73,
      "/proc/archetype: cannot write: no folder can be made there\n\(Self.hint)")
  }

  @Test("A workbook in a folder that is not there makes it, as for files in a folder")
  func workbook() throws {
    let work = try Workplace(["t.csv": Sample.customers])
    try work.expectSuccess("\(Self.cluster) -o new/one/r.xlsx")
    #expect(try work.folder.names(in: "new/one") == ["r.model.json", "r.xlsx"])
    try work.expectSuccess("assign new/one/r.model.json t.csv -o new/two/r.xlsx")
    #expect(try work.folder.names(in: "new/two") == ["r.xlsx"])
    try work.expectFailure(
      "\(Self.cluster) -o t.csv/r.xlsx", code: 73,
      "t.csv: cannot be used as a folder: it is a file\n\(Self.hint)")
  }

  @Test("A workbook where the library that writes it cannot be loaded")
  func workbookLibrary() throws {
    // Empty, under every name that the library has had or may have.
    let names = (1...9).map { "libxlsxwriter.so.\($0)" }
    let work = try Workplace(Dictionary(uniqueKeysWithValues: names.map { ($0, "") } + [("t.csv", Sample.customers)]))
    let before = try work.contents()
    let outcome = try work.run("\(Self.cluster) -o r.xlsx", environment: ["LD_LIBRARY_PATH": "."])
    #expect(outcome.exitCode == 73)
    #expect(outcome.outputBytes.isEmpty)
    #expect(try work.contents() == before)
    #expect(outcome.standardError.hasPrefix("r.xlsx: cannot write a workbook: ./libxlsxwriter.so."))
    #expect(outcome.standardError.hasSuffix("or give --output a folder to get CSV files\n"))
    try work.expectSuccess("\(Self.cluster) -o out", environment: ["LD_LIBRARY_PATH": "."])
  }

  @Test("The folder of another command")
  func otherModel() throws {
    let work = try Workplace(["t.csv": Sample.customers])
    _ = try work.run("\(Self.cluster) -o mine")
    try work.folder.write("{\n  \"schema\" : \"archetype/journey-model/1\"\n}\n", to: "mine/model.json")
    let before = try work.contents()
    let outcome = try work.run("\(Self.cluster) -o mine")
    #expect(outcome.exitCode == 73)
    #expect(
      outcome.standardError.contains("model.json: a result of archetype journey, which archetype cluster would replace")
    )
    #expect(try work.contents() == before)
  }

  @Test(
    "A folder that may not be written, by default and for a workbook",
    .enabled(if: geteuid() != 0, "permissions do not bind the superuser"), arguments: ["", "-o r.xlsx"])
  func readOnly(option: String) throws {
    let work = try Workplace(["t.csv": Sample.customers])
    chmod(work.folder.path, 0o555)
    defer { chmod(work.folder.path, 0o755) }
    let outcome = try work.run("\(Self.cluster) \(option)")
    #expect(outcome.exitCode == 73)
    #expect(outcome.standardError.hasSuffix(": cannot write: permission denied\n\(Self.hint)\n"))
    #expect(try work.contents().keys.sorted() == ["t.csv"])
  }

  @Test(
    "A file that may not be written stays",
    .enabled(if: geteuid() != 0, "permissions do not bind the superuser"))
  func readOnlyFile() throws {
    let work = try Workplace(["t.csv": Sample.customers])
    try work.expectSuccess("\(Self.cluster) -o out")
    chmod(work.folder.path("out/model.json"), 0o444)
    try work.expectFailure(
      "\(Self.cluster) -o out", code: 73, "out/model.json: cannot write: permission denied\n\(Self.hint)")
  }

  @Test("A disk on which nothing can be written", .enabled(if: SmallDisk.isPossible, SmallDisk.why))
  func readOnlyDisk() throws {
    let work = try Workplace(["t.csv": Sample.customers])
    let outcome = try SmallDisk.shell(
      "$ARCHETYPE \(Self.cluster) -o disk/out; echo $? $(ls -A disk)", options: "ro", in: work)
    #expect(outcome.standardOutput == "73\n")
    #expect(outcome.standardError == "disk/out: cannot write: the disk is read-only\n\(Self.hint)\n")
  }

  @Test(
    "Inputs are never overwritten: an input called like an output", arguments: ["-o out", "-o out/", "-o ./out/../out"])
  func overwritten(option: String) throws {
    let work = try Workplace(["t.csv": Sample.customers])
    try FileManager.default.createDirectory(atPath: work.folder.path("out"), withIntermediateDirectories: true)
    try work.folder.write(Sample.customers, to: "out/assignments.csv")
    let before = try work.contents()
    let outcome = try work.run("cluster out/assignments.csv -k 2 --bootstrap 0 \(option)")
    #expect(outcome.exitCode == 73)
    #expect(outcome.standardError.contains("assignments.csv: would overwrite the input 'out/assignments.csv'\n"))
    #expect(
      outcome.standardError.hasSuffix("hint: inputs are never overwritten: choose another name with --output\n"))
    #expect(try work.contents() == before)
    #expect(try work.folder.text(of: "out/assignments.csv") == Sample.customers)
  }

  @Test("Nor are the statistics of a model, whatever they are called")
  func overwrittenStatistics() throws {
    let work = try SavedJourney.events(["l.yaml": ScenarioText.levers])
    let statistics = try work.folder.bytes(of: "m/statistics.bin")
    for (command, name) in [
      ("simulate m/model.json --recover page=10%", "changes"),
      ("optimize m/model.json l.yaml --budget 100", "allocation"),
    ] {
      let path = "\(name)/\(name).csv"
      try FileManager.default.createDirectory(atPath: work.folder.path(name), withIntermediateDirectories: true)
      try work.folder.write(statistics, to: path)
      let outcome = try work.run("\(command) --statistics \(path) --bootstrap 5 -o \(name) --quiet")
      #expect(outcome.exitCode == 73)
      #expect(outcome.standardError.hasPrefix("\(path): would overwrite the input '\(path)'\n"))
      #expect(try work.folder.bytes(of: path) == statistics)
    }
  }

  @Test("Nor is an input behind a link, on standard input, or a model's table")
  func overwrittenByOtherNames() throws {
    let work = try Workplace(["t.csv": Sample.customers])
    try work.expectSuccess("\(Self.cluster) -o out")
    try FileManager.default.removeItem(atPath: work.folder.path("out/selection.csv"))
    try FileManager.default.linkItem(
      atPath: work.folder.path("t.csv"), toPath: work.folder.path("out/selection.csv"))
    let before = try work.contents()
    let linked = try work.run("\(Self.cluster) -o out")
    #expect(linked.exitCode == 73)
    #expect(linked.standardError.hasPrefix("out/selection.csv: would overwrite the input 't.csv'\n"))
    let piped = try Program.shell("$ARCHETYPE cluster - -k 2 --bootstrap 0 -o out < t.csv", folder: work.folder.path)
    #expect(piped.exitCode == 73)
    #expect(piped.standardError.hasPrefix("out/selection.csv: would overwrite the file on standard input\n"))
    try work.folder.write(Sample.customers, to: "out/assignments.csv")
    let assigned = try work.run("assign out/model.json out/assignments.csv -o out")
    #expect(assigned.exitCode == 73)
    #expect(
      try work.contents().filter { $0.key != "out/assignments.csv" }
        == before.filter { $0.key != "out/assignments.csv" })
    #expect(try work.folder.text(of: "out/assignments.csv") == Sample.customers)
    #expect(try work.folder.text(of: "t.csv") == Sample.customers)
  }

  @Test("Only the own files of a folder are replaced")
  func otherFiles() throws {
    let work = try Workplace(["t.csv": Sample.customers])
    try FileManager.default.createDirectory(atPath: work.folder.path("out"), withIntermediateDirectories: true)
    try work.folder.write("mine", to: "out/notes.txt")
    try work.folder.write("old", to: "out/profile.csv")
    try work.expectSuccess("\(Self.cluster) -o out")
    #expect(try work.folder.text(of: "out/notes.txt") == "mine")
    #expect(try work.folder.text(of: "out/profile.csv").hasPrefix("archetype,name,feature,"))
    #expect(
      try work.folder.names(in: "out") == [
        "archetypes.csv", "assignments.csv", "exemplars.csv", "model.json", "notes.txt", "profile.csv", "selection.csv",
      ])
  }

  @Test("A link to a file elsewhere stays a link")
  func link() throws {
    let work = try Workplace(["t.csv": Sample.customers, "real.csv": "old"])
    try FileManager.default.createDirectory(atPath: work.folder.path("out"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: work.folder.path("out/profile.csv"), withDestinationPath: "../real.csv")
    try work.expectSuccess("\(Self.cluster) -o out")
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: work.folder.path("out/profile.csv")) == "../real.csv")
    #expect(try work.folder.text(of: "real.csv").hasPrefix("archetype,name,feature,"))
  }
}
