import Testing

@testable import MarkovChains

@Suite("Tables of codes")
struct CodeTableTests {
  @Test("thousands of codes, each added twice, come out rising with their sums")
  func growth() {
    var table = CodeTable()
    for round in 1...2 { for code in 0..<5000 { table.add(UInt64(code * 7919 % 5000), round * code) } }
    let (codes, counts) = table.sorted
    // Code 0 was added 0 times.
    #expect(codes == (1..<5000).map { UInt64($0) })
    #expect(counts.reduce(0, +) == 3 * (0..<5000).reduce(0, +))
  }
}
