import TestSupport
import Testing

@testable import Simulation

@Suite("Smooth maxima by NLopt")
struct SmoothMaximizerTests {
  private let tolerance = 1e-6

  /// −(x − a)² − 2·(y − b)².
  private func bowl(_ a: Double, _ b: Double) -> ([Double], inout [Double]) throws(BudgetError) -> Double {
    { (point, gradient) throws(BudgetError) in
      gradient = [-2 * (point[0] - a), -4 * (point[1] - b)]
      return -(point[0] - a) * (point[0] - a) - 2 * (point[1] - b) * (point[1] - b)
    }
  }

  @Test("inside, on a bound, and on the limit of the sum")
  func places() throws {
    let box = SmoothMaximizer(lower: [0, 0], upper: [1, 1], totalLimit: 1)
    #expect(areClose(try box.maximize(from: [0.9, 0], bowl(0.2, 0.3)), [0.2, 0.3], relative: tolerance))
    #expect(
      areClose(try box.maximize(from: [0.5, 0.5], bowl(-3, 0.3)), [0, 0.3], relative: tolerance, absolute: tolerance))
    // On x + y = 1: 2·(x − 1) = 4·(y − 1), so that x = 1/3 and y = 2/3.
    #expect(areClose(try box.maximize(from: [0, 0], bowl(1, 1)), [1.0 / 3, 2.0 / 3], relative: tolerance))
  }

  @Test("a coordinate whose bounds meet stays")
  func fixed() throws {
    let box = SmoothMaximizer(lower: [0.5, 0], upper: [0.5, 1], totalLimit: 1)
    #expect(areClose(try box.maximize(from: [0.5, 0], bowl(0, 0.1)), [0.5, 0.1], relative: tolerance))
  }

  @Test("a limit met by rounding does not send the search back to its start")
  func rounding() throws {
    let box = SmoothMaximizer(lower: [20.0 / 35, 10.0 / 35], upper: [20.0 / 35, 1], totalLimit: 1)
    let found = try box.maximize(from: [20.0 / 35, 10.0 / 35]) { (point, gradient) throws(BudgetError) in
      gradient = [0.5, 0.25]
      return 0.5 * point[0] + 0.25 * point[1]
    }
    #expect(areClose(found, [20.0 / 35, 15.0 / 35], relative: tolerance))
  }

  @Test("a failure of the function comes out of the library, and one of the library too")
  func failures() {
    let box = SmoothMaximizer(lower: [0], upper: [1], totalLimit: 1)
    #expect(throws: BudgetError.objectiveNotFinite(shares: [2])) {
      try box.maximize(from: [0.5]) { (_, _) throws(BudgetError) in throw .objectiveNotFinite(shares: [2]) }
    }
    let crossed = SmoothMaximizer(lower: [1], upper: [0], totalLimit: 1)
    #expect(throws: BudgetError.solverFailed(code: -2)) {
      try crossed.maximize(from: [0.5]) { (_, _) throws(BudgetError) in 0 }
    }
  }
}
