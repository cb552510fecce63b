import LinearAlgebra

/// What customers do after their first conversion, cut from an event log.
public struct RetentionJourneys: Sendable {
  /// One journey a converted customer: (start), the converting touchpoint, later touchpoints, (lapsed) if that is known.
  public let chain: ChainSequences
  /// Time from first conversion to lapse or censoring, one a journey of ``chain``.
  public let durations: [Double]
  /// Whether each duration ends in a lapse.
  public let lapsed: [Bool]
  /// Customers whose first conversion came too late to be followed.
  public let lateCustomers: Int

  /// Cuts the journeys of all customers. O(contacts).
  ///
  /// The lapse is the first silence longer than the window, dated at the contact before it. Customers without one are
  /// followed up to the last counted time; their later exits do not count.
  public init(_ log: EventLog, touchpoints: [String], rules: JourneyRules, workers: Workers) {
    let space = StateSpace(.retention, touchpoints: touchpoints)
    let blocks = Workers.blocks(of: log.customerCount, size: max(1 << 12, log.customerCount / 64))
    let (chain, pieces) = ChainSequences.written(space, blocks: blocks.count, workers: workers) { block, writer in
      var piece = Piece()
      for customer in blocks[block] { piece.follow(customer, log, rules, lapsedState: space.lapsedState, &writer) }
      return piece
    }
    self.chain = chain
    durations = pieces.flatMap(\.durations)
    lapsed = pieces.flatMap(\.lapsed)
    lateCustomers = pieces.reduce(0) { $0 + $1.lateCustomers }
  }

  private struct Piece: Sendable {
    var durations: [Double] = []
    var lapsed: [Bool] = []
    var lateCustomers = 0

    mutating func follow(
      _ customer: Int, _ log: EventLog, _ rules: JourneyRules, lapsedState: Int, _ writer: inout SequenceWriter
    ) {
      let range = log.range(of: customer)
      guard let first = range.first(where: { rules.isConversion[Int(log.touchpoints[$0])] }),
        log.times[first] <= rules.end
      else { return }
      let began = log.times[first]
      let lastCounted = rules.lastCounted
      guard began <= lastCounted else {
        lateCustomers += 1
        return
      }
      writer.begin(unit: customer)
      writer.append(0, after: 0)
      writer.append(Int(log.touchpoints[first]) + 1, after: 0)
      var before = log.touchpoints[first]
      var last = began
      for place in range where place > first {
        let time = log.times[place]
        let gap = time - last
        if time > rules.end || gap > rules.inactiveAfter || last > lastCounted { break }
        if !(rules.collapsesRepeats && log.touchpoints[place] == before) {
          writer.append(Int(log.touchpoints[place]) + 1, after: gap)
        }
        before = log.touchpoints[place]
        last = time
      }
      // Later contacts within the window would have been met above.
      let didLapse = last < lastCounted
      if didLapse { writer.append(lapsedState, after: 0) }
      writer.end()
      if writer.isCounting { return }
      durations.append((didLapse ? last : lastCounted) - began)
      lapsed.append(didLapse)
    }
  }
}
