import Testing

@testable import MarkovChains

@Suite("Strong components")
struct StrongComponentsTests {
  @Test("worked by hand: a cycle, a state between and a pair")
  func byHand() {
    #expect(StrongComponents.of([[2], [1], [0, 3], [4], [5], [4]]) == [[0, 2], [1], [3], [4, 5]])
    #expect(StrongComponents.of([]).isEmpty)
    #expect(StrongComponents.of([[], []]) == [[0], [1]])
  }

  @Test("a cycle through a hundred thousand states is one component")
  func longCycle() {
    let n = 100_000
    #expect(StrongComponents.of((0..<n).map { [($0 + 1) % n] }) == [Array(0..<n)])
  }
}
