import Testing

@testable import Tables

/// How whole columns are read.
@Suite struct ColumnPlanTests {
  private func kind(_ cells: [String], _ options: ReadOptions = .init()) throws -> ColumnKind {
    try InputFixture.column(cells, options).kind
  }

  private func numbers(_ cells: [String], _ options: ReadOptions = .init()) throws -> [Double]? {
    try InputFixture.column(cells, options).numbers
  }

  private func notices(_ cells: [String], delimiter: String = ",") throws -> [String] {
    let lines = ["x\(delimiter)y"] + cells.map { "\"\($0)\"\(delimiter)a" }
    return try InputFixture.table(lines.joined(separator: "\n")).notices.map(\.message)
  }

  @Test("Kinds of columns")
  func kinds() throws {
    #expect(try kind(["1", "2"]) == .integer)
    #expect(try kind(["1", "2.0"]) == .number)
    #expect(try kind(["1", "1e3"]) == .number)
    #expect(try kind(["1", "x"]) == .text)
    #expect(try kind(["001", "2"]) == .code)
    #expect(try kind(["'001", "'2"]) == .code)
    #expect(try kind(["0", "10"]) == .integer)
    #expect(try kind(["12345678901234567890", "5"]) == .code)
    #expect(try kind(["", "NA", " "]) == .empty)
    #expect(try kind(["yes", "no", "Yes"]) == .boolean)
    #expect(try kind(["Sí", "no"]) == .boolean)
    #expect(try kind(["VERDADERO", "falso", "#N/D"]) == .boolean)
    #expect(try kind(["t", "f"]) == .boolean)
    #expect(try kind(["true", "no"]) == .text)
    #expect(try kind(["0", "1"]) == .integer)
    #expect(try kind(["inf", "nan", "1"]) == .text)
    #expect(try kind(["0x10", "0x20"]) == .text)
    #expect(try kind(["2024-01-01", "2024-01-02"]) == .date)
    #expect(try kind(["20240101", "20240102"]) == .date)
    #expect(try kind(["20240101", "20241302"]) == .integer)
    #expect(try kind(["536365", "C536379"]) == .code)
  }

  @Test(
    "Asked for as numbers, cells are numbers if they can be, whatever else they look like",
    arguments: [
      (["20150615", "19991231"], [20_150_615, 19_991_231]), (["0015", "007"], [15, 7]), (["00", "NA"], [0, nil]),
      (["12345678901234567890"], [1.234567890123456789e19]), (["1,5", "2,25"], [1.5, 2.25]),
    ] as [([String], [Double?])])
  func asNumber(cells: [String], expected: [Double?]) throws {
    for name in ["x", "time"] {
      let numbers = try numbersAskedFor(cells, name).numbers
      #expect(numbers?.map { $0.isNaN ? nil : $0 } == expected)
    }
    #expect(try numbersAskedFor(["1400000000", "1400000100"], "time").numbers == [1_400_000_000, 1_400_000_100])
    let late = Array(repeating: "20240101", count: 3000) + ["007"]
    #expect(try numbersAskedFor(late, "x").numbers?.last == 7)
  }

  @Test("Cells that are no numbers stay what they are though numbers are asked for")
  func asNumberInVain() throws {
    #expect(try numbersAskedFor(["2024-01-01", "2024-01-02"], "x").kind == .date)
    #expect(try numbersAskedFor(["a", "1"], "x").kind == .text)
    #expect(try numbersAskedFor(["0015", "C1234"], "x").kind == .code)
    #expect(try numbersAskedFor(["yes", "no"], "x").kind == .boolean)
    #expect(try numbersAskedFor(["", "NA"], "x").kind == .empty)
    let most = (1...40).map(String.init) + ["old"]
    #expect(throws: TableError.self) { try numbersAskedFor(most, "x") }
    let lines = (["x,y"] + ["001,1"]).joined(separator: "\n")
    let both = ColumnSelection(asText: ["x"], asNumber: ["x"])
    #expect(try InputFixture.reader(Array(lines.utf8)).read(both).columns[0].texts?.string(ofRow: 0) == "001")
  }

  private func numbersAskedFor(_ cells: [String], _ name: String) throws -> Column {
    let lines = (["\(name),y"] + cells.map { "\"\($0)\",a" }).joined(separator: "\n")
    return try InputFixture.reader(Array(lines.utf8)).read(ColumnSelection(asNumber: [name])).columns[0]
  }

