import Simulation
import Testing

@Suite("Levers")
struct LeverTests {
  @Test("bounds may meet, and are open above by default")
  func bounds() throws {
    #expect(try BudgetCases.saturating("a", 0.5, 1, minimum: 3, maximum: 3).maximum == 3)
    let lever = try BudgetCases.saturating("a", 0.5, 1)
    #expect(lever.minimum == 0)
    #expect(lever.maximum == .infinity)
  }

  @Test("a negative least spend and crossed bounds are refused with the lever")
  func wrongBounds() {
    #expect(throws: BudgetError.invalidMinimum(lever: "a", minimum: -1)) {
      try BudgetCases.saturating("a", 0.5, 1, minimum: -1)
    }
    #expect(throws: BudgetError.invalidMinimum(lever: "a", minimum: .infinity)) {
      try BudgetCases.saturating("a", 0.5, 1, minimum: .infinity)
    }
    #expect(throws: BudgetError.boundsCrossed(lever: "a", minimum: 5, maximum: 4)) {
      try BudgetCases.saturating("a", 0.5, 1, minimum: 5, maximum: 4)
    }
    #expect(throws: BudgetError.self) { try BudgetCases.saturating("a", 0.5, 1, maximum: .nan) }
  }
}
