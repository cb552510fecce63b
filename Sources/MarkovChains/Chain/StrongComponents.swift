/// The sets of states that lead to each other and back.
///
/// O(states + transitions), without recursion, so that a chain of any length fits the stack. Source: Tarjan (1972).
enum StrongComponents {
  /// Components in the order of their smallest members, members rising.
  static func of(_ successors: [[Int]]) -> [[Int]] {
    let n = successors.count
    var order = [Int](repeating: -1, count: n)
    var lowest = [Int](repeating: 0, count: n)
    var isOpen = [Bool](repeating: false, count: n)
    var open: [Int] = []
    var path: [(state: Int, next: Int)] = []
    var components: [[Int]] = []
    var found = 0
    for root in 0..<n where order[root] < 0 {
      path.append((root, 0))
      while let (state, next) = path.last {
        if order[state] < 0 {
          order[state] = found
          lowest[state] = found
          found += 1
          open.append(state)
          isOpen[state] = true
        }
        if next < successors[state].count {
          path[path.count - 1].next += 1
          let to = successors[state][next]
          if order[to] < 0 {
            path.append((to, 0))
          } else if isOpen[to] {
            lowest[state] = min(lowest[state], order[to])
          }
          continue
        }
        path.removeLast()
        if let before = path.last?.state { lowest[before] = min(lowest[before], lowest[state]) }
        guard lowest[state] == order[state] else { continue }
        var component: [Int] = []
        repeat {
          component.append(open.removeLast())
          isOpen[component[component.count - 1]] = false
        } while component[component.count - 1] != state
        components.append(component.sorted())
      }
    }
    return components.sorted { $0[0] < $1[0] }
  }
}
