import Testing

@testable import Reporting

@Suite struct SuggestionsTests {
  private let touchpoints = ["home", "product page", "cart", "checkout", "call centre"]

  @Test(
    "Edit distance counts insertions, deletions, replacements and swaps",
    arguments: [
      ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("kitten", "sitting", 3),
      ("ca", "abc", 3), ("a", "b", 1),
    ])
  func distances(first: String, second: String, expected: Int) {
    #expect(editDistance(Array(first), Array(second)) == expected)
    #expect(editDistance(Array(second), Array(first)) == expected)
  }

  @Test("Near names are found, whatever their case")
  func nearNames() {
    #expect(suggestions(for: "chekcout", among: touchpoints) == ["checkout"])
    #expect(suggestions(for: "CHECKOUT", among: touchpoints) == ["checkout"])
    #expect(suggestions(for: "prod", among: touchpoints) == ["product page"])
    #expect(suggestions(for: "zzz", among: touchpoints) == [])
    #expect(suggestions(for: "ho", among: touchpoints) == [])
    #expect(suggestions(for: "", among: touchpoints) == [])
  }

  @Test("The nearest stand first, equals keep their order, and there are not too many")
  func order() {
    #expect(suggestions(for: "age", among: ["wage", "aged", "age_2", "ages", "Age"]) == ["Age", "wage", "aged"])
    #expect(suggestions(for: "age", among: ["wage", "aged"], atMost: 1) == ["wage"])
  }

  @Test("The sentence asks for near names and lists few names")
  func sentences() {
    #expect(
      suggestionSentence(for: "chekout", among: touchpoints, plural: "touchpoints")
        == "did you mean 'checkout'? The touchpoints are: home, product page, cart, checkout, call centre.")
    #expect(
      suggestionSentence(for: "zzz", among: ["a", "b"], plural: "columns") == "the columns are: a, b.")
    let many = (1...11).map { "column_\($0)" }
    #expect(
      suggestionSentence(for: "column_1x", among: many, plural: "columns")
        == "did you mean 'column_1', 'column_10' or 'column_11'?")
    #expect(suggestionSentence(for: "zzz", among: many, plural: "columns") == "")
    #expect(suggestionSentence(for: "x", among: [], plural: "columns") == "")
  }
}
