import Testing

@testable import Workflows

@Suite("Lists of columns")
struct ColumnChoiceTests {
  @Test(
    "Names are split at commas, blanks around them dropped",
    arguments: [
      (["a,b"], ["a", "b"]), (["a", "b,c"], ["a", "b", "c"]), ([" a , b c "], ["a", "b c"]), (["a,,b,"], ["a", "b"]),
      ([""], []), ([], []), ([#"a\,b,c"#], ["a,b", "c"]), ([#"a\b\"#], [#"a\b\"#]),
      (["precio €,año"], ["precio €", "año"]),
    ] as [([String], [String])])
  func names(lists: [String], expected: [String]) {
    #expect(ColumnChoice.names(inLists: lists) == expected)
  }
}
