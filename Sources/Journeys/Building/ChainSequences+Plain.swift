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
}
