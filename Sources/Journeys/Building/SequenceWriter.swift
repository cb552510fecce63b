import LinearAlgebra
import MarkovChains

/// Puts together the sequences of some customers, state by state.
struct SequenceWriter {
  private let states: UnsafeMutableBufferPointer<Int32>
  private let dwells: UnsafeMutableBufferPointer<Float>
  private(set) var stateCount = 0
  fileprivate var lengths: [Int32] = []
  fileprivate var units: [Int32] = []
  private var began = 0

  fileprivate init(_ states: UnsafeMutableBufferPointer<Int32>, _ dwells: UnsafeMutableBufferPointer<Float>) {
    self.states = states
    self.dwells = dwells
  }

  mutating func begin(unit: Int) {
    began = stateCount
    units.append(Int32(truncatingIfNeeded: unit))
  }

  @inline(__always)
  mutating func append(_ state: Int, after dwell: Double) {
    precondition(stateCount < states.count, "A block keeps to its buffer.")
    states[stateCount] = Int32(truncatingIfNeeded: state)
    dwells[stateCount] = Float(dwell)
    stateCount &+= 1
  }

  mutating func end() { lengths.append(Int32(truncatingIfNeeded: stateCount - began)) }
}

extension ChainSequences {
  /// Sequences that `write` makes of the customers of a log, and what else it learns of each block of them.
  ///
  /// Blocks are put together side by side, each in a small buffer, and moved to their place one after the other as soon as
  /// it is known: that takes less time than to go through all customers twice, first to count.
  ///
  /// - Parameters:
  ///   - blocks: Customers, such as ``customerBlocks(_:)``.
  ///   - most: No block has more states than this; little more, lest memory is wasted.
  static func written<Part: Sendable>(
    _ space: StateSpace, blocks: [Range<Int>], most: [Int], workers: Workers,
    _ write: @Sendable (_ block: Int, inout SequenceWriter) -> Part
  ) -> (chain: ChainSequences, parts: [Part]) {
    let room = max(1, most.reduce(0, +))
    let places = PlacesInTurn()
    var parts: [(part: Part, lengths: [Int32], units: [Int32])] = []
    var dwells: [Float] = []
    let states = [Int32](unsafeUninitializedCapacity: room) { states, filled in
      dwells = [Float](unsafeUninitializedCapacity: room) { dwells, filled in
        guard let firstState = states.baseAddress, let firstDwell = dwells.baseAddress else { return }
        nonisolated(unsafe) let first = (states: firstState, dwells: firstDwell)
        parts = workers.map(pieces: blocks.count) { block in
          withUnsafeTemporaryAllocation(of: Int32.self, capacity: most[block]) { states in
            withUnsafeTemporaryAllocation(of: Float.self, capacity: most[block]) { dwells in
              var writer = SequenceWriter(states, dwells)
              let part = write(block, &writer)
              let place = places.take(writer.stateCount, turn: block)
              if let ownStates = states.baseAddress, let ownDwells = dwells.baseAddress {
                (first.states + place).update(from: ownStates, count: writer.stateCount)
                (first.dwells + place).update(from: ownDwells, count: writer.stateCount)
              }
              return (part, writer.lengths, writer.units)
            }
          }
        }
        filled = places.end
      }
      filled = places.end
    }
    let offsets = [Int].offsets(ofLengths: parts.map(\.lengths), workers: workers)
    let chain = ChainSequences(
      space: space, sequences: Sequences(states: states, offsets: offsets, stateCount: space.count), dwells: dwells,
      units: [Int32].joined(parts.count, workers: workers) { parts[$0].units })
    return (chain, parts.map(\.part))
  }

  /// The customers of a log in blocks, of which each should stay in a processor's cache.
  static func customerBlocks(_ log: EventLog) -> [Range<Int>] {
    Workers.blocks(of: log.customerCount, size: 1 << 12)
  }
}
