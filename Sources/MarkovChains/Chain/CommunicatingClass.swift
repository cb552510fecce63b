/// States that lead to each other and back, as many as there are.
public struct CommunicatingClass: Sendable, Equatable {
  /// The states, rising.
  public let members: [Int]
  /// Whether no transition leaves the class: its states are recurrent, all others are transient.
  public let isClosed: Bool
  /// The greatest common divisor of all times of return; nil for a state that never returns.
  public let period: Int?

  init(members: [Int], successors: [[Int]]) {
    self.members = members
    var level = [Int: Int](minimumCapacity: members.count)
    for state in members { level[state] = -1 }
    isClosed = members.allSatisfy { successors[$0].allSatisfy { level[$0] != nil } }
    // Along any cycle the differences of level sum to its length, so that their common divisor is the period.
    level[members[0]] = 0
    var queue = [members[0]]
    var divisor = 0
    var place = 0
    while place < queue.count {
      let state = queue[place]
      place += 1
      for to in successors[state] {
        guard let reached = level[to], let depth = level[state] else { continue }
        if reached < 0 {
          level[to] = depth + 1
          queue.append(to)
        } else {
          divisor = Self.commonDivisor(divisor, (depth + 1 - reached).magnitude)
        }
      }
    }
    period = divisor == 0 ? nil : divisor
  }

  private static func commonDivisor(_ first: Int, _ second: UInt) -> Int {
    var (a, b) = (first, Int(second))
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}
