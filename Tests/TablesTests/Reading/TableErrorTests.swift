import Glibc
import Testing

@testable import Tables

@Suite struct TableErrorTests {
  @Test("A path without a file, a folder, and a path through a file are missing inputs")
  func missingInput() throws {
    for (path, words) in [
      ("/nonexistent/x.csv", "no such file"), ("/tmp", "it is a folder"), ("/etc/passwd/x", "not a folder"),
    ] {
      do throws(TableError) {
        _ = try TableReader(path: path)
        Issue.record("\(path) was opened")
      } catch {
        #expect(error.kind == .missingInput)
        #expect(error.message.contains(words))
        #expect(error.place == Place(file: path))
      }
    }
  }

  @Test("A file that may not be read is a missing input")
  func unreadable() {
    #expect(SystemReason.words(EACCES) == "permission to read it is denied")
    #expect(SystemReason.words(EIO).contains("reading error"))
    #expect(SystemReason.words(EFBIG).contains("cannot be read"))
  }

  @Test(
    "Empty files and files of blanks and comments are empty",
    arguments: ["", "\n\n", "\u{FEFF}", "# only\n# notes\n", " \r\n"])
  func empty(text: String) {
    guard case .empty? = InputFixture.error(text) else {
      Issue.record("not reported as empty")
      return
    }
  }

  @Test("A long row is reported with its cells, its line and how many more there are")
  func longRow() {
    let error = InputFixture.error("a,b\n1,2\n3,4,5\n6,7\n8,9,10\n")
    #expect(error?.place.line == 3)
    #expect(error?.place.column == 5)
    #expect(error?.place.excerpt == "3,4,5")
    #expect(error?.place.caret == 4)
    #expect(error?.message == "the row has 3 cells where the header has 2")
    #expect(error?.repeats == 1)
    #expect(error?.kind == .badContent)
  }

  @Test("A quote that is never closed is reported where it opens")
  func unterminatedQuote() {
    let error = InputFixture.error("a,b\n1,2\n3,\"x\n4,5\n")
    guard case .unterminatedQuote(let place)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(place.line == 3)
    #expect(place.column == 3)
    guard case .unterminatedQuote(let header)? = InputFixture.error("a,\"b\nx,y\nz,w\n") else {
      Issue.record("not reported in the header")
      return
    }
    #expect(header.line == 1)
    #expect(header.column == 3)
  }

  @Test(
    "A quote that is never closed is reported in whatever row it opens, with and without rows after it",
    arguments: [0, 1, 2, 40, 1500], [0, 1, 499, 30_000])
  func unterminatedQuoteInRow(before: Int, after: Int) {
    let good = { (count: Int) in (0..<count).map { "\($0),\($0 % 9),note\n" }.joined() }
    let error = InputFixture.error("id,spent,note\n\(good(before))1,5,\"open\n\(good(after))")
    guard case .unterminatedQuote(let place)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(place.line == before + 2)
    #expect(place.column == 5)
    #expect(place.excerpt == "1,5,\"open")
  }

  @Test(
    "A quote that is never closed in the first row is reported under every delimiter and among decimal commas",
    arguments: [
      ("id;spent;note\n1;5;\"32\"\" LED\n", 2, 5), ("id;spent;note\n1;5;\"32\"\" LED\n2;6,5;ok\n3;1,5;ok\n", 2, 5),
      ("id\tnote\n\n1\t\"open", 3, 3), ("note\n\"open\nx\ny\n", 2, 1), ("2021,2022\n\"open,1\n2,3\n", 2, 1),
      ("# comment\nid,note\r\n1,\"open\r\n2,x\r\n", 3, 3), ("a,b\n1,2,\"open\n3,4\n", 2, 5),
      ("a,b\n3,\"open\n4,5\n5,6\n7,8\n", 2, 3), ("a,b\n3,4\n3,\"open\n4,5\n5,6\n7,8\n9,1\n", 3, 3),
    ])
  func unterminatedQuoteInFirstRow(text: String, line: Int, column: Int) {
    guard case .unterminatedQuote(let place)? = InputFixture.error(text) else {
      Issue.record("not reported")
      return
    }
    #expect(place.line == line)
    #expect(place.column == column)
  }

