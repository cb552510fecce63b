import LinearAlgebra
import Testing

@testable import Journeys

struct CellSortTests {
  private func sorted(_ cells: [UInt32], areNarrow: Bool) -> [UInt32] {
    // What follows must neither move nor matter.
    let following = (0..<CellSort.lanes).map { UInt32($0 * 5 % 7) }
    let all = UnsafeMutablePointer<UInt32>.allocate(capacity: cells.count + CellSort.lanes)
    let room = UnsafeMutablePointer<UInt32>.allocate(capacity: CellSort.lanes)
    defer {
      all.deallocate()
      room.deallocate()
    }
    for (place, cell) in (cells + following).enumerated() { (all + place).initialize(to: cell) }
    let result = CellSort.sort(all, count: cells.count, areNarrow: areNarrow, room: room)
    #expect(following.indices.allSatisfy { all[cells.count + $0] == following[$0] })
    return (0..<cells.count).map { result[$0] }
  }

  @Test func `any number of cells is sorted, equal ones among them`() {
    var stream = RandomStream(seed: 3)
    for count in 0...40 {
      for kinds in [2.0, 9, 1_000, Double(CellSort.limit)] {
        let cells = (0..<count).map { _ in UInt32(stream.uniform() * kinds) }
        for areNarrow in [false, true] where sorted(cells, areNarrow: areNarrow) != cells.sorted() {
          Issue.record("\(count) cells of \(kinds) kinds")
        }
      }
    }
  }

  @Test func `the largest cells are sorted too`() {
    let limit = UInt32(CellSort.limit)
    #expect(sorted([limit - 1, 0, limit - 1, limit - 2], areNarrow: true) == [0, limit - 2, limit - 1, limit - 1])
    #expect(sorted([.max, 0, 1 << 31, limit], areNarrow: false) == [0, limit, 1 << 31, .max])
  }
}
