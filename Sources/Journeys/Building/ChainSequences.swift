import LinearAlgebra
import MarkovChains

/// What was observed of a chain: the sequence of states of every journey, as far as it counts.
public struct ChainSequences: Sendable {
  /// The states, and which of them begin and end journeys.
  public let space: StateSpace
  /// One a journey. Each begins with the start, where the chain has one, and does not come back to it. A sequence that does
  /// not finish in an end is open: what came after was not observed, or does not count.
  public let sequences: Sequences
  /// Time since the state before, one a state; 0 for the first state of a journey and for losses and lapses.
  /// Empty where times are unknown.
  public let dwells: [Float]
  /// Who made each journey, rising: a customer of the log, or the row of a path table.
  public let units: [Int32]
  /// How often each journey was made; empty where each was made once.
  public let weights: [Double]

  public init(space: StateSpace, sequences: Sequences, dwells: [Float] = [], units: [Int32], weights: [Double] = []) {
    precondition(sequences.stateCount == space.count, "Sequences are made of the states of the space.")
    precondition(units.count == sequences.count, "Every journey is someone's.")
    precondition(dwells.isEmpty || dwells.count == sequences.states.count, "Every state has its dwell, or none has.")
    precondition(weights.isEmpty || weights.count == sequences.count, "Every journey has its weight, or none has.")
    assert(
      space.chain == .plain || sequences.states.count { $0 == 0 } == sequences.count, "Journeys begin with the start.")
    self.space = space
    self.sequences = sequences
    self.dwells = dwells
    self.units = units
    self.weights = weights
  }

  /// The sequences, each as often as its journey was made.
  public var repeatedSequences: Sequences {
    guard !weights.isEmpty else { return sequences }
    return Sequences(
      states: sequences.states, offsets: sequences.offsets, repetitions: weights.map { Int($0.rounded()) },
      stateCount: sequences.stateCount)
  }

  /// Number of journeys, each counted once.
  public var journeyCount: Int { sequences.count }

  /// How often a journey was made.
  @inlinable public func weight(ofJourney journey: Int) -> Double { weights.isEmpty ? 1 : weights[journey] }

  /// Share of the sequences that begin in each state; nil without any.
  public var startShares: [Double]? {
    var shares = [Double](repeating: 0, count: space.count)
    var total = 0.0
    for journey in 0..<journeyCount {
      let range = sequences.range(of: journey)
      guard !range.isEmpty else { continue }
      shares[Int(sequences.states[range.lowerBound])] += weight(ofJourney: journey)
      total += weight(ofJourney: journey)
    }
    return total > 0 ? shares.map { $0 / total } : nil
  }

  /// Calls `body` for every step of some journeys: which journey, from and to which state, and the place of the latter.
  @inline(__always)
  func forEachStep(of journeys: Range<Int>, _ body: (_ journey: Int, _ from: Int, _ to: Int, _ place: Int) -> Void) {
    sequences.states.withUnsafeBufferPointer { states in
      sequences.offsets.withUnsafeBufferPointer { offsets in
        for journey in journeys {
          let (begin, end) = (offsets[journey], offsets[journey + 1])
          guard begin < end else { continue }
          var from = Int(states[begin])
          for place in begin + 1..<end {
            let to = Int(states[place])
            body(journey, from, to, place)
            from = to
          }
        }
      }
    }
  }

  /// Calls `body` for every two states one after the other in some journeys, and the place of the latter. Where one journey
  /// ends and the next begins that is no step: the latter state is then the start, which no step leads to.
  ///
  /// Takes a part of the time of ``forEachStep(of:_:)``: no branch depends on the lengths of journeys.
  @inline(__always)
  func forEachPair(of journeys: Range<Int>, _ body: (_ journey: Int, _ from: Int, _ to: Int, _ place: Int) -> Void) {
    precondition(space.chain != .plain, "Only a start tells journeys apart.")
    let places = sequences.offsets[journeys.lowerBound]..<sequences.offsets[journeys.upperBound]
    guard let first = places.first else { return }
    sequences.states.withUnsafeBufferPointer { states in
      var journey = journeys.lowerBound
      var from = Int(states[first])
      for place in first + 1..<places.upperBound {
        let to = Int(states[place])
        journey &+= to == 0 ? 1 : 0
        body(journey, from, to, place)
        from = to
      }
    }
  }

  /// Journeys in pieces of about equal size, whatever the number of threads.
  var journeyBlocks: [Range<Int>] { Workers.blocks(of: journeyCount, size: max(1 << 12, (journeyCount + 7) / 8)) }

  /// Journeys in blocks that part no unit, each of so many at least but the last.
  func unitBlocks(size: Int) -> [Range<Int>] {
    var blocks: [Range<Int>] = []
    var begin = 0
    while begin < journeyCount {
      var end = min(begin + size, journeyCount)
      while end < journeyCount, units[end] == units[end - 1] { end += 1 }
      blocks.append(begin..<end)
      begin = end
    }
    return blocks
  }
}
