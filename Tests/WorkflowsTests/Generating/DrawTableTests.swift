import LinearAlgebra
import Testing

@testable import Workflows

@Suite("Tables to draw from")
struct DrawTableTests {
  @Test("A number falls to the outcome in whose share it lies")
  func outcomes() {
    let table = DrawTable([[0.25, 0, 0.5, 0.25], [0, 1]])
    #expect(table.rowCount == 2)
    #expect([0, 0.2499, 0.25, 0.7499, 0.75, 0.9999].map { table.outcome(row: 0, at: $0) } == [0, 0, 2, 2, 3, 3])
    #expect([0, 0.5, 1 - 0x1p-53].map { table.outcome(row: 1, at: $0) } == [1, 1, 1])
  }

  @Test("Shares that fall short of 1 by rounding still have an outcome for every number")
  func rounding() {
    let table = DrawTable([[0.1, 0.2, 0.7 - 1e-12, 0]])
    #expect(table.outcome(row: 0, at: 1 - 0x1p-53) == 2)
  }
}
