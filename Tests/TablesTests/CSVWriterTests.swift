import Glibc
import Testing

@testable import Tables

@Suite struct CSVWriterTests {
  private func text(_ columns: [ResultColumn], _ style: CSVStyle = .plain) -> String {
    String(decoding: CSVWriter(style: style).bytes(of: ResultTable(name: "t", columns: columns)), as: UTF8.self)
  }

  /// Cells of a fixed list, as if they came from an input.
  private func copied(_ cells: [String], typed: CopiedCells.Typed = .none) -> ResultColumn.Values {
    .copied(
      CopiedCells(rowCount: cells.count, typed: typed) { rows, receive in
        for row in rows {
          Array(cells[row].utf8).withUnsafeBufferPointer { receive($0) }
        }
      })
  }

  private var everyKind: [ResultColumn] {
    [
      ResultColumn("id", copied(["007", "a,b"])),
      ResultColumn("archetype", .integers([1, -2])),
      ResultColumn("name", .levels(codes: [0, -1], levels: ["High; \"spend\""])),
      ResultColumn("distance", .numbers([1.23456789, .nan], .significant(6))),
      ResultColumn("note", .texts(["", "two\nlines"])),
      ResultColumn("unusual", .flags([false, true])),
      ResultColumn("since", .dates([1_714_571_100, .nan], .utcTime)),
    ]
  }

