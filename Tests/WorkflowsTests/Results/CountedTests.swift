import Testing

@testable import Workflows

@Suite("Counts in sentences")
struct CountedTests {
  @Test("one has no s, thousands are grouped")
  func text() {
    #expect([0, 1, 1_200].map { Counted.text($0, "row") } == ["0 rows", "1 row", "1,200 rows"])
  }

  @Test(
    "three and more in a row are shortened",
    arguments: [
      ([], ""), ([3], "3"), ([3, 4], "3 and 4"), ([3, 4, 5], "3 to 5"), ([2, 4, 5, 6, 9], "2, 4 to 6 and 9"),
    ] as [([Int], String)])
  func runs(numbers: [Int], expected: String) {
    #expect(Counted.runs(numbers) == expected)
    #expect(Counted.runs(numbers, last: "or") == expected.replacing("and", with: "or"))
  }
}
