import Testing

@testable import Tables

@Suite struct DialectSnifferTests {
  private func dialect(_ text: String) throws -> Dialect { try InputFixture.reader(Array(text.utf8)).dialect }
  private func delimiter(_ text: String) throws -> Character {
    Character(Unicode.Scalar(try dialect(text).delimiter))
  }

  @Test("Plain delimiters", arguments: [",", ";", "\t", "|"])
  func plain(delimiter: String) throws {
    let text = ["a,b,c", "1,x,2.5", "2,y,3.5"].joined(separator: "\n").replacing(",", with: delimiter)
    #expect(try self.delimiter(text) == Character(delimiter))
  }

  @Test("Decimal commas do not make a comma the delimiter")
  func decimalCommas() throws {
    #expect(try delimiter("precio;peso;alto\n1,5;2,5;3,5\n2,5;3,5;4,5\n") == ";")
    #expect(try delimiter("a;b\n1,5;2,5\n3,5;4,5\n") == ";")
    #expect(try delimiter("a\tb\n1,5\t2,5\n3,5\t4,5\n") == "\t")
  }

  @Test("Delimiters within quotes do not count")
  func quoted() throws {
    #expect(try delimiter("a,b\n\"x;y;z\",1\n\"u;v;w\",2\n") == ",")
    #expect(try delimiter("name|text\nanna|\"a, b, c\"\nbert|\"d, e, f\"\n") == "|")
  }

  @Test("Sentences in one column are not cut at their commas")
  func oneColumn() throws {
    let table = try InputFixture.table("remark\nGood, but late\nNice\nBad, slow, and late\nFine\n")
    #expect(table.columns.map(\.name) == ["remark"])
    #expect(table.rowCount == 4)
  }

  @Test("Times and dates with bars and spaces")
  func times() throws {
    #expect(try delimiter("when|what\n2024-01-01 10:00:00|a, b\n2024-01-02 11:00:00|c\n") == "|")
  }

  @Test("A first line sep=; is honoured")
  func separatorLine() throws {
    let table = try InputFixture.table("sep=|\r\na,b|c\r\n1,2|3\r\n")
    #expect(table.columns.map(\.name) == ["a,b", "c"])
    #expect(table.dialect.preambleLineCount == 1)
    #expect(table.dialect.lineEnding == .crlf)
  }

  @Test("The delimiter asked for is used")
  func given() throws {
    let reader = try InputFixture.reader(Array("a,b;c\n1,2;3\n".utf8), ReadOptions(delimiter: UInt8(ascii: ";")))
    #expect(reader.headers == ["a,b", "c"])
    let colon = try InputFixture.reader(Array("a:b\n1:2\n".utf8), ReadOptions(delimiter: UInt8(ascii: ":")))
    #expect(colon.headers == ["a", "b"])
  }

  @Test("Delimiters that numbers and dates may hold end cells all the same")
  func unusualDelimiters() throws {
    func cells(_ text: String, _ delimiter: Character) throws -> [Column] {
      try InputFixture.table(text, ReadOptions(delimiter: delimiter.asciiValue)).columns
    }
    #expect(try cells("a-b-c\n1--2\n3-4-5\n", "-").map(\.numbers?.first?.isNaN) == [false, true, false])
    #expect(try cells("a.b\n1.5\n", ".").map(\.numbers) == [[1], [5]])
    #expect(try cells("d t\n2024-01-02 10:00:00\n", " ").map(\.kind) == [.date, .text])
    #expect(try InputFixture.table("sep=1\nx,y\na,b\n").columns.map(\.name) == ["x", "y"])
  }

  @Test("Backslashes escape quotes where that explains the file better")
  func backslashes() throws {
    let text = "a,b\n\"x \\\"y, z\\\" w\",1\n\"u \\\"v, t\\\"\",2\n"
    #expect(try dialect(text).escape == .backslash)
    let table = try InputFixture.table(text)
    #expect(table.columns[0].texts?.string(ofRow: 0) == "x \"y, z\" w")
    #expect(try dialect("a,b\n\"C:\\dir\\\",1\n\"D:\\\",2\n").escape == .doubled)
    #expect(try dialect("a,b\n\"x \"\"y\"\"\",1\n").escape == .doubled)
  }

  @Test("Line ends are told apart")
  func lineEndings() throws {
    #expect(try dialect("a,b\n1,2\n").lineEnding == .lf)
    #expect(try dialect("a,b\r\n1,2\r\n").lineEnding == .crlf)
    #expect(try dialect("a,b\r1,2\r").lineEnding == .cr)
    #expect(try dialect("a,b\r\n1,2\n").lineEnding == .mixed)
  }
}
