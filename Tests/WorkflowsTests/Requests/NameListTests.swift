import Testing

@testable import Workflows

@Suite("Lists of names")
struct NameListTests {
  @Test(
    "Names are split at commas, blanks around them dropped",
    arguments: [
      (["a,b"], ["a", "b"]), (["a", "b,c"], ["a", "b", "c"]), ([" a , b c "], ["a", "b c"]), (["a,,b,"], ["a", "b"]),
      ([""], []), ([], []), ([#"a\,b,c"#], ["a,b", "c"]), ([#"a\b\"#], [#"a\b\"#]),
      (["precio €,año"], ["precio €", "año"]),
    ] as [([String], [String])])
  func names(lists: [String], expected: [String]) {
    #expect(NameList.names(in: lists) == expected)
  }
}
