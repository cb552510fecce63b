import Testing

@testable import Tables

@Suite struct RowIndexTests {
  @Test("The last mark that is not after a row")
  func marks() {
    var index = RowIndex()
    #expect(index.mark(before: 0) == nil)
    for (row, offset) in [(0, 10), (1024, 500), (1500, 900)] { index.append(row: row, offset: offset) }
    for (row, expected) in [(0, 0), (1023, 0), (1024, 1024), (1499, 1024), (1500, 1500), (9999, 1500)] {
      #expect(index.mark(before: row)?.row == expected)
    }
    #expect(index.mark(before: 1024)?.offset == 500)
  }
}
