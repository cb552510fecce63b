import LinearAlgebra
import MarkovChains

/// The steps of a chain with their times, in pieces that part no customer.
struct StepSource: Sendable {
  let chain: ChainSequences
  /// When the first state of each journey was entered.
  let startTimes: [Double]
  let workers: Workers

  struct Step {
    var unit: Int32
    var from: Int
    var to: Int
    /// When the contact was made that the step leaves.
    var time: Double
    /// When the customer began.
    var began: Double
  }

  /// What `body` makes of each piece, given a function that calls another one for every step.
  @inline(__always)
  func map<Result: Sendable>(_ body: @Sendable (_ steps: (_ each: (Step) -> Void) -> Void) -> Result) -> [Result] {
    let blocks = chain.unitBlocks
    return workers.map(pieces: blocks.count) { block in
      body { each in forEachStep(of: blocks[block], each) }
    }
  }

  @inline(__always)
  private func forEachStep(of journeys: Range<Int>, _ body: (Step) -> Void) {
    chain.sequences.states.withUnsafeBufferPointer { states in
      chain.dwells.withUnsafeBufferPointer { dwells in
        var unit = Int32(-1)
        var began = 0.0
        for journey in journeys {
          var time = startTimes[journey]
          if chain.units[journey] != unit {
            unit = chain.units[journey]
            began = time
          }
          for place in chain.sequences.range(of: journey).dropFirst() {
            body(Step(unit: unit, from: Int(states[place - 1]), to: Int(states[place]), time: time, began: began))
            time += Double(dwells[place])
          }
        }
      }
    }
  }

  /// The first time of all steps, the last one of those whose exits do not always count, and which edges occur.
  var range: (first: Double, last: Double, stepCount: Int, seen: [Bool]) {
    let n = chain.space.count
    // The way out of the start counts at any time.
    let start = chain.space.chain == .plain ? -1 : 0
    let pieces = map { steps in
      var first = Double.infinity
      var last = -Double.infinity
      var count = 0
      var seen = [Bool](repeating: false, count: n * n)
      steps { step in
        first = min(first, step.time)
        if step.from != start { last = max(last, step.time) }
        seen[step.from &* n &+ step.to] = true
        count += 1
      }
      return (first: first, last: last, count: count, seen: seen)
    }
    return (
      pieces.reduce(.infinity) { min($0, $1.first) }, pieces.reduce(-.infinity) { max($0, $1.last) },
      pieces.reduce(0) { $0 + $1.count }, (0..<n * n).map { cell in pieces.contains { $0.seen[cell] } }
    )
  }
}

extension ChainSequences {
  /// Journeys in a few pieces that part no unit, whatever the number of threads.
  fileprivate var unitBlocks: [Range<Int>] {
    var blocks: [Range<Int>] = []
    var begin = 0
    while begin < journeyCount {
      var end = min(begin + max(1 << 12, (journeyCount + 7) / 8), journeyCount)
      while end < journeyCount, units[end] == units[end - 1] { end += 1 }
      blocks.append(begin..<end)
      begin = end
    }
    return blocks
  }
}
