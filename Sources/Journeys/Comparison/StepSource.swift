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

  /// What `body` makes of each piece of journeys.
  func map<Result: Sendable>(_ body: @Sendable (_ journeys: Range<Int>) -> Result) -> [Result] {
    let blocks = chain.unitBlocks(size: max(1 << 12, (chain.journeyCount + 7) / 8))
    return workers.map(pieces: blocks.count) { body(blocks[$0]) }
  }

  /// Calls `body` for every step of some journeys, if their customers began at times that are wanted.
  ///
  /// `isWanted` is asked once a customer, before the first step.
  @inline(__always)
  func forEachStep(
    of journeys: Range<Int>, where isWanted: (_ began: Double) -> Bool = { _ in true }, _ body: (Step) -> Void
  ) {
    chain.sequences.states.withUnsafeBufferPointer { states in
      chain.dwells.withUnsafeBufferPointer { dwells in
        chain.sequences.offsets.withUnsafeBufferPointer { offsets in
          var unit = Int32(-1)
          var began = 0.0
          var isKept = false
          for journey in journeys {
            var time = startTimes[journey]
            if chain.units[journey] != unit {
              unit = chain.units[journey]
              began = time
              isKept = isWanted(began)
            }
            guard isKept, offsets[journey] < offsets[journey + 1] else { continue }
            var from = Int(states[offsets[journey]])
            for place in offsets[journey]..<offsets[journey + 1] - 1 {
              let to = Int(states[place + 1])
              body(Step(unit: unit, from: from, to: to, time: time, began: began))
              time += Double(dwells[place + 1])
              from = to
            }
          }
        }
      }
    }
  }

  /// The first time of all steps, infinite without any, and how many there are.
  var beginning: (first: Double, stepCount: Int) {
    let pieces = map { journeys in
      var first = Double.infinity
      var count = 0
      for journey in journeys {
        let states = chain.sequences.range(of: journey).count
        guard states > 1 else { continue }
        first = min(first, startTimes[journey])
        count += states - 1
      }
      return (first: first, count: count)
    }
    return (pieces.reduce(.infinity) { min($0, $1.first) }, pieces.reduce(0) { $0 + $1.count })
  }

  /// The last time of all steps whose exits do not always count.
  var lastExit: Double {
    // The way out of the start counts at any time.
    let start = chain.space.chain == .plain ? -1 : 0
    return map { journeys in
      var last = -Double.infinity
      forEachStep(of: journeys) { if $0.from != start { last = max(last, $0.time) } }
      return last
    }.reduce(-.infinity) { max($0, $1) }
  }
}