  @Test("Plain files are RFC 4180 with line feeds")
  func plain() {
    #expect(
      text(everyKind) == """
        id,archetype,name,distance,note,unusual,since
        007,1,"High; ""spend""\",1.23457,,false,2024-05-01T13:45:00Z
        "a,b",-2,,,"two
        lines",true,

        """)
  }

  @Test("Excel's styles have a mark, CR LF, and in Spain semicolons and decimal commas")
  func excel() {
    #expect(
      text(everyKind, .excel)
        == "\u{FEFF}id,archetype,name,distance,note,unusual,since\r\n"
        + "007,1,\"High; \"\"spend\"\"\",1.23457,,false,2024-05-01 13:45:00\r\n"
        + "\"a,b\",-2,,,\"two\nlines\",true,\r\n")
    #expect(
      text(everyKind, .excelES)
        == "\u{FEFF}id;archetype;name;distance;note;unusual;since\r\n"
        + "007;1;\"High; \"\"spend\"\"\";1,23457;;false;2024-05-01 13:45:00\r\n"
        + "a,b;-2;;;\"two\nlines\";true;\r\n")
  }

  @Test("Texts that start like a formula are disarmed for Excel, numbers never")
  func formulas() {
    let starts = ["=1+1", "+34", "-x", "@a", "\tb", "\rc", "\0d", "e=1", "'f"]
    let columns = [
      ResultColumn("=h", .texts(starts)), ResultColumn("n", .numbers(starts.map { _ in -1.5 }, .shortest)),
      ResultColumn("l", .levels(codes: starts.map { _ in 0 }, levels: ["-low"])),
    ]
    #expect(
      text(columns, .excel)
        == "\u{FEFF}'=h,n,l\r\n'=1+1,-1.5,'-low\r\n'+34,-1.5,'-low\r\n'-x,-1.5,'-low\r\n'@a,-1.5,'-low\r\n"
        + "'\tb,-1.5,'-low\r\n\"'\rc\",-1.5,'-low\r\n'\0d,-1.5,'-low\r\ne=1,-1.5,'-low\r\n'f,-1.5,'-low\r\n")
    #expect(text(columns).hasPrefix("=h,n,l\n=1+1,-1.5,-low\n"))
  }

  @Test("Copied cells stay as they are in plain files and become typed for Excel")
  func copiedCells() {
    let columns = [
      ResultColumn("n", copied(["-1,50 €", "=x", ""], typed: .numbers([-1.5, .nan, .nan]))),
      ResultColumn("d", copied(["1/5/24", "", "-"], typed: .dates([1_714_521_600, .nan, .nan], .day))),
    ]
    #expect(text(columns) == "n,d\n\"-1,50 €\",1/5/24\n=x,\n,-\n")
    #expect(text(columns, .excelES) == "\u{FEFF}n;d\r\n-1,5;2024-05-01\r\n'=x;\r\n;-\r\n")
  }

  @Test("Signs alone are no formula")
  func signs() throws {
    let table = ResultTable(name: "t", columns: [ResultColumn("t", .texts(["-", "--", "+ ", "=", "-é"]))])
    #expect(text(table.columns, .excel) == "\u{FEFF}t\r\n-\r\n--\r\n+ \r\n=\r\n'-é\r\n")
    let null = open("/dev/null", O_WRONLY)
    defer { close(null) }
    #expect(try CSVWriter().write(table, to: null, path: "/dev/null").formulaLikeCells == 1)
  }

  @Test("Formula-like texts are counted, numbers and copied numbers are not")
  func counting() throws {
    let table = ResultTable(
      name: "t",
      columns: [
        ResultColumn("+h", .texts(["=a", "b"])), ResultColumn("l", .levels(codes: [0, 0], levels: ["@x"])),
        ResultColumn("c", copied(["-1", "-y"], typed: .numbers([-1, .nan]))), ResultColumn("n", .integers([-1, -2])),
      ])
    let null = open("/dev/null", O_WRONLY)
    defer { close(null) }
    let summary = try CSVWriter().write(table, to: null, path: "/dev/null")
    #expect(summary == CSVWriter.Summary(byteCount: 32, formulaLikeCells: 5))
  }

  @Test("An empty cell that is alone on its line is quoted")
  func emptyLines() {
    #expect(text([ResultColumn("a", .texts(["", "x"]))]) == "a\n\"\"\nx\n")
    #expect(text([ResultColumn("", .levels(codes: [-1], levels: []))], .excel) == "\u{FEFF}\"\"\r\n\"\"\r\n")
    #expect(text([ResultColumn("a", .numbers([.nan], .shortest)), ResultColumn("b", .texts([""]))]) == "a,b\n,\n")
  }

  @Test("A table without rows is its header")
  func noRows() throws {
    let columns = [ResultColumn("a", .integers([])), ResultColumn("b", .texts([]))]
    #expect(text(columns) == "a,b\n")
    let null = open("/dev/null", O_WRONLY)
    defer { close(null) }
    let table = ResultTable(name: "t", columns: columns)
    #expect(try CSVWriter().write(table, to: null, path: "").byteCount == 4)
  }

  @Test("Many blocks on any number of threads give the same bytes, in order", arguments: [1, 2, 7])
  func threads(_ threads: Int) throws {
    let count = CSVWriter.rowsPerBlock * 5 + 17
    // The first blocks are the last to be ready.
    let slow = CopiedCells(rowCount: count) { rows, receive in
      usleep(UInt32(max(0, 20_000 - rows.lowerBound)))
      for _ in rows { receive(UnsafeBufferPointer(start: nil, count: 0)) }
    }
    let table = ResultTable(
      name: "t",
      columns: [
        ResultColumn("row", .integers(Array(0..<count))), ResultColumn("slow", .copied(slow)),
        ResultColumn("long", .texts((0..<count).map { String(repeating: "x", count: $0 % 40) })),
        ResultColumn("level", .levels(codes: (0..<count).map { Int32($0 % 3) - 1 }, levels: ["a", "-b"])),
      ])
    let folder = OutputTestFiles.makeFolder("threads-\(threads)")
    defer { OutputTestFiles.remove(folder) }
    let path = folder + "/table.csv"
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    let summary = try CSVWriter(threads: threads).write(table, to: descriptor, path: path)
    close(descriptor)
    let whole = CSVWriter().bytes(of: table)
    #expect(OutputTestFiles.contents(path) == whole)
    #expect(summary.byteCount == whole.count)
    #expect(summary.formulaLikeCells == (0..<count).filter { $0 % 3 == 2 }.count)
  }

  @Test("A full disk ends the writing of many blocks with its error")
  func fullDisk() {
    let table = ResultTable(name: "t", columns: [ResultColumn("a", .integers(Array(0..<50_000)))])
    let full = open("/dev/full", O_WRONLY)
    defer { close(full) }
    #expect(throws: OutputError.cannotWrite(path: "/dev/full", code: ENOSPC)) {
      try CSVWriter(threads: 2).write(table, to: full, path: "/dev/full")
    }
  }
}
