import LinearAlgebra
import Testing

@testable import Clustering

@Suite("Bin counts")
struct BinCountsTests {
  private func f1(_ counts: BinCounts, _ bins: [Int]) -> Double {
    let right = bins.reduce(0) { $0 + counts.right[$1] }
    return 2 * right / (bins.reduce(0) { $0 + counts.total[$1] } + counts.wanted)
  }

  private func random(_ seed: UInt64, count: Int) -> BinCounts {
    var stream = RandomStream(seed: seed, path: 1)
    let total = (0..<count).map { _ in Double(stream.index(below: 30)) }
    let right = total.map { Double(stream.index(below: Int($0) + 1)) }
    return BinCounts(right: right, total: total, wanted: right.reduce(1, +))
  }

  @Test("the best interval is that of a search through all", arguments: 0..<40)
  func bestInterval(seed: Int) {
    let counts = random(UInt64(seed), count: 12)
    let found = counts.bestInterval(costPerBound: 0)
    var best = 0.0
    for low in 0..<12 { for high in (low + 1)...12 { best = max(best, f1(counts, Array(low..<high))) } }
    #expect(abs(found.f1 - best) < 1e-12)
    #expect(abs(f1(counts, found.bins) - found.f1) < 1e-12)
  }

  @Test("the best set is that of a search through all", arguments: 0..<40)
  func bestSet(seed: Int) {
    let counts = random(UInt64(seed), count: 8)
    let found = counts.bestSet()
    let best = (1..<256).map { choice in f1(counts, (0..<8).filter { choice >> $0 & 1 == 1 }) }.max() ?? 0
    #expect(abs(found.f1 - best) < 1e-12)
  }

  @Test("a bound that is worth less than its cost is left out")
  func boundsCost() {
    let counts = BinCounts(right: [0, 50, 50, 0], total: [1, 50, 50, 100], wanted: 100)
    #expect(counts.bestInterval(costPerBound: 0).bins == [1, 2])
    #expect(counts.bestInterval(costPerBound: 0.01).bins == [0, 1, 2])
    #expect(counts.bestInterval(costPerBound: 0.01).length == 1)
  }

  @Test("all bins are no condition")
  func everything() {
    let counts = BinCounts(right: [5, 5], total: [5, 5], wanted: 10)
    #expect(counts.bestInterval(costPerBound: 0).length == 0)
    #expect(counts.bestSet().length == 0)
    #expect(counts.bestSet().f1 == 1)
  }
}
