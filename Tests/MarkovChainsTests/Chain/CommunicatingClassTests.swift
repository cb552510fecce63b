import Testing

@testable import MarkovChains

@Suite("Communicating classes")
struct CommunicatingClassTests {
  @Test("cycles of 4 and 6 steps return in even numbers only; a third of 3 steps makes the period 1")
  func periods() {
    // 0 1 2 3 back to 0, and from 3 on over 4 and 5.
    let even = [[1], [2], [3], [0, 4], [5], [0]]
    let members = Array(0..<6)
    #expect(CommunicatingClass(members: members, successors: even).period == 2)
    #expect(CommunicatingClass(members: members, successors: [[1], [2], [3, 0], [0, 4], [5], [0]]).period == 1)
  }

  @Test("a class is closed when nothing leads out, and a state that never returns has no period")
  func closed() {
    #expect(CommunicatingClass(members: [1, 2], successors: [[1], [2], [1]]).isClosed)
    let open = CommunicatingClass(members: [0], successors: [[1], [1]])
    #expect(!open.isClosed && open.period == nil)
    #expect(CommunicatingClass(members: [1], successors: [[1], [1]]).period == 1)
  }
}
