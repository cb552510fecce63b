import Foundation
import TestSupport
import Testing

@Suite("Inputs that are not there or hold nothing")
struct InputFileTests {
  @Test("A missing file", arguments: ["cluster", "inspect"])
  func missing(command: String) throws {
    try Workplace().expectFailure("\(command) nothere.csv", code: 66, "nothere.csv: there is no such file")
  }

  @Test("A name that is empty", arguments: [["cluster", ""], ["journey", ""], ["assign", "", "t"]])
  func nameless(words: [String]) throws {
    let outcome = try Program.run(words)
    #expect(outcome.exitCode == 66 && outcome.standardError == "'': there is no such file\n")
  }

  @Test("A missing model, and a missing table for a model")
  func missingForAssign() throws {
    let work = try Workplace(["customers.csv": Sample.customers])
    try work.expectFailure("assign model.json customers.csv", code: 66, "model.json: there is no such file")
    try work.expectSuccess("cluster customers.csv -k 2 --bootstrap 0 -o out")
    try work.expectFailure("assign out/model.json new.csv", code: 66, "new.csv: there is no such file")
  }

  @Test("A missing table of centers")
  func missingCenters() throws {
    try Workplace(["customers.csv": Sample.customers]).expectFailure(
      "cluster customers.csv --initial-centers centers.csv", code: 66, "centers.csv: there is no such file")
  }

  @Test("A folder", arguments: ["cluster .", "inspect .", "assign . t.csv"])
  func folder(line: String) throws {
    try Workplace(["t.csv": Sample.customers]).expectFailure(line, code: 66, ".: it is a folder, not a file")
  }

  @Test("A path through a file")
  func throughFile() throws {
    try Workplace(["t.csv": Sample.customers]).expectFailure(
      "cluster t.csv/u.csv", code: 66, "t.csv/u.csv: a part of the path is not a folder")
  }

  @Test(
    "A file that may not be read",
    .enabled(if: geteuid() != 0, "permissions do not bind the superuser"))
  func unreadable() throws {
    let work = try Workplace(["t.csv": Sample.customers])
    chmod(work.folder.path("t.csv"), 0)
    try work.expectFailure("cluster t.csv", code: 66, "t.csv: permission denied")
  }

  @Test("An empty file, and one of blank lines", arguments: ["", "\n", "\n\n  \n\r\n", "\u{FEFF}"])
  func empty(text: String) throws {
    let work = try Workplace(["t.csv": text])
    try work.expectFailure("cluster t.csv", code: 2, "t.csv: the file is empty")
    try work.expectFailure("inspect t.csv", code: 2, "t.csv: the file is empty")
  }

  @Test("An empty standard input")
  func emptyInput() throws {
    try Workplace().expectFailure("cluster -", code: 2, "stdin: the file is empty")
  }

  @Test("A header and no rows", arguments: ["a,b,c", "a,b,c\n", "a,b,c\r\n\r\n"])
  func headerOnly(text: String) throws {
    let work = try Workplace(["t.csv": text])
    try work.expectFailure("cluster t.csv", code: 2, "t.csv: the table has a header and no rows")
    let findings = try work.expectSuccess("inspect t.csv")
    #expect(PrintedTable(findings.standardOutput)["column"] == ["a", "b", "c"])
  }

  @Test("No new customers are no error: every night brings some, or none")
  func nobodyToAssign() throws {
    let work = try Workplace(["customers.csv": Sample.customers, "new.csv": Sample.customerHeader + "\n"])
    try work.expectSuccess("cluster customers.csv -k 2 --bootstrap 0 -o out")
    let outcome = try work.expectSuccess("assign out/model.json new.csv --no-output --quiet")
    #expect(outcome.standardOutput == "id,archetype,name,distance,confidence,unusual\n")
    #expect(outcome.standardError.isEmpty)
  }
}
