import Testing

@testable import Tables

@Suite struct CellScannerTests {
  /// The rows of a text as the scanner cuts it.
  private func rows(_ text: String, delimiter: Character = ",", escape: QuoteEscape = .doubled) -> [[String]] {
    let scanner = CellScanner(delimiter: delimiter.asciiValue ?? 0, quote: UInt8(ascii: "\""), escape: escape)
    return withBytes(text) { bytes in
      guard let base = bytes.baseAddress else { return [] }
      let end = base + bytes.count
      var position = base
      var rows: [[String]] = []
      var row: [String] = []
      var unescaped: [UInt8] = []
      while position < end || !row.isEmpty {
        let cell = scanner.scan(position, end: end)
        if cell.isRaw {
          scanner.unescape(cell.content, into: &unescaped)
          row.append(String(decoding: unescaped, as: UTF8.self))
        } else {
          row.append(String(decoding: cell.content, as: UTF8.self))
        }
        position = cell.next
        if cell.terminator != .delimiter {
          rows.append(row)
          row = []
        }
      }
      return rows
    }
  }

  @Test("Lines end at LF, CR and CR LF")
  func lineEnds() {
    #expect(rows("a,b\nc,d\r\ne,f\rg,h") == [["a", "b"], ["c", "d"], ["e", "f"], ["g", "h"]])
    #expect(rows("a\r\n\r\nb") == [["a"], [""], ["b"]])
  }

  @Test("Quoted cells hold delimiters, line ends and doubled quotes")
  func quotes() {
    #expect(rows("\"a,b\",\"c\nd\",\"e\"\"f\"\n") == [["a,b", "c\nd", "e\"f"]])
    #expect(rows("\"\",\"\"\"\"") == [["", "\""]])
    #expect(rows("a\"b,c") == [["a\"b", "c"]])
  }

  @Test("Backslashes escape quotes only where the dialect says so")
  func backslashes() {
    #expect(rows("\"a\\\"b\",\"c\\\\\",\"d\\n\"", escape: .backslash) == [["a\"b", "c\\", "d\\n"]])
    #expect(rows("\"a\\\",b", escape: .doubled) == [["a\\", "b"]])
  }

  @Test("Text after a closing quote is kept, blanks are not")
  func tails() {
    #expect(rows("\"a\"bc,d") == [["abc", "d"]])
    #expect(rows("\"a\" ,d") == [["a", "d"]])
  }

  @Test("A quote that is not closed is noticed")
  func unterminated() {
    withBytes("\"abc") { bytes in
      guard let base = bytes.baseAddress else { return }
      let scanner = CellScanner(delimiter: UInt8(ascii: ","), quote: UInt8(ascii: "\""), escape: .doubled)
      #expect(scanner.scan(base, end: base + bytes.count).isUnterminated)
      #expect(!scanner.scan(base + 1, end: base + bytes.count).isUnterminated)
    }
  }

  @Test("Cells of every length end where they should")
  func lengths() {
    for length in 0...40 {
      let cell = String(repeating: "x", count: length)
      #expect(rows("\(cell);\(cell)\n\(cell)", delimiter: ";") == [[cell, cell]] + (length > 0 ? [[cell]] : []))
    }
  }
}
