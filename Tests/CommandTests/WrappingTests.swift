import Testing

@testable import archetype

@Suite("Filling paragraphs")
struct WrappingTests {
  @Test(
    "Words move up to fill lines, blank and indented lines stay",
    arguments: [
      ("one two\nthree", 80, "one two three"),
      ("one two three", 7, "one two\nthree"),
      ("one\n\ntwo", 80, "one\n\ntwo"),
      ("text\n  a  table\nmore text", 9, "text\n  a  table\nmore text"),
      ("incomprehensibilities a", 5, "incomprehensibilities\na"),
      ("", 5, ""),
    ])
  func filled(text: String, columns: Int, expected: String) {
    #expect(text.wrappedParagraphs(to: columns) == expected)
  }
}
