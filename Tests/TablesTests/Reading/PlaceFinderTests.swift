import Testing

@testable import Tables

@Suite struct PlaceFinderTests {
  private func place(_ text: String, at offset: Int) throws -> Place {
    let bytes = Array(text.utf8)
    let memory = try ByteSource.allocate(bytes.count, name: "f")
    for (index, byte) in bytes.enumerated() { memory[index] = byte }
    return try PlaceFinder(source: ByteSource(name: "f", memory: memory, count: bytes.count), textOffset: 0)
      .place(at: offset)
  }

  @Test("Lines end at LF, CR and CR LF")
  func lines() throws {
    let text = "ab\ncd\r\nef\rgh\r\rij"
    for (offset, line, column) in [
      (0, 1, 1), (1, 1, 2), (3, 2, 1), (7, 3, 1), (8, 3, 2), (10, 4, 1), (14, 6, 1), (15, 6, 2),
    ] {
      let place = try place(text, at: offset)
      #expect([place.line, place.column] == [line, column], "offset \(offset)")
    }
    #expect(try place(text, at: 8).excerpt == "ef")
  }

  @Test("Columns count characters and not bytes")
  func characters() throws {
    let place = try place("ñandú,€,x", at: "ñandú,€,".utf8.count)
    #expect(place.column == 9)
    #expect(place.caret == 8)
    #expect(place.excerpt == "ñandú,€,x")
  }

  @Test("Long lines are cut around the place")
  func longLines() throws {
    let text = String(repeating: "0123456789", count: 100)
    for offset in [0, 5, 40, 500, 990, 999] {
      let place = try place(text, at: offset)
      let excerpt = try #require(place.excerpt)
      #expect(excerpt.count <= PlaceFinder.excerptWidth)
      let caret = try #require(place.caret)
      #expect(Array(excerpt)[caret] == Character("\(offset % 10)"))
      #expect(place.column == offset + 1)
    }
  }

  @Test("Control characters do not reach the terminal")
  func controls() throws {
    #expect(try place("a\tb\u{1B}[31m\u{7F}\u{202E}", at: 0).excerpt == "a b·[31m··")
  }

  @Test("The text of a cell is shortened and unquoted")
  func cellText() throws {
    let text = "\"a\"\"b\"," + String(repeating: "x", count: 100)
    let bytes = Array(text.utf8)
    let memory = try ByteSource.allocate(bytes.count, name: "f")
    for (index, byte) in bytes.enumerated() { memory[index] = byte }
    let finder = PlaceFinder(source: ByteSource(name: "f", memory: memory, count: bytes.count), textOffset: 0)
    let scanner = CellScanner(delimiter: UInt8(ascii: ","), quote: UInt8(ascii: "\""), escape: .doubled)
    #expect(try finder.cellText(at: 0, scanner: scanner) == "a\"b")
    #expect(try finder.cellText(at: 7, scanner: scanner) == String(repeating: "x", count: 40) + "…")
  }
}
