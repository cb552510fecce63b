import Testing

@testable import Tables

/// Columns whose first rows mislead: the sample covers about a thousand rows.
@Suite struct WholeColumnTests {
  /// A column of 3000 equal cells and then others.
  private func column(_ cell: String, then others: [String], _ options: ReadOptions = .init()) throws -> Column {
    try InputFixture.column(Array(repeating: cell, count: 3000) + others, options)
  }

  @Test("A column that turns out to hold many texts is text, with every cell as it was read")
  func numberThenText() throws {
    let column = try column("12.50", then: Array(repeating: "abc", count: 400))
    #expect(column.kind == .text)
    #expect(column.texts?.string(ofRow: 0) == "12.50")
    #expect(column.texts?.levelCount == 2)
  }

  @Test("A column that turns out to hold a leading zero is a code")
  func integerThenCode() throws {
    let column = try column("12", then: ["007"])
    #expect(column.kind == .code)
    #expect(column.texts?.string(ofRow: 3000) == "007")
  }

  @Test("A late cell settles an open mark")
  func openThenComma() throws {
    let column = try column("1.234", then: ["2,5"])
    #expect(column.numbers?.first == 1234)
    #expect(column.numbers?.last == 2.5)
    #expect(try self.column("1,234", then: ["2,5"]).numbers?.first == 1.234)
  }

  @Test("A late cell of another column settles an open mark")
  func openThenOtherColumn() throws {
    let lines = Array(repeating: "1.234;1", count: 3000) + ["1.234;0.5"]
    let table = try InputFixture.table("x;y\n" + lines.joined(separator: "\n"))
    #expect(table.columns[0].numbers?.first == 1.234)
    #expect(table.columns[1].numbers?.last == 0.5)
  }

  @Test("A late cell that does not group thousands makes an open mark decimal, as an early one does")
  func openThenUngrouped() throws {
    for count in [30, 1200] {
      let points = Array(repeating: "2.101", count: count) + ["25001"]
      let table = try InputFixture.table("x;y\n" + points.map { "\($0);1" }.joined(separator: "\n"))
      #expect(table.columns[0].numbers?.first == 2.101 && table.columns[0].numbers?.last == 25_001)
      let commas = Array(repeating: "2,101", count: count) + ["25001"]
      #expect(try InputFixture.column(commas).numbers?.first == 2.101)
      #expect(try InputFixture.column(commas, ReadOptions(decimal: .point)).numbers?.first == 2101)
      // Both marks are open, and one of them must group: nothing is known.
      #expect(try InputFixture.column(["2.101"] + commas).numbers?.prefix(2) == [2.101, 2101])
    }
  }

  @Test("Blanks first, numbers later")
  func blankThenNumber() throws {
    let column = try column("", then: ["5", "6.5"])
    #expect(column.kind == .number)
    #expect(column.missingCount == 3000)
    #expect(column.numbers?.suffix(2) == [5, 6.5])
  }

  @Test("Blanks first, dates later")
  func blankThenDate() throws {
    #expect(try column("NA", then: ["2024-01-01"]).kind == .date)
  }

  @Test("Booleans first, other words later")
  func booleanThenText() throws {
    #expect(try column("yes", then: ["maybe"]).kind == .text)
  }

  @Test("The order of days is settled by a late day")
  func openThenMonthFirst() throws {
    let column = try column("1/2/2024", then: ["1/31/2024"])
    #expect(column.dates?.order == .monthDayYear)
    #expect(column.dates?.seconds[0] == 1_704_153_600)
  }

  @Test("Days of eight digits first, other integers later")
  func compactThenInteger() throws {
    let column = try column("20240101", then: ["99999999"])
    #expect(column.kind == .integer)
    #expect(column.numbers?[0] == 20_240_101)
  }

  @Test("Numbers first, names made of digits and letters later")
  func integerThenNames() throws {
    #expect(try column("536365", then: ["C536379"]).kind == .code)
  }

  @Test("Integers first, a fraction later")
  func integerThenFraction() throws {
    #expect(try column("3", then: ["2.5"]).kind == .number)
  }

  @Test("Texts that all differ are kept one a row")
  func rowTexts() throws {
    let cells = (0..<3000).map { "id-\($0)x" } + ["", "id-0x"]
    let texts = try #require(try InputFixture.column(cells).texts)
    #expect(!texts.isDictionary)
    #expect(texts.levelCount == cells.count)
    #expect(texts.missingCount == 1)
    #expect(texts.string(ofRow: 2999) == "id-2999x")
    #expect(texts.string(ofRow: 3000) == nil)
    #expect(texts.level(ofRow: 3001) == 3001)
  }

  @Test("A byte beyond the sample that is not UTF-8 makes the whole file Windows-1252")
  func lateWindows1252() throws {
    let head = "name,n\n" + String(repeating: "Jose,1\n", count: 40_000)
    let table = try InputFixture.table(Array(head.utf8) + [0x4A, 0x6F, 0x73, 0xE9, 0x2C, 0x32, 0x0A])
    #expect(table.encoding == .windows1252)
    #expect(table.columns[0].texts?.string(ofRow: 40_000) == "José")
    #expect(table.notices.first?.message.contains("Windows-1252") == true)
  }
}
