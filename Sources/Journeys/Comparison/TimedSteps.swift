import MarkovChains

/// The steps of customers who are all followed for the same time, on a clock whose 2³² ticks are the time observed.
struct TimedSteps: Sendable {
  let period: ClosedRange<Double>
  /// The time for which customers are followed.
  let followUp: Double
  /// Steps of all customers, these and others.
  let allStepCount: Int
  /// For each edge, the state it leaves, rising.
  let statesLeft: [Int]
  /// When each customer began.
  private(set) var starts: [UInt32] = []
  /// Where each customer's steps begin, and at last where the last one's end.
  private var offsets: [Int] = [0]
  /// Edge of each step.
  private var edges: [UInt32] = []
  /// Ticks from the customer's beginning to the contact that each step leaves.
  private var ticks: [UInt32] = []

  /// Times to follow customers for are tried in such parts of the time observed.
  private static let parts = 256

  var stepCount: Int { edges.count }

  /// nil without steps at two times.
  init?(_ chain: ChainSequences, _ startTimes: [Double], lastCounted wanted: Double? = nil) {
    let n = chain.space.count
    var first = Double.infinity
    var last = -Double.infinity
    // The way out of the start counts at any time.
    let start = chain.space.chain == .plain ? -1 : 0
    var seen = [Bool](repeating: false, count: n * n)
    var count = 0
    Self.forEachStep(chain, startTimes) { step in
      first = min(first, step.time)
      if step.from != start { last = max(last, step.time) }
      seen[step.from * n + step.to] = true
      count += 1
    }
    let lastCounted = wanted ?? last
    guard first < lastCounted else { return nil }
    period = first...lastCounted
    allStepCount = count
    let length = lastCounted - first
    let scale = Double(Self.parts) / length
    guard let part = Self.bestPart(chain, startTimes, lastCounted, scale) else { return nil }
    followUp = Double(part) / scale
    var numbers = [UInt32](repeating: 0, count: n * n)
    var statesLeft: [Int] = []
    for cell in seen.indices where seen[cell] {
      numbers[cell] = UInt32(statesLeft.count)
      statesLeft.append(cell / n)
    }
    self.statesLeft = statesLeft
    var unit = Int32(-1)
    Self.forEachStep(chain, startTimes) { step in
      guard (lastCounted - step.began) * scale >= Double(part), (step.time - step.began) * scale < Double(part) else {
        return
      }
      let began = Self.tick(step.began - first, of: length)
      if starts.isEmpty || chain.units[step.journey] != unit {
        if !starts.isEmpty { offsets.append(edges.count) }
        unit = chain.units[step.journey]
        starts.append(began)
      }
      edges.append(numbers[step.from * n + step.to])
      ticks.append(Self.tick(step.time - first, of: length) - began)
    }
    offsets.append(edges.count)
  }

  private static func tick(_ time: Double, of length: Double) -> UInt32 {
    UInt32(min(time / length * 0x1p32, 0x1p32 - 1))
  }

  /// The number of parts that keeps the most steps when customers are followed for it; nil where none keeps any.
  private static func bestPart(
    _ chain: ChainSequences, _ startTimes: [Double], _ lastCounted: Double, _ scale: Double
  ) -> Int? {
    var changes = [Int](repeating: 0, count: parts + 2)
    forEachStep(chain, startTimes) { step in
      // Kept by parts above its age, up to those for which its customer was followed.
      let age = (step.time - step.began) * scale
      let followed = (lastCounted - step.began) * scale
      guard age < Double(parts), followed >= 1 else { return }
      let low = Int(age) + 1
      let high = min(Int(followed), parts)
      if low <= high {
        changes[low] += 1
        changes[high + 1] -= 1
      }
    }
    var kept = 0
    var best: (part: Int, kept: Int)?
    for part in 1...parts {
      kept += changes[part]
      if kept > best?.kept ?? 0 { best = (part, kept) }
    }
    return best?.part
  }

  private struct Step {
    var journey: Int
    var from: Int
    var to: Int
    /// When the contact was made that the step leaves.
    var time: Double
    /// When the customer began.
    var began: Double
  }

  @inline(__always)
  private static func forEachStep(_ chain: ChainSequences, _ startTimes: [Double], _ body: (Step) -> Void) {
    let states = chain.sequences.states
    var unit = Int32(-1)
    var began = 0.0
    for journey in 0..<chain.journeyCount {
      var time = startTimes[journey]
      if journey == 0 || chain.units[journey] != unit {
        unit = chain.units[journey]
        began = time
      }
      for place in chain.sequences.range(of: journey).dropFirst() {
        body(Step(journey: journey, from: Int(states[place - 1]), to: Int(states[place]), time: time, began: began))
        time += Double(chain.dwells[place])
      }
    }
  }

  /// The counts of every block under one to four deals of starts, blocks × edges numbers a deal.
  ///
  /// Four together cost little more than one: the steps are read once.
  func counts(_ deals: [[UInt32]], blockCount: Int) -> [UInt64] {
    precondition((1...GroupDifference.blockSize).contains(deals.count), "Four deals are counted together.")
    let edgeCount = statesLeft.count
    let size = blockCount * edgeCount
    var counts = [UInt64](repeating: 0, count: deals.count * size)
    let blocks = UInt64(blockCount)
    counts.withUnsafeMutableBufferPointer { counts in
      edges.withUnsafeBufferPointer { edges in
        ticks.withUnsafeBufferPointer { ticks in
          for customer in starts.indices {
            let range = offsets[customer]..<offsets[customer + 1]
            for (place, deal) in deals.enumerated() {
              let start = UInt64(deal[customer])
              let first = place * size
              for step in range {
                // Rounding may carry the last tick over the end.
                let block = min(((UInt64(ticks[step]) &+ start) &* blocks) >> 32, blocks &- 1)
                counts[first &+ Int(block) &* edgeCount &+ Int(edges[step])] &+= 1
              }
            }
          }
        }
      }
    }
    return counts
  }
}