  @Test("The decimal mark comes from the whole column")
  func decimalMarks() throws {
    #expect(try numbers(["1,5", "2,25"]) == [1.5, 2.25])
    #expect(try numbers(["1.234,5", "2"]) == [1234.5, 2])
    #expect(try numbers(["1,234.5", "2"]) == [1234.5, 2])
    #expect(try numbers(["1.234", "1,5"]) == [1234, 1.5])
    #expect(try numbers(["1.234.567", "1.234"]) == [1_234_567, 1234])
    #expect(try numbers(["1,234,567", "1,234"]) == [1_234_567, 1234])
    #expect(try numbers(["0.125", "1.234"]) == [0.125, 1.234])
  }

  @Test("A mark that stays open is a point in a file with commas, a comma in one with semicolons, and a warning")
  func openMarks() throws {
    #expect(try numbers(["1.234", "5.678"]) == [1.234, 5.678])
    #expect(try numbers(["1,234", "5,678"]) == [1234, 5678])
    #expect(try notices(["1.234", "5.678"]).count == 1)
    let table = try InputFixture.table("x;y\n1.234;a\n5.678;b\n")
    #expect(table.columns[0].numbers == [1234, 5678])
    #expect(table.notices.map(\.hint) == ["--decimal , if that is right, --decimal . if not"])
    #expect(try InputFixture.table("x;y\n1.234;a\n", ReadOptions(decimal: .point)).columns[0].numbers == [1.234])
    #expect(try InputFixture.table("x;y\n1.234;a\n", ReadOptions(decimal: .point)).notices.isEmpty)
  }

  @Test("Another column that is certain settles an open one")
  func marksOfOtherColumns() throws {
    let table = try InputFixture.table("x;y\n1.234;0.5\n5.678;2.25\n")
    #expect(table.columns[0].numbers == [1.234, 5.678])
    #expect(table.dialect.decimalMark == .point)
  }

  @Test("Long numbers without groups say that a column does not group")
  func ungrouped() throws {
    #expect(try InputFixture.table("x;y\n1.234;a\n1234;b\n").columns[0].numbers == [1.234, 1234])
  }

  @Test("The mark asked for holds for every column")
  func givenMark() throws {
    #expect(try numbers(["1,234", "5"], ReadOptions(decimal: .comma)) == [1.234, 5])
    #expect(try kind(["1.5", "2.5"], ReadOptions(decimal: .comma)) == .text)
  }

  @Test("Currencies, percent signs, spaces, parentheses and apostrophes")
  func decorations() throws {
    #expect(try numbers(["€ 1.234,50", "(12,5 €)", "7-"]) == [1234.5, -12.5, -7])
    #expect(try numbers(["12 %", "5%"]) == [12, 5])
    #expect(try numbers(["1\u{A0}234", "12\u{202F}345"]) == [1234, 12_345])
    #expect(try numbers(["'12", "'13"]) == [12, 13])
    #expect(try notices(["$5", "$6"]) == ["column 'x' was read without its currency"])
    #expect(try notices(["$5", "€6"]).first?.contains("several currencies") == true)
    for cells in [["€5", "6 EUR"], ["$5", "USD 6", "US$ 7"], ["£5", "6 GBP"]] {
      #expect(try notices(cells) == ["column 'x' was read without its currency"])
    }
    #expect(try notices(["$5", "6 CAD"]).first?.contains("several currencies") == true)
    #expect(try notices(["5%", "6%"]).first?.contains("without its %") == true)
    #expect(try notices(["5%", "6"]).first?.contains("1 of 2 numbers with %") == true)
  }

  @Test("Missing words count where the rest of the column confirms them")
  func missingWords() throws {
    let words = ["NA", "N/A", "NULL", "None", "NaN", "-", "#N/A", "#N/D", "(not set)", "(en blanco)", "", " "]
    let numeric = try InputFixture.column(["1", "2"] + words)
    #expect(numeric.kind == .integer)
    #expect(numeric.missingCount == words.count)
    let dates = try InputFixture.column(["2024-01-01"] + words)
    #expect(dates.kind == .date)
    #expect(dates.missingCount == words.count)
    let booleans = try InputFixture.column(["yes", "no"] + words)
    #expect(booleans.kind == .boolean)
    #expect(booleans.missingCount == words.count)
    #expect(booleans.texts?.levelCount == 2)
    let texts = try InputFixture.column(["gold", "silver"] + words)
    #expect(texts.missingCount == words.count - 1)
    #expect(texts.texts?.string(ofRow: 5) == "None")
  }

