import Reporting
import Testing

@Suite struct TextTableTests {
  private let archetypes = TextTable(columns: [
    .number("archetype", ["1", "2"]),
    .text("name", ["High spend · recent", "Occasional"]),
    .number("size", ["1,204", "83"]),
  ])

  @Test("Texts stand left, numbers right, nothing trails")
  func plainTable() {
    #expect(
      archetypes.text() == """
        archetype  name                  size
                1  High spend · recent  1,204
                2  Occasional              83

        """)
    let textLast = TextTable(columns: [.number("n", ["1"]), .text("label", ["a"])])
    #expect(textLast.text() == "n  label\n1  a\n")
  }

  @Test("The widest texts are cut to fit a terminal, numbers never")
  func fitting() {
    #expect(
      archetypes.text(width: 30) == """
        archetype  name           size
                1  High spend…   1,204
                2  Occasional       83

        """)
    #expect(
      archetypes.text(width: 10) == """
        archetype  name     size
                1  High…   1,204
                2  Occas…     83

        """)
    #expect(archetypes.text(width: 200) == archetypes.text())
  }

  @Test("Names go on in the next line, the other cells stay on the first")
  func wrapping() {
    let table = TextTable(columns: [
      .number("#", ["1", "2"]), .name("name", ["High total charges · long-standing · device", "Low"]),
      .number("size", ["1,204", "83"]),
    ])
    #expect(
      table.text(width: 40) == """
        #  name                             size
        1  High total charges ·            1,204
           long-standing · device
        2  Low                                83

        """)
    let dot = TextTable(columns: [.name("a", ["Few visits · discount hunter · web"])])
    #expect(dot.text(width: 28) == "a\nFew visits · discount\nhunter · web\n")
    // Never narrower than most words need, and words that do not fit are cut.
    #expect(table.text(width: 10) == table.text(width: 38))
    #expect(table.text() == table.text(width: 100))
    let long = TextTable(columns: [.name("a", [String(repeating: "x", count: 40)])])
    #expect(long.text(width: 30) == "a\n" + String(repeating: "x", count: 29) + "…\n")
  }

  @Test("Of equally wide texts the last gives way first")
  func lastGivesWay() {
    let table = TextTable(columns: [.text("a", ["12345678"]), .text("b", ["12345678"])])
    #expect(table.text(width: 17) == "a         b\n12345678  123456…\n")
    #expect(table.text(width: 16) == "a        b\n123456…  123456…\n")
  }

  @Test("Wide and combining characters keep columns aligned")
  func wideCharacters() {
    let table = TextTable(columns: [.text("name", ["漢字", "e\u{301}te\u{301}"]), .number("n", ["1", "22"])])
    #expect(table.text() == "name   n\n漢字   1\ne\u{301}te\u{301}   22\n")
  }

  @Test("Cells cannot send escape sequences to the terminal or break lines")
  func hostileCells() {
    let table = TextTable(columns: [.text("a\nb", ["\u{1B}[2J"])])
    #expect(table.text() == "a␊b\n␛[2J\n")
  }

  @Test("Only the header is emphasised")
  func boldHeader() {
    let table = TextTable(columns: [.text("a", ["x"])])
    #expect(table.text(emphasis: Emphasis(isEnabled: true)) == "\u{1B}[1ma\u{1B}[0m\nx\n")
  }

  @Test("Markdown has alignment marks and escapes what would end a cell")
  func markdown() {
    let table = TextTable(columns: [.text("rule", ["a | b", "<b>"]), .number("n", ["1", "1,000"])])
    #expect(
      table.markdown() == """
        | rule   |     n |
        | ------ | ----: |
        | a \\| b |     1 |
        | &lt;b> | 1,000 |

        """)
  }

  @Test("No columns give no text, no rows give the header alone")
  func emptyTables() {
    #expect(TextTable(columns: []).text() == "")
    #expect(TextTable(columns: []).markdown() == "")
    #expect(TextTable(columns: [.text("a", [])]).text(width: 1) == "a\n")
  }

  @Test("A column is wrapped down to the width that it names, and no further")
  func wrappedDown() {
    func lines(_ narrowest: Int, width: Int) -> [String] {
      TextTable(columns: [
        .init(
          header: "", cells: ["active after 30 days"], alignment: .left, fitting: .wrapped(downTo: narrowest)),
        .number("n", ["1"]),
      ]).text(width: width).split(separator: "\n").dropFirst().map(String.init)
    }
    #expect(lines(12, width: 16) == ["active after   1", "30 days"])
    #expect(lines(20, width: 16) == ["active after 30 days  1"])
  }
}
