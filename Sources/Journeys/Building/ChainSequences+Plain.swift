import LinearAlgebra
import MarkovChains

extension ChainSequences {
  /// The contacts of each customer as they are: nothing is added at the ends.
  ///
  /// - Parameters:
  ///   - log: Contacts, whose touchpoints are the states.
  ///   - touchpoints: Names of the touchpoints.
  ///   - absorbing: States after whose first visit nothing of the customer counts.
  ///   - collapsesRepeats: Whether equal touchpoints one after the other are one contact.
  ///   - workers: Threads to use; any number gives the same result.
  public init(
    plain log: EventLog, touchpoints: [String], absorbing: [Int], collapsesRepeats: Bool, workers: Workers
  ) {
    let space = StateSpace(.plain, touchpoints: touchpoints)
    guard collapsesRepeats || !absorbing.isEmpty else {
      self.init(space, whole: log, workers)
      return
    }
    let blocks = Self.customerBlocks(log)
    let most = blocks.map { log.offsets[$0.upperBound] - log.offsets[$0.lowerBound] }
    let ends = Set(absorbing)
    self =
      Self.written(space, blocks: blocks, most: most, workers: workers) { block, writer in
        for customer in blocks[block] {
          writer.begin(unit: customer)
          var before = -1
          var last = 0.0
          for place in log.range(of: customer) {
            let touchpoint = Int(log.touchpoints[place])
            let dwell = before < 0 ? 0 : log.times[place] - last
            last = log.times[place]
            if collapsesRepeats, touchpoint == before { continue }
            writer.append(touchpoint, after: dwell)
            before = touchpoint
            if ends.contains(touchpoint) { break }
          }
          writer.end()
        }
      }.chain
  }
  /// Every contact counts, so that those of a customer are where they are in the log.
  private init(_ space: StateSpace, whole log: EventLog, _ workers: Workers) {
    let states = [Int32].filled(count: log.contactCount, workers: workers) { range, states in
      log.touchpoints.withUnsafeBufferPointer { touchpoints in
        for place in range { states[place] = Int32(touchpoints[place]) }
      }
    }
    var dwells = [Float].filled(count: log.contactCount, workers: workers) { range, dwells in
      log.times.withUnsafeBufferPointer { times in
        for place in range { dwells[place] = Float(times[place] - times[max(place - 1, 0)]) }
      }
    }
    let blocks = Self.customerBlocks(log)
    dwells.withUnsafeMutableBufferPointer { dwells in
      nonisolated(unsafe) let dwells = dwells
      workers.forEach(pieces: blocks.count) { block, _ in
        // Nothing came before the first contact.
        for customer in blocks[block] where log.offsets[customer] < log.offsets[customer + 1] {
          dwells[log.offsets[customer]] = 0
        }
      }
    }
    self.init(
      space: space, sequences: Sequences(states: states, offsets: log.offsets, stateCount: space.count), dwells: dwells,
      units: .filled(count: log.customerCount, workers: workers) { range, units in
        for customer in range { units[customer] = Int32(truncatingIfNeeded: customer) }
      })
  }
}
