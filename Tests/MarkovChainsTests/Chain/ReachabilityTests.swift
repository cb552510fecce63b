import LinearAlgebra
import Testing

@testable import MarkovChains

@Suite("Reachability")
struct ReachabilityTests {
  // 0 → 1 → 2 → 3, and 0 → 3.
  private let line = Reachability(Matrix([[0, 0.5, 0, 0.5], [0, 0, 1, 0], [0, 0, 0, 1], [0, 0, 0, 1]]))

  @Test("who leads to the last state, and who does so past a barrier")
  func reaching() {
    #expect(line.statesReaching([false, false, false, true]) == [true, true, true, true])
    #expect(line.statesReaching([false, false, false, true], avoiding: 2) == [true, false, false, true])
    #expect(line.statesReaching([false, true, false, false]) == [true, true, false, false])
    #expect(line.firstState(notReaching: [false, true, false, false]) == 2)
    #expect(line.firstState(notReaching: [false, false, false, true]) == nil)
  }

  @Test("followers and predecessors rise")
  func neighbours() {
    #expect(line.successors == [[1, 3], [2], [3], [3]])
    #expect(line.predecessors == [[], [0], [1], [0, 2, 3]])
  }
}
