import TestSupport
import Testing

@Suite("archetype inspect")
struct InspectTests {
  /// A Spanish export with a bit of everything.
  static let spanish = #"""
    id;importe;fecha;activo;nota;cp;vacio
    001;1.234,50 €;03/04/2025;sí;NA;08001;
    002;-2,5;25/12/2024;no;"hola; ""tú""";28001;-
    003; ;01/01/2025;;"dos
    líneas";NULL;

    """#

  @Test("The whole table of columns")
  func columns() throws {
    let outcome = try Workplace(["es.csv": Self.spanish]).expectSuccess("inspect es.csv")
    #expect(
      outcome.standardOutput == #"""
        column,kind,missing,examples,cluster,journey
        id,text,0,001 · 002 · 003,identifier: named like an identifier,
        importe,number,1,"1.234,50 € · -2,5",number,
        fecha,date,0,03/04/2025 · 25/12/2024 · 01/01/2025,unused: a date; a number such as days since then can be used,
        activo,boolean,1,sí · no,category,
        nota,text,1,"hola; ""tú"" · dos
        líneas",unused: free text: 2 different values,
        cp,code,1,08001 · 28001,unused: codes: 2 different values,
        vacio,empty,3,,unused: empty,

        """#)
    #expect(outcome.standardError == "note: es.csv: column 'importe' was read without its currency\n")
  }

  @Test("The whole screen")
  func screen() throws {
    let outcome = try Workplace(["es.csv": Self.spanish]).expectSuccess("inspect es.csv --format table --quiet")
    #expect(
      outcome.standardOutput == #"""
        es.csv
        3 rows × 7 columns between semicolons, decimal mark ',', utf-8, line ends lf

        column   kind     missing  examples                              cluster
        id       text           0  001 · 002 · 003                       identifier: named like an identifier
        importe  number         1  1.234,50 € · -2,5                     number
        fecha    date           0  03/04/2025 · 25/12/2024 · 01/01/2025  unused: a date; a number such as days since then can be
                                                                         used
        activo   boolean        1  sí · no                               category
        nota     text           1  hola; "tú" · dos␊líneas               unused: free text: 2 different values
        cp       code           1  08001 · 28001                         unused: codes: 2 different values
        vacio    empty          3                                        unused: empty

        """#)
    #expect(outcome.standardError.isEmpty)
  }

  @Test("An event log is seen as one")
  func eventLog() throws {
    let text = #"""
      customer_id,timestamp,touchpoint,channel,revenue
      7,2025-01-03T10:00:00Z,home page,web,
      7,2025-01-03T10:05:00Z,checkout,web,19.90
      8,2025-01-04T09:00:00Z,home page,phone,

      """#
    let outcome = try Workplace(["log.csv": text]).expectSuccess("inspect log.csv --quiet")
    let table = PrintedTable(outcome.standardOutput)
    #expect(table["journey"] == ["customer", "time", "touchpoint", "channel", "value"])
    #expect(table["kind"][1] == "date")
  }

  @Test("--clean writes every text as it was read, words for missing cells included")
  func clean() throws {
    let outcome = try Workplace(["es.csv": Self.spanish]).expectSuccess("inspect es.csv --clean --quiet")
    #expect(
      outcome.standardOutput == #"""
        id,importe,fecha,activo,nota,cp,vacio
        001,"1.234,50 €",03/04/2025,sí,NA,08001,
        002,"-2,5",25/12/2024,no,"hola; ""tú""",28001,-
        003, ,01/01/2025,,"dos
        líneas",NULL,

