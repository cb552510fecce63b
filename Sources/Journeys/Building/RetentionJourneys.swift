import LinearAlgebra

/// What customers do after their first conversion, cut from an event log.
public struct RetentionJourneys: Sendable {
  /// One journey a converted customer: (start), which is the first conversion, later touchpoints, (lapsed) if that is
  /// known. Who converted once and who did again go on so differently that one state for both would fit neither.
  public let chain: ChainSequences
  /// Time from first conversion to lapse or censoring, one a journey of ``chain``.
  public let durations: [Double]
  /// Whether each duration ends in a lapse.
  public let lapsed: [Bool]
  /// For each touchpoint the sum of the values of later contacts, and how many have a value; empty without values.
  public let laterValues: [(sum: Double, count: Double)]
  /// Customers whose first conversion came too late to be followed.
  public let lateCustomers: Int

  /// Cuts the journeys of all customers. O(contacts).
  ///
  /// The lapse is the first silence longer than the window, dated at the contact before it. Customers without one are
  /// followed up to the last counted time; their later exits do not count.
  public init(_ log: EventLog, touchpoints: [String], rules: JourneyRules, workers: Workers) {
    let space = StateSpace(.retention, touchpoints: touchpoints)
    let lapsedState = space.lapsedState
    let blocks = ChainSequences.customerBlocks(log)
    let firsts = workers.map(pieces: blocks.count) { Self.firstConversions(log, of: blocks[$0], rules) }
    // The conversion becomes the start, and a lapse comes to the contacts.
    let most = firsts.map { $0.reduce(0) { $0 + log.offsets[$1.customer + 1] - $1.place + 1 } }
    let (chain, pieces) = ChainSequences.written(space, blocks: blocks, most: most, workers: workers) { block, writer in
      var piece = Piece(touchpointCount: log.amounts.values.isEmpty ? 0 : touchpoints.count)
      for first in firsts[block] { piece.follow(first, log, rules, lapsedState: lapsedState, &writer) }
      return piece
    }
    self.chain = chain
    laterValues = pieces.reduce([]) { sums, piece in
      sums.isEmpty
        ? piece.laterValues : zip(sums, piece.laterValues).map { ($0.sum + $1.sum, $0.count + $1.count) }
    }
    durations = pieces.flatMap(\.durations)
    lapsed = pieces.flatMap(\.lapsed)
    lateCustomers = pieces.reduce(0) { $0 + $1.lateCustomers }
  }

  /// Where a customer converted first.
  private struct FirstConversion: Sendable {
    let customer: Int
    let place: Int
  }

  /// The first conversions of some customers, by the end of observation. Few customers have one.
  private static func firstConversions(
    _ log: EventLog, of customers: Range<Int>, _ rules: JourneyRules
  ) -> [FirstConversion] {
    var firsts: [FirstConversion] = []
    log.touchpoints.withUnsafeBufferPointer { touchpoints in
      rules.isConversion.withUnsafeBufferPointer { isConversion in
        var customer = customers.lowerBound
        var place = log.offsets[customer]
        let end = log.offsets[customers.upperBound]
        while place < end {
          guard isConversion[Int(touchpoints[place])] else {
            place += 1
            continue
          }
          while log.offsets[customer + 1] <= place { customer += 1 }
          if log.times[place] <= rules.end { firsts.append(FirstConversion(customer: customer, place: place)) }
          place = log.offsets[customer + 1]
        }
      }
    }
    return firsts
  }

  private struct Piece: Sendable {
    var durations: [Double] = []
    var lapsed: [Bool] = []
    var lateCustomers = 0
    /// Empty without values.
    var laterValues: [(sum: Double, count: Double)]

    init(touchpointCount: Int) { laterValues = Array(repeating: (0, 0), count: touchpointCount) }

    mutating func follow(
      _ conversion: FirstConversion, _ log: EventLog, _ rules: JourneyRules, lapsedState: Int,
      _ writer: inout SequenceWriter
    ) {
      let (customer, first) = (conversion.customer, conversion.place)
      let began = log.times[first]
      let lastCounted = rules.lastCounted
      guard began <= lastCounted else {
        lateCustomers += 1
        return
      }
      writer.begin(unit: customer)
      writer.append(0, after: 0)
      var before = log.touchpoints[first]
      var last = began
      for place in log.range(of: customer) where place > first {
        let time = log.times[place]
        let gap = time - last
        if time > rules.end || gap > rules.inactiveAfter || last > lastCounted { break }
        if !(rules.collapsesRepeats && log.touchpoints[place] == before) {
          writer.append(Int(log.touchpoints[place]) + 1, after: gap)
        }
        noteValue(place, log)
        before = log.touchpoints[place]
        last = time
      }
      // Later contacts within the window would have been met above.
      let didLapse = last <= lastCounted
      if didLapse { writer.append(lapsedState, after: 0) }
      writer.end()
      durations.append((didLapse ? last : lastCounted) - began)
      lapsed.append(didLapse)
    }

    private mutating func noteValue(_ place: Int, _ log: EventLog) {
      guard !laterValues.isEmpty, !log.amounts.values[place].isNaN else { return }
      laterValues[Int(log.touchpoints[place])].sum += log.amounts.values[place]
      laterValues[Int(log.touchpoints[place])].count += 1
    }
  }
}
