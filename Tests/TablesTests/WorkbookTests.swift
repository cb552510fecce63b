import Dispatch
import Glibc
import Tables
import Testing

private let unzip = "/usr/bin/unzip"

@Suite struct WorkbookTests {
  private var everyKind: ResultTable {
    let cells = ["007", "=x", "12,5"]
    let copied = CopiedCells(rowCount: 3, typed: .numbers([.nan, .nan, 12.5])) { rows, receive in
      for row in rows { Array(cells[row].utf8).withUnsafeBufferPointer { receive($0) } }
    }
    return ResultTable(
      name: "every/kind",
      columns: [
        ResultColumn("id", .copied(copied)),
        ResultColumn("n", .integers([1, -2, 1_234_567_890_123_456])),
        ResultColumn("name", .levels(codes: [0, -1, 0], levels: ["<a & \"b\">"])),
        ResultColumn("distance", .numbers([1.23456789, .nan, .infinity], .significant(6))),
        ResultColumn("note", .texts(["=1+1", "https://example.org", "a\0b\u{1}\u{FFFF}_x0041_x\r\n_x00"])),
        ResultColumn("unusual", .flags([false, true, false])),
        ResultColumn("day", .dates([1_714_571_100, .nan, -3e9], .day)),
        ResultColumn("time", .dates([1_714_571_100, .nan, 0], .utcTime)),
      ])
  }

  /// Runs a test in a folder of its own.
  private func inFolder(_ name: String, _ body: (String) throws -> Void) rethrows {
    let folder = OutputTestFiles.makeFolder(name)
    defer { OutputTestFiles.remove(folder) }
    try body(folder)
  }