        """#)
  }

  @Test("--clean keeps such words and blanks among texts that all differ, too")
  func cleanNames() throws {
    let rows = (1...220).map { "n\($0),1" } + ["NULL,2", "NA,3", "None,4", "-,5", " ,6", ",7", " n1 ,8"]
    let text = Sample.table("code,v", rows)
    let outcome = try Workplace(["t.csv": text]).expectSuccess("inspect t.csv --clean --quiet")
    #expect(outcome.standardOutput == text)
  }

  @Test("--typed writes canonical numbers and ISO dates, and leaves missing cells empty")
  func typed() throws {
    let outcome = try Workplace(["es.csv": Self.spanish]).expectSuccess("inspect es.csv --typed --quiet")
    #expect(
      outcome.standardOutput == #"""
        id,importe,fecha,activo,nota,cp,vacio
        001,1234.5,2025-04-03,sí,,08001,
        002,-2.5,2024-12-25,no,"hola; ""tú""",28001,
        003,,2025-01-01,,"dos
        líneas",,

        """#)
  }

  @Test("What --clean writes reads as the same table, and --clean of it is itself")
  func twice() throws {
    let work = try Workplace(["es.csv": Self.spanish])
    let once = try work.expectSuccess("inspect es.csv --clean --quiet")
    let twice = try work.expectSuccess("inspect - --clean --quiet", input: once.outputBytes)
    #expect(twice.outputBytes == once.outputBytes)
    let typed = try work.expectSuccess("inspect es.csv --typed --quiet")
    #expect(
      try work.expectSuccess("inspect - --typed --quiet", input: typed.outputBytes).outputBytes == typed.outputBytes)
  }

  @Test("A table of Windows' leaves as UTF-8 with plain line ends")
  func windows() throws {
    let bytes = "nombre;año\r\nIñaki;2024\r\nBegoña;2025\r\n".unicodeScalars.map { UInt8($0.value) }
    let outcome = try Workplace("t.csv", bytes).expectSuccess("inspect t.csv --clean")
    #expect(outcome.standardOutput == "nombre,año\nIñaki,2024\nBegoña,2025\n")
    #expect(
      outcome.standardError == #"""
        note: t.csv: the text is not valid UTF-8 and was read as Windows-1252
        hint: --encoding names another one

        """#)
  }

  @Test("What was skipped and renamed is said")
  func oddities() throws {
    let text = "Sales report 2025\n\na,a,\n1,2,3\n4,5,6\n"
    let outcome = try Workplace(["t.csv": text]).expectSuccess("inspect t.csv")
    #expect(PrintedTable(outcome.standardOutput)["column"] == ["a", "a_2", "column_3"])
    #expect(!outcome.standardError.isEmpty)
  }

  @Test("JSON has what the screen has")
  func json() throws {
    let outcome = try Workplace(["es.csv": Self.spanish]).expectSuccess("inspect es.csv --format json --quiet")
    let report = try JSONDocument(outcome)
    #expect(try report.text("schema") == "archetype/inspect/1")
    #expect(try report.text("delimiter") == ";")
    #expect(try report.text("decimal_mark") == ",")
    #expect(try report.text("encoding") == "utf-8")
    #expect(try report.number("rows") == 3)
    #expect(
      try report.rows("columns").map { try $0.text("kind") } == [
        "text", "number", "date", "boolean", "text", "code", "empty",
      ])
    #expect(report.members["notices"] as? [String] == ["column 'importe' was read without its currency"])
  }

  @Test("Inspecting writes no file")
  func noFiles() throws {
    let work = try Workplace(["es.csv": Self.spanish])
    for option in ["", "--clean", "--typed", "--format table", "--format markdown"] {
      try work.expectSuccess("inspect es.csv \(option)")
    }
    #expect(try work.folder.names() == ["es.csv"])
  }

  @Test("The columns that cluster would use are those that it uses")
  func agreesWithCluster() throws {
    let work = try Workplace(["t.csv": Sample.customers])
    let findings = PrintedTable(try work.expectSuccess("inspect t.csv").standardOutput)
    let report = try JSONDocument(
      work.expectSuccess("cluster t.csv -k 2 --bootstrap 0 --no-output --format json"))
    let uses = findings["cluster"].map { String($0.prefix { $0 != ":" }) }
    #expect(try report.rows("columns").map { try $0.text("use") } == uses)
  }
}
