import LinearAlgebra

/// Journeys from first contact to conversion or loss, cut from an event log.
public struct ConversionJourneys: Sendable {
  /// The counted part of each journey: (start), touchpoints, and its end if that is known and counts.
  public let chain: ChainSequences
  /// What each journey's conversion was worth, NaN where that is unknown or there was none; empty without values.
  public let values: [Double]
  /// When each journey began.
  public let startTimes: [Double]
  /// Journeys by how they ended, counted or not.
  public let outcomes: Outcomes

  /// Numbers of journeys, and what the rules left out.
  public struct Outcomes: Sendable, Equatable {
    /// Journeys that ended in a conversion.
    public var converted = 0
    /// Journeys that a silence longer than the window ended.
    public var lost = 0
    /// Journeys of which neither is known yet.
    public var open = 0
    /// Exits from contacts after the last counted time.
    public var droppedExits = 0
    /// Contacts after the end of observation.
    public var lateContacts = 0
    /// Contacts that were merged with an equal one before.
    public var mergedRepeats = 0

    public init() {}

    /// All of them, however they ended.
    public var journeys: Int { converted + lost + open }

    mutating func add(_ other: Outcomes) {
      converted += other.converted
      lost += other.lost
      open += other.open
      droppedExits += other.droppedExits
      lateContacts += other.lateContacts
      mergedRepeats += other.mergedRepeats
    }
  }

  /// Cuts the journeys of all customers. O(contacts).
  public init(_ log: EventLog, touchpoints: [String], rules: JourneyRules, workers: Workers) {
    let space = StateSpace(.conversion, touchpoints: touchpoints)
    let blocks = ChainSequences.customerBlocks(log)
    let most = workers.map(pieces: blocks.count) { Self.mostStates(log, blocks[$0], rules) }
    let (chain, parts) = ChainSequences.written(space, blocks: blocks, most: most, workers: workers) { block, writer in
      var cutter = Cutter(space, rules, writer)
      log.times.withUnsafeBufferPointer { times in
        log.touchpoints.withUnsafeBufferPointer { touchpoints in
          for customer in blocks[block] { cutter.cut(customer, times, touchpoints, log) }
        }
      }
      writer = cutter.writer
      return (outcomes: cutter.outcomes, values: cutter.values, startTimes: cutter.startTimes)
    }
    self.chain = chain
    outcomes = parts.reduce(into: Outcomes()) { $0.add($1.outcomes) }
    values = parts.flatMap(\.values)
    startTimes = [Double].joined(parts.count, workers: workers) { parts[$0].startTimes }
  }

  /// The states that the journeys of some customers have at most: one a contact, and both ends of every journey, of which
  /// one begins with each customer and may begin after each conversion and each long silence.
  ///
  /// Counted over all contacts one after the other, as if they were one customer's, then without the silences between
  /// customers: no branch depends on the data.
  private static func mostStates(_ log: EventLog, _ customers: Range<Int>, _ rules: JourneyRules) -> Int {
    let places = log.offsets[customers.lowerBound]..<log.offsets[customers.upperBound]
    let window = rules.inactiveAfter
    var journeys = customers.count
    log.times.withUnsafeBufferPointer { times in
      for place in places.dropFirst() { journeys &+= times[place] - times[place &- 1] > window ? 1 : 0 }
      log.offsets.withUnsafeBufferPointer { offsets in
        for customer in customers.dropFirst() {
          let place = offsets[customer]
          journeys &-= times[place] - times[place &- 1] > window ? 1 : 0
        }
      }
    }
    log.touchpoints.withUnsafeBufferPointer { touchpoints in
      rules.isConversion.withUnsafeBufferPointer { isConversion in
        for place in places { journeys &+= isConversion[Int(touchpoints[place])] ? 1 : 0 }
      }
    }
    return places.count + 2 * journeys
  }

  private struct Cutter {
    let rules: JourneyRules
    var writer: SequenceWriter
    var outcomes = Outcomes()
    var values: [Double] = []
    var startTimes: [Double] = []
    private let conversionState: Int
    private let lostState: Int

    init(_ space: StateSpace, _ rules: JourneyRules, _ writer: SequenceWriter) {
      self.writer = writer
      self.rules = rules
      conversionState = space.conversionState
      lostState = space.lostState
    }

    mutating func cut(
      _ customer: Int, _ times: UnsafeBufferPointer<Double>, _ touchpoints: UnsafeBufferPointer<UInt16>,
      _ log: EventLog
    ) {
      let lastCounted = rules.lastCounted
      // The touchpoint before within a journey; −1 outside of one.
      var before = -1
      var last = 0.0
      var isDone = false
      for place in log.range(of: customer) {
        let time = times[place]
        if time > rules.end {
          outcomes.lateContacts += 1
          continue
        }
        if isDone { continue }
        let touchpoint = Int(touchpoints[place])
        if before >= 0 {
          let gap = time - last
          if gap > rules.inactiveAfter {
            closeLost(log)
            before = -1
            if rules.keepsFirstOnly {
              isDone = true
              continue
            }
          } else {
            let counts = last <= lastCounted
            last = time
            if rules.isConversion[touchpoint] {
              close(in: conversionState, after: gap, counts: counts)
              noteValue(place, log)
              outcomes.converted += 1
              before = -1
              isDone = rules.keepsFirstOnly
            } else if rules.collapsesRepeats && touchpoint == before {
              outcomes.mergedRepeats += 1
            } else {
              if counts { writer.append(touchpoint + 1, after: gap) } else { outcomes.droppedExits += 1 }
              before = touchpoint
            }
            continue
          }
        }
        beginJourney(of: customer, at: time)
        if rules.isConversion[touchpoint] {
          close(in: conversionState, after: 0, counts: true)
          noteValue(place, log)
          outcomes.converted += 1
          isDone = rules.keepsFirstOnly
        } else {
          writer.append(touchpoint + 1, after: 0)
          before = touchpoint
          last = time
        }
      }
      guard before >= 0 else { return }
      if last <= rules.lastCounted {
        closeLost(log)
      } else {
        writer.end()
        noteNoValue(log)
        outcomes.open += 1
      }
    }

    private mutating func beginJourney(of customer: Int, at time: Double) {
      writer.begin(unit: customer)
      writer.append(0, after: 0)
      startTimes.append(time)
    }

    private mutating func noteValue(_ place: Int, _ log: EventLog) {
      if !log.amounts.values.isEmpty { values.append(log.amounts.values[place]) }
    }

    private mutating func noteNoValue(_ log: EventLog) {
      if !log.amounts.values.isEmpty { values.append(.nan) }
    }

    private mutating func closeLost(_ log: EventLog) {
      close(in: lostState, after: 0, counts: true)
      noteNoValue(log)
      outcomes.lost += 1
    }

    private mutating func close(in state: Int, after dwell: Double, counts: Bool) {
      if counts { writer.append(state, after: dwell) } else { outcomes.droppedExits += 1 }
      writer.end()
    }
  }
}