  /// One part of a workbook, unpacked.
  private func part(_ name: String, of path: String) -> String {
    guard let pipe = popen("\(unzip) -p \(path) \(name)", "r") else { return "" }
    defer { pclose(pipe) }
    var result: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&block, 1, block.count, pipe), count > 0 { result += block[..<count] }
    return String(decoding: result, as: UTF8.self)
  }

  /// Where standard error of this process goes.
  private var standardError: OpaquePointer? {
    dlsym(nil, "stderr")?.load(as: OpaquePointer?.self)
  }

  @Test("Workbooks may be written by several threads at once, and leave standard error as it was")
  func severalThreads() throws {
    let before = standardError
    #expect(before != nil)
    let table = ResultTable(name: "t", columns: [ResultColumn("n", .integers([1, 2, 3]))])
    inFolder("threads") { folder in
      DispatchQueue.concurrentPerform(iterations: 400) { number in
        let output = OutputFiles()
        #expect(throws: Never.self) {
          try output.write(Workbook(tables: [table]), to: "\(folder)/\(number % 8)-\(number).xlsx")
          try output.commit()
        }
      }
    }
    #expect(standardError == before)
  }

  @Test("Every kind of value has its type in the sheet", .enabled(if: access(unzip, X_OK) == 0, "needs unzip"))
  func types() throws {
    try inFolder("types") { folder in
      let path = folder + "/all.xlsx"
      let output = OutputFiles()
      let summary = try output.write(Workbook(tables: [everyKind]), to: path)
      #expect(summary == Workbook.Summary(shortenedCells: 0))
      try output.commit()
      let sheet = part("xl/worksheets/sheet1.xml", of: path)
      let cells: [(place: String, content: String)] = [
        ("A1", "s=\"1\" t=\"inlineStr\"><is><t>id</t></is>"), ("A2", "t=\"inlineStr\"><is><t>007</t></is>"),
        ("A3", "t=\"inlineStr\"><is><t>=x</t></is>"), ("A4", "><v>12.5</v>"), ("B2", "><v>1</v>"), ("B3", "><v>-2</v>"),
        ("B4", "t=\"inlineStr\"><is><t>1234567890123456</t></is>"),
        ("C2", "t=\"inlineStr\"><is><t>&lt;a &amp; \"b\"&gt;</t></is>"), ("D2", "><v>1.23457</v>"),
        ("D4", "t=\"inlineStr\"><is><t>inf</t></is>"), ("E2", "t=\"inlineStr\"><is><t>=1+1</t></is>"),
        ("E4", "t=\"inlineStr\"><is><t>a�b_x0001_�_x005F_x0041_x_x000D_\n_x00</t></is>"),
        ("E3", "t=\"inlineStr\"><is><t>https://example.org</t></is>"), ("F2", "t=\"b\"><v>0</v>"),
        ("F3", "t=\"b\"><v>1</v>"), ("G2", "s=\"2\"><v>45413</v>"),
        ("G4", "t=\"inlineStr\"><is><t>1874-12-07</t></is>"),
        ("H4", "s=\"3\"><v>25569</v>"),
      ]
      for (place, content) in cells {
        #expect(sheet.contains("<c r=\"\(place)\" \(content)</c>".replacing(" >", with: ">")), "\(place)")
      }
      for empty in ["C3", "D3", "G3", "H3"] { #expect(!sheet.contains("r=\"\(empty)\"")) }
      #expect(sheet.contains("<autoFilter ref=\"A1:H4\"/>"))
      #expect(sheet.contains("state=\"frozen\""))
      #expect(!sheet.contains("<f>") && !sheet.contains("hyperlink"))
      let book = part("xl/workbook.xml", of: path)
      #expect(book.contains("<sheet name=\"every_kind\" "))
      #expect(part("docProps/core.xml", of: path).contains(">1980-01-01T00:00:00Z<"))
    }
  }

  @Test("The same tables give the same bytes")
  func reproducible() throws {
    try inFolder("bytes") { folder in
      let names = ["a.xlsx", "b.xlsx", "c.xlsx"]
      for name in names {
        let output = OutputFiles()
        let created = name == "c.xlsx" ? 1_714_571_100 : nil
        try output.write(Workbook(tables: [everyKind, everyKind], created: created), to: folder + "/" + name)
        try output.commit()
        if name == "a.xlsx" { usleep(1_100_000) }
      }
      let contents = names.map { OutputTestFiles.contents(folder + "/" + $0) }
      #expect(contents[0] != nil && contents[0] == contents[1])
      #expect(contents[0] != contents[2])
      #expect(OutputTestFiles.names(in: folder) == names)
    }
  }

  @Test("A text too long for a cell is cut and counted")
  func longTexts() throws {
    try inFolder("long") { folder in
      let texts = [String(repeating: "é", count: 32_767), String(repeating: "é", count: 32_768)]
      let output = OutputFiles()
      let book = Workbook(tables: [ResultTable(name: "t", columns: [ResultColumn("a", .texts(texts))])])
      let summary = try output.write(book, to: folder + "/a.xlsx")
      #expect(summary.shortenedCells == 1)
    }
  }

  @Test("More rows or columns than a sheet holds are refused before anything is written")
  func tooLarge() {
    inFolder("large") { folder in
      let path = folder + "/a.xlsx"
      let rows = ResultTable(
        name: "assignments", columns: [ResultColumn("a", .flags(Array(repeating: true, count: 1_048_576)))])
      #expect(throws: OutputError.tooManyRows(path: path, table: "assignments", rows: 1_048_576, limit: 1_048_576)) {
        try OutputFiles().write(Workbook(tables: [rows]), to: path)
      }
      let columns = ResultTable(name: "matrix", columns: (0...16_384).map { ResultColumn("\($0)", .flags([])) })
      #expect(throws: OutputError.tooManyColumns(path: path, table: "matrix", columns: 16_385, limit: 16_384)) {
        try OutputFiles().write(Workbook(tables: [columns]), to: path)
      }
      #expect(OutputTestFiles.names(in: folder) == [])
    }
  }

  @Test("A workbook cannot go to a device")
  func device() {
    #expect(throws: OutputError.cannotWrite(path: "/dev/null", code: ESPIPE)) {
      try OutputFiles().write(Workbook(tables: [everyKind]), to: "/dev/null")
    }
  }

  @Test("Rows that do not fit the temporary file are an error, not a broken workbook")
  func temporaryFileLimit() async {
    let folder = OutputTestFiles.makeFolder("booklimit")
    defer { OutputTestFiles.remove(folder) }
    OutputTestFiles.makeFile(folder + "/a.xlsx", "old")
    await #expect(processExitsWith: .exitCode(7)) { [folder = folder as String] in
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 100_000, rlim_max: 100_000)
      setrlimit(__rlimit_resource_t(1), &limit)
      let big = ResultTable(name: "t", columns: [ResultColumn("a", .integers(Array(0..<100_000)))])
      do {
        try OutputFiles().write(Workbook(tables: [big]), to: folder + "/a.xlsx")
      } catch OutputError.cannotWrite(_, EFBIG) {
        exit(7)
      }
    }
    #expect(OutputTestFiles.names(in: folder) == ["a.xlsx"])
    #expect(OutputTestFiles.text(folder + "/a.xlsx") == "old")
  }
}
