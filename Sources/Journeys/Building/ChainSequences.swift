import MarkovChains

/// What was observed of a chain: the sequence of states of every journey, as far as it counts.
public struct ChainSequences: Sendable {
  public let space: StateSpace
  /// One a journey. A sequence that does not finish in an end is open: what came after was not observed, or does not count.
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
    self.space = space
    self.sequences = sequences
    self.dwells = dwells
    self.units = units
    self.weights = weights
  }

  public var journeyCount: Int { sequences.count }

  @inlinable public func weight(ofJourney journey: Int) -> Double { weights.isEmpty ? 1 : weights[journey] }
}

/// Sequences that are put together piece by piece.
struct SequenceBuffer: Sendable {
  var states: [Int32] = []
  var dwells: [Float] = []
  var lengths: [Int32] = []
  var units: [Int32] = []
  private var began = 0

  mutating func begin(unit: Int) {
    began = states.count
    units.append(Int32(truncatingIfNeeded: unit))
  }

  @inline(__always)
  mutating func append(_ state: Int, after dwell: Double) {
    states.append(Int32(truncatingIfNeeded: state))
    dwells.append(Float(dwell))
  }

  mutating func end() { lengths.append(Int32(truncatingIfNeeded: states.count - began)) }
}

extension ChainSequences {
  /// Joins pieces in their order.
  init(_ pieces: consuming [SequenceBuffer], space: StateSpace) {
    var pieces = pieces
    var states: [Int32] = []
    var dwells: [Float] = []
    var offsets = [0]
    var units: [Int32] = []
    let count = pieces.reduce(0) { $0 + $1.states.count }
    let journeys = pieces.reduce(0) { $0 + $1.units.count }
    states.reserveCapacity(count)
    dwells.reserveCapacity(count)
    offsets.reserveCapacity(journeys + 1)
    units.reserveCapacity(journeys)
    var end = 0
    for i in pieces.indices {
      states.append(contentsOf: pieces[i].states)
      dwells.append(contentsOf: pieces[i].dwells)
      units.append(contentsOf: pieces[i].units)
      for length in pieces[i].lengths {
        end += Int(length)
        offsets.append(end)
      }
      // Given back at once, so that nothing is held twice.
      pieces[i] = SequenceBuffer()
    }
    self.init(
      space: space, sequences: Sequences(states: states, offsets: offsets, stateCount: space.count), dwells: dwells,
      units: units)
  }
}
