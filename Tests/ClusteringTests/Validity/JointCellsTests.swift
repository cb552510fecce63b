import Testing

@testable import Clustering

@Suite("Joint cells")
struct JointCellsTests {
  @Test("rows that no labeling tells apart share a cell")
  func cells() {
    let cells = JointCells(labelings: [[0, 1, 0, 1, 0], [1, 0, 1, 0, 0]], of: Array(0..<5))
    #expect(cells.rows == [4, 0, 2, 1, 3])
    #expect(cells.starts == [0, 1, 3, 5])
    #expect(cells.clusters == [0, 0, 0, 1, 1, 0])
    #expect(cells.clusterCounts == [2, 2])
    #expect(cells.cellCount == 3)
  }

  @Test("a row that takes part in one labeling only keeps -1 in the other")
  func partlyLabeledRows() {
    let cells = JointCells(labelings: [[0, -1, -1], [0, 0, -1]], of: Array(0..<3))
    #expect(cells.rows == [1, 0])
    #expect(cells.clusters == [-1, 0, 0, 0])
  }

  @Test("no rows, no cells")
  func empty() {
    #expect(JointCells(labelings: [[]], of: []).cellCount == 0)
  }
}
