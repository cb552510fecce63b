import Tables
import TestSupport
import Testing

@testable import Workflows

@Suite("Result files")
struct ResultFilesTests {
  static let table = ResultTable(name: "numbers", columns: [ResultColumn("n", .integers([1, 2]))])
  static let formulas = ResultTable(name: "texts", columns: [ResultColumn("t", .texts(["=1+1", "plain", "@x"]))])

  static func files(
    _ destination: OutputSettings.Destination, in folder: TemporaryFolder, inputs: [String] = [],
    style: OutputSettings.SpreadsheetStyle = .plain
  ) -> ResultFiles {
    var settings = OutputSettings()
    settings.destination = destination
    settings.spreadsheetStyle = style
    return ResultFiles(settings: settings, standardFolder: folder.path("t-cluster"), inputs: inputs)
  }

  @Test("The standard folder gets a file a table and the other files")
  func standardFolder() throws {
    let folder = try TemporaryFolder()
    let written = try Self.files(.standardFolder, in: folder)
      .write(tables: [Self.table], others: [("model.json", Array("{}".utf8))])
    #expect(written.paths == [folder.path("t-cluster/numbers.csv"), folder.path("t-cluster/model.json")])
    #expect(try folder.names(in: "t-cluster") == ["model.json", "numbers.csv"])
    #expect(try folder.text(of: "t-cluster/numbers.csv") == "n\n1\n2\n")
    #expect(try folder.text(of: "t-cluster/model.json") == "{}")
    #expect(written.remarks.isEmpty)
  }

  @Test("A file that is begun first is named last", arguments: ["t", "t.xlsx"])
  func begun(name: String) throws {
    let folder = try TemporaryFolder()
    let files = Self.files(.path(folder.path(name)), in: folder)
    try files.begin(name: "statistics.bin", bytes: [1, 2])
    let written = try files.write(tables: [Self.table], others: [("model.json", Array("{}".utf8))])
    let last = folder.path(name == "t" ? "t/statistics.bin" : "t.statistics.bin")
    #expect(written.paths.count == 3 && written.paths.last == last)
    #expect(try folder.bytes(of: name == "t" ? "t/statistics.bin" : "t.statistics.bin") == [1, 2])
  }

  @Test("A name ending in .xlsx is a workbook, with other files beside it", arguments: ["r.xlsx", "r.XLSX"])
  func workbook(name: String) throws {
    let folder = try TemporaryFolder()
    _ = try Self.files(.path(folder.path(name)), in: folder)
      .write(tables: [Self.table], others: [("model.json", Array("{}".utf8))])
    #expect(try folder.names() == ["r.model.json", name].sorted())
    #expect(try folder.bytes(of: name).starts(with: Array("PK".utf8)))
  }

  @Test("Nothing is written when nothing is asked for")
  func none() throws {
    let folder = try TemporaryFolder()
    #expect(try Self.files(.none, in: folder).write(tables: [Self.table]) == ResultFiles.Written())
    #expect(try folder.names().isEmpty)
  }

  @Test("Plain files warn of texts that begin like formulas, Excel's disarm them")
  func formulaWarning() throws {
    let folder = try TemporaryFolder()
    let plain = try Self.files(.standardFolder, in: folder).write(tables: [Self.formulas])
    #expect(plain.remarks.map(\.message) == ["2 texts begin like a formula, which a spreadsheet would run"])
    let one = ResultTable(name: "one", columns: [ResultColumn("t", .texts(["=1+1", "-"]))])
    let single = try Self.files(.path(folder.path("one")), in: folder).write(tables: [one])
    #expect(single.remarks.map(\.message) == ["1 text begins like a formula, which a spreadsheet would run"])
    #expect(plain.remarks.first?.severity == .warning)
    let excel = try Self.files(.standardFolder, in: folder, style: .excel).write(tables: [Self.formulas])
    #expect(excel.remarks.isEmpty)
  }

  @Test("An input is never overwritten, and the failure says where and how to help")
  func input() throws {
    let folder = try TemporaryFolder()
    let input = try folder.write("a,b\n", to: "numbers.csv")
    let failure = #expect(throws: Failure.self) {
      try Self.files(.path(folder.path), in: folder, inputs: [input]).write(tables: [Self.table])
    }
    #expect(failure?.kind == .cannotWrite)
    #expect(failure?.file?.hasSuffix("numbers.csv") == true)
    #expect(failure?.hint != nil)
    #expect(try folder.text(of: "numbers.csv") == "a,b\n")
  }

  @Test(
    "Results of another command are not replaced",
    arguments: [
      ("cluster-model/1", "assign", "assignments"), ("journey-model/1", "simulate", "touchpoints"),
      ("journey-model/1", "simulate", "retention"),
    ])
  func otherCommand(schema: String, command: String, name: String) throws {
    let folder = try TemporaryFolder()
    func write(_ command: String?, _ name: String) throws -> ResultFiles.Written {
      var settings = OutputSettings()
      settings.destination = .path(folder.path("out"))
      return try ResultFiles(settings: settings, standardFolder: "", command: command, inputs: [])
        .write(tables: [ResultTable(name: name, columns: [ResultColumn("n", .integers([3]))])])
    }
    let owner = String(schema.prefix { $0 != "-" })
    _ = try Self.files(.path(folder.path("out")), in: folder).write(
      tables: [ResultTable(name: name, columns: [ResultColumn("n", .integers([1]))])],
      others: [("model.json", Array("{\n  \"schema\" : \"archetype/\(schema)\"\n}\n".utf8))])
    let failure = try #require(throws: Failure.self) { try write(command, name) }
    #expect(failure.kind == .cannotWrite && failure.file == folder.path("out/\(name).csv"))
    #expect(failure.message == "a result of archetype \(owner), which archetype \(command) would replace")
    #expect(try folder.text(of: "out/\(name).csv") == "n\n1\n")
    #expect(try folder.names(in: "out").count == 2)
    // The command itself replaces its own, and another writes what has a name of its own.
    #expect(throws: Never.self) { try write(owner, name) }
    #expect(throws: Never.self) { try write(command, "projection") }
  }
}