  @Test("A quote that is never closed in the first row of many bytes is no lack of memory")
  func unterminatedQuoteNeedsLittleMemory() {
    var options = ReadOptions()
    options.availableMemory = 10_000
    let error = InputFixture.error("a,b\n1,\"open\n" + String(repeating: "1,2\n", count: 10_000), options)
    guard case .unterminatedQuote? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("A NUL byte is reported with its line")
  func nulByte() {
    let text = "name,b\nanna,2\nbe\0rt,4\n" + String(repeating: "carl,5\n", count: 100)
    let error = InputFixture.error(text)
    guard case .nulByte(let place)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(place.line == 3)
    #expect(place.column == 3)
    #expect(place.excerpt == "be·rt,4")
  }

  @Test(
    "Files that are no text are named",
    arguments: [
      ([0x50, 0x4B, 3, 4, 20, 0], "workbook"), ([0x1F, 0x8B, 8, 0], "gzip"), (Array("%PDF-1.7".utf8), "PDF"),
      ([UInt8](0...255) + [UInt8](0...255), "binary"),
    ])
  func notText(bytes: [UInt8], word: String) {
    let error = InputFixture.error(bytes)
    guard case .notText(_, let what)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(what.contains(word))
  }

  @Test("A cell that is no number among numbers is an error with its place and the options that help")
  func notNumber() {
    let rows = (0..<300).map { "\($0),\($0 % 90)" } + ["300,n/x", "301,5", "302,n/x", "303,x"]
    let error = InputFixture.error("id,age\n" + rows.joined(separator: "\n"))
    #expect(error?.place.line == 302)
    #expect(error?.place.column == 5)
    #expect(error?.message == "column 'age' holds 'n/x', which is not a number")
    #expect(error?.repeats == 2)
    #expect(error?.hint == "--categories age reads the column as text, --exclude age leaves it out")
    #expect(error.map { "\($0)" }?.hasSuffix(".csv:302:5: column 'age' holds 'n/x', which is not a number") == true)
  }

  @Test("The same column can be read as text")
  func notNumberAsText() throws {
    let rows = (0..<300).map { "\($0),\($0 % 90)" } + ["300,n/x"]
    let table = try InputFixture.table("id,age\n" + rows.joined(separator: "\n"), ReadOptions(asText: ["age"]))
    #expect(table.columns[1].kind == .text)
  }

  @Test("A number too large for a double is no number")
  func tooLarge() {
    let rows = (0..<30).map { "\($0),1e400" }.joined(separator: "\n")
    #expect((try? InputFixture.table("a,b\n\(rows)"))?.columns[1].kind == .text)
    let error = InputFixture.error("a,b\n" + (0..<40).map { "\($0),\($0)" }.joined(separator: "\n") + "\n41,1e400\n")
    #expect(error?.message == "column 'b' holds '1e400', which is not a number")
  }

  @Test("A cell that is no date among dates is an error")
  func notDate() {
    let rows = (10..<30).map { "2024-01-\($0),x" } + ["2024-02-30,x"]
    let error = InputFixture.error("day,b\n" + rows.joined(separator: "\n"))
    #expect(error?.message == "column 'day' holds '2024-02-30', which is not a date like the others")
    #expect(error?.place.line == 22)
    #expect(error?.place.column == 1)
  }

  @Test("Too little memory is an error that says how much is needed")
  func insufficientMemory() {
    var options = ReadOptions()
    options.availableMemory = 1000
    let error = InputFixture.error("a,b\n" + String(repeating: "1,2\n", count: 10_000), options)
    guard case .insufficientMemory(_, let needed, 1000)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect((100_000...200_000).contains(needed))
    #expect(error?.kind == .insufficientMemory)
    #expect(error?.message.contains("MB of memory") == true)
  }

  @Test("Bytes that do not fit the encoding asked for are an error")
  func undecodable() {
    let error = InputFixture.error(Array("a,b\nx".utf8) + [0xF1] + Array(",1\n".utf8), ReadOptions(encoding: .utf8))
    guard case .undecodable(let place, .utf8)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(place.line == 2)
    #expect(place.column == 2)
  }

  @Test("Letters, quotes and line ends cannot be delimiters", arguments: [UInt8(ascii: "a"), 0x22, 0x0A, 0, 0xE9])
  func unusableDelimiter(byte: UInt8) {
    let error = InputFixture.error("a,b\n1,2\n", ReadOptions(delimiter: byte))
    #expect(error?.kind == .badOption)
    #expect(error?.message.hasSuffix("cannot separate columns") == true)
  }

  @Test("A file that loses its end while it is read is an error")
  func changedWhileReading() throws {
    let path = InputFixture.file(Array(("a,b\n" + String(repeating: "1,2\n", count: 100_000)).utf8))
    defer { unlink(path) }
    let reader = try TableReader(path: path)
    #expect(truncate(path, 1000) == 0)
    #expect(throws: TableError.changedWhileReading(Place(file: path))) { try reader.read() }
  }

  @Test("Names are quoted for the shell where they must be")
  func hints() {
    let error = TableError.notNumber(Place(file: "f"), column: "my age", cell: "x", repeats: 0)
    #expect(error.hint?.contains("--exclude 'my age'") == true)
  }
}