  @Test("NA is Namibia among codes of countries")
  func namibia() throws {
    let column = try InputFixture.column(["ES", "NA", "FR"])
    #expect(column.missingCount == 0)
    #expect(column.texts?.string(ofRow: 1) == "NA")
  }

  @Test("Day and month are told apart by any day above 12")
  func dayOrder() throws {
    #expect(try InputFixture.column(["3/4/2024", "13/4/2024"]).dates?.order == .dayMonthYear)
    #expect(try InputFixture.column(["3/4/2024", "4/13/2024"]).dates?.order == .monthDayYear)
    #expect(try notices(["3/4/2024", "13/4/2024"]).isEmpty)
  }

  @Test("Dates that never tell day and month apart are read day first, with a warning, or as asked")
  func openDayOrder() throws {
    #expect(try InputFixture.column(["3/4/2024", "5/6/2024"]).dates?.order == .dayMonthYear)
    #expect(try notices(["3/4/2024", "5/6/2024"]).first?.contains("tells day and month apart") == true)
    let monthFirst = try InputFixture.table("x,y\n3/4/2024,a\n", ReadOptions(dayFirst: false))
    #expect(monthFirst.columns[0].dates?.order == .monthDayYear)
    #expect(monthFirst.notices.isEmpty)
  }

  @Test("Months by their names make a column of dates, and do not mix with other orders")
  func namedMonths() throws {
    let column = try InputFixture.column(["15-mar-24", "15 de abril de 2024", "May 5, 2024"])
    #expect(column.kind == .date)
    #expect(column.dates?.order == .monthName)
    #expect(column.dates?.seconds == [1_710_460_800, 1_713_139_200, 1_714_867_200])
    #expect(try kind(["15-mar-24", "15/4/2024"]) == .text)
    #expect(try kind(["march", "may"]) == .text)
    #expect(DateColumn.orders(of: "15 Mar 2024") == [.monthName])
  }

  @Test("A column never mixes two orders")
  func mixedOrders() throws {
    #expect(try kind(["13/4/2024", "4/13/2024"]) == .text)
  }

  @Test("Counts since 1970 are times where the header names one")
  func epochs() throws {
    for (cell, order, unit) in [
      ("1704153600", DateColumn.Order.epochSeconds, "seconds"), ("1704153600000", .epochMilliseconds, "milliseconds"),
      ("1704153600000000", .epochMicroseconds, "microseconds"),
    ] {
      let table = try InputFixture.table("event_time,total\n\(cell),\(cell)\n")
      #expect(table.columns[0].dates?.order == order)
      #expect(table.columns[0].dates?.seconds == [1_704_153_600])
      #expect(table.columns[1].kind == .integer)
      #expect(table.notices.map(\.message) == ["column 'event_time' was read as \(unit) since 1970"])
    }
    // Excel: 45293.5 is the noon of 2024-01-02, .33333 eight hours to the second and a bit.
    let excel = try InputFixture.table("fecha,fecha_alta,total\n45293.5,45293,45293\n45293.33333,NA,1\n")
    #expect(excel.columns[0].dates?.seconds == [1_704_196_800, 1_704_182_399.712])
    #expect(excel.columns.map { $0.dates?.isDateOnly } == [false, true, nil])
    #expect(excel.columns[1].dates?.order == .excelDays)
    #expect(
      excel.notices.map(\.message)
        == ["fecha", "fecha_alta"].map {
          "column '\($0)' was read as the days of Excel, counted from 1899-12-30"
        })
    let reader = try InputFixture.reader(Array("createdAt,n\n1704153600,1\n".utf8))
    #expect(reader.sampleKinds == [.date, .integer])
    #expect(try InputFixture.table("updateCount,n\n1704153600,1\n").columns[0].kind == .integer)
  }

  @Test("Mixed zones are reported")
  func mixedZones() throws {
    #expect(try notices(["2024-01-01T00:00Z", "2024-01-01T00:00"]).first?.contains("with and without a zone") == true)
  }
}
