import Testing

@testable import Workflows

@Suite("Numbers of rows")
struct RowNumbersTests {
  @Test("consecutive are five or more that go up by one")
  func consecutive() {
    #expect(RowNumbers.areConsecutive([0, 1, 2, 3, 4]) && RowNumbers.areConsecutive([-2, -1, 0, 1, 2, 3]))
    for numbers in [[], [1, 2, 3, 4], [1, 2, 3, 4, 6], [5, 4, 3, 2, 1], [1, 2, .nan, 4, 5], [1, 1, 1, 1, 1]] {
      #expect(!RowNumbers.areConsecutive(numbers), "\(numbers)")
    }
  }

  @Test("unique integers are whole, different and all there, in any order")
  func unique() {
    #expect(RowNumbers.areUniqueIntegers([7, -3, 9]))
    for numbers in [[1, 2, 1], [1, 2.5], [1, .nan]] { #expect(!RowNumbers.areUniqueIntegers(numbers), "\(numbers)") }
  }
}
