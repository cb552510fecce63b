import Foundation
import TestSupport
import Testing

@Suite("The files of cluster")
struct ResultFolderTests {
  static let options = "-k 2 --bootstrap 0 --quiet"
  static let files = [
    "archetypes.csv", "assignments.csv", "exemplars.csv", "model.json", "profile.csv", "selection.csv",
  ]

  private func bytes(_ folder: String, in work: Workplace) throws -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    for name in try work.folder.names(in: folder) { found[name] = try work.folder.bytes(of: "\(folder)/\(name)") }
    return found
  }

  @Test("They go to a folder named after the table, in the working folder")
  func standardFolder() throws {
    let work = try Workplace()
    try FileManager.default.createDirectory(atPath: work.folder.path("data"), withIntermediateDirectories: true)
    try work.folder.write(Sample.customers, to: "data/shop.customers.csv")
    try work.expectSuccess("cluster data/shop.customers.csv \(Self.options)")
    #expect(try work.folder.names() == ["data", "shop.customers-cluster"])
    #expect(try work.folder.names(in: "shop.customers-cluster") == Self.files)
  }

  @Test("Every customer has a row, in the order of the input")
  func assignments() throws {
    let work = try Workplace(["t.csv": Sample.customers])
    try work.expectSuccess("cluster t.csv \(Self.options) -o out")
    let table = PrintedTable(try work.folder.text(of: "out/assignments.csv"))
    #expect(table.header == ["id", "archetype", "name", "distance", "confidence", "unusual"])
    #expect(table["id"] == (0..<60).map { "c\($0)" })
    #expect(Set(table["unusual"]).isSubset(of: ["true", "false"]))
    #expect(table.numbers("confidence").allSatisfy { $0 >= 0 && $0 <= 1 })
    // Every other customer spends more.
    let first = table["archetype"][0]
    #expect(table["archetype"].enumerated().allSatisfy { ($0.element == first) == ($0.offset % 2 == 0) })
  }

  @Test("Without an identifier rows are numbered")
  func numberedRows() throws {
    let work = try Workplace(["t.csv": Sample.numbers("c") { String($0 % 3) }])
    try work.expectSuccess("cluster t.csv \(Self.options) -o out")
    let table = PrintedTable(try work.folder.text(of: "out/assignments.csv"))
    #expect(table["row"] == (1...30).map(String.init))
  }

  @Test("Standard input gives what the file gives, under the name of stdin")
  func standardInput() throws {
    let work = try Workplace(["t.csv": Sample.customers])
    let named = try work.expectSuccess("cluster t.csv \(Self.options) -o named")
    let piped = try Program.shell(
      "cat t.csv | $ARCHETYPE cluster - \(Self.options) -o piped", folder: work.folder.path)
    #expect(piped.exitCode == 0)
    #expect(piped.outputBytes == named.outputBytes)
    var (namedFiles, pipedFiles) = (try bytes("named", in: work), try bytes("piped", in: work))
    let model = String(decoding: pipedFiles["model.json"] ?? [], as: UTF8.self)
    pipedFiles["model.json"] = Array(model.replacing("\"stem\" : \"stdin\"", with: "\"stem\" : \"t\"").utf8)
    #expect(pipedFiles == namedFiles)
    #expect(model.contains("\"stem\" : \"stdin\""))
    try work.expectSuccess("cluster - \(Self.options)", input: Array(Sample.customers.utf8))
    namedFiles = try bytes("stdin-cluster", in: work)
    #expect(namedFiles.keys.sorted() == Self.files)
  }

  @Test("--no-output writes none")
  func noOutput() throws {
    let work = try Workplace(["t.csv": Sample.customers])
    let outcome = try work.expectSuccess("cluster t.csv -k 2 --bootstrap 0 --no-output")
    #expect(try work.folder.names() == ["t.csv"])
    #expect(!outcome.standardError.contains("wrote"))
  }

  @Test("Spanish Excel gets a byte-order mark, semicolons, decimal commas and its line ends")
  func spanishExcel() throws {
    let work = try Workplace(["t.csv": Sample.customers])
    try work.expectSuccess("cluster t.csv \(Self.options) -o plain")
    try work.expectSuccess("cluster t.csv \(Self.options) -o out --csv excel-es")
    for name in Self.files where name.hasSuffix(".csv") {
      let bytes = try work.folder.bytes(of: "out/\(name)")
      #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]), "\(name)")
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(!text.contains("sep="))
      // A line feed within CR LF is no Character of its own.
      #expect(!text.contains(Character("\n")), "\(name)")
      let plain = PrintedTable(try work.folder.text(of: "plain/\(name)"))
      let spanish = PrintedTable(text, delimiter: ";")
      #expect(spanish.header == plain.header)
      #expect(spanish.rows.count == plain.rows.count)
    }
    let spend = PrintedTable(try work.folder.text(of: "out/archetypes.csv"), delimiter: ";")["mean_spend"]
    #expect(spend.sorted() == ["110,25", "509,25"])
    let model = try work.folder.bytes(of: "out/model.json")
    #expect(model == (try work.folder.bytes(of: "plain/model.json")))
    try work.expectSuccess("inspect out/assignments.csv")
  }

  static let hasPython: Bool = {
    let attempt = try? Program.shell("python3 -c 'import zipfile, xml.etree.ElementTree'")
    return attempt?.exitCode == 0
  }()

  @Test("A workbook has a sheet for every table, and the model goes beside it", .enabled(if: hasPython, "needs Python"))
  func workbook() throws {
    let work = try Workplace(["t.csv": Sample.customers])
    try work.expectSuccess("cluster t.csv \(Self.options) -o results.xlsx")
    #expect(try work.folder.names() == ["results.model.json", "results.xlsx", "t.csv"])
    let script = """
      import re, xml.etree.ElementTree as tree, zipfile
      book = zipfile.ZipFile('results.xlsx')
      assert book.testzip() is None
      for name in book.namelist(): tree.fromstring(book.read(name))
      print(*re.findall(r'<sheet name="([^"]*)"', book.read('xl/workbook.xml').decode()))
      for number in range(1, 6):
          sheet = book.read(f'xl/worksheets/sheet{number}.xml').decode()
          print(len(re.findall('<row ', sheet)), 'state="frozen"' in sheet, '<autoFilter ' in sheet, '<f>' in sheet)
      """
    try work.folder.write(script, to: "look.py")
    let look = try Program.shell("python3 look.py", folder: work.folder.path)
    #expect(
      look.standardOutput == """
        assignments archetypes profile exemplars selection
        61 True True False
        3 True True False
        9 True True False
        9 True True False
        2 True True False

        """, "\(look.standardError)")
    try work.expectSuccess("assign results.model.json t.csv --no-output")
  }

  @Test("A name that ends in .xlsx/ is a folder")
  func folderLikeWorkbook() throws {
    let work = try Workplace(["t.csv": Sample.customers])
    try work.expectSuccess("cluster t.csv \(Self.options) -o out.xlsx/")
    #expect(try work.folder.names(in: "out.xlsx") == Self.files)
  }

  @Test("The time is written where it is asked for, and nowhere else")
  func timestamp() throws {
    let work = try Workplace(["t.csv": Sample.customers])
    let line = "cluster t.csv \(Self.options) --no-output --format json"
    let epoch = try work.expectSuccess(line, environment: ["SOURCE_DATE_EPOCH": "86400"])
    #expect(try JSONDocument(epoch).text("timestamp") == "1970-01-02T00:00:00Z")
    let given = try work.expectSuccess("\(line) --timestamp", environment: ["SOURCE_DATE_EPOCH": "0"])
    #expect(try JSONDocument(given).text("timestamp") == "1970-01-01T00:00:00Z")
    let now = try JSONDocument(work.expectSuccess("\(line) --timestamp")).text("timestamp")
    #expect(now.hasPrefix("20") && now.hasSuffix("Z") && now.count == 20)
    let without = try JSONDocument(work.expectSuccess(line))
    #expect(without.members["timestamp"] == nil)
    for wrong in ["", "yesterday", "99999999999999999999"] {
      let outcome = try work.expectSuccess(line, environment: ["SOURCE_DATE_EPOCH": wrong])
      #expect(try JSONDocument(outcome).members["timestamp"] == nil)
    }
    let findings = try work.expectSuccess(
      "inspect t.csv --format json", environment: ["SOURCE_DATE_EPOCH": "86400"])
    #expect(try JSONDocument(findings).text("timestamp") == "1970-01-02T00:00:00Z")
  }
}
