import Reporting
import Testing

@Suite struct ParagraphTests {
  @Test("Lines break between words and hang under the first")
  func wrapping() {
    let paragraph = Paragraph("no evidence of separate groups: these are useful slices")
    #expect(
      paragraph.wrapped(width: 24, first: "note: ") == """
        note: no evidence of
              separate groups:
              these are useful
              slices
        """)
    #expect(
      paragraph.wrapped(width: 30, hanging: "  ") == """
        no evidence of separate
          groups: these are useful
          slices
        """)
    #expect(paragraph.wrapped(width: 80) == paragraph.text)
  }

  @Test("A line of exactly the width is not broken, a longer word stands alone")
  func edges() {
    #expect(Paragraph("abc def").wrapped(width: 7) == "abc def")
    #expect(Paragraph("abc def").wrapped(width: 6) == "abc\ndef")
    #expect(Paragraph("a incomprehensible b").wrapped(width: 5) == "a\nincomprehensible\nb")
    #expect(Paragraph("漢字 漢字").wrapped(width: 8) == "漢字\n漢字")
  }

  @Test("Line feeds are kept, spaces collapse")
  func lineFeeds() {
    #expect(Paragraph("a  b\n\nc").wrapped(width: 80, first: "- ") == "- a b\n\n  c")
    #expect(Paragraph("").wrapped(width: 80) == "")
  }
}
