import LinearAlgebra
import MarkovChains

/// Writes the sequences of some customers to their place among all, or only counts their states.
struct SequenceWriter {
  /// Nil while nothing but states is counted.
  fileprivate let target: (states: UnsafeMutablePointer<Int32>, dwells: UnsafeMutablePointer<Float>)?
  private(set) var stateCount = 0
  fileprivate var lengths: [Int32] = []
  fileprivate var units: [Int32] = []
  private var began = 0

  fileprivate init(_ target: (states: UnsafeMutablePointer<Int32>, dwells: UnsafeMutablePointer<Float>)?) {
    self.target = target
  }

  /// A writer that writes nothing and counts states.
  static var counting: SequenceWriter { SequenceWriter(nil) }

  /// Whether what else is learned of the customers is not wanted yet.
  var isCounting: Bool { target == nil }

  mutating func begin(unit: Int) {
    began = stateCount
    if !isCounting { units.append(Int32(truncatingIfNeeded: unit)) }
  }

  @inline(__always)
  mutating func append(_ state: Int, after dwell: Double) {
    if let target {
      target.states[stateCount] = Int32(truncatingIfNeeded: state)
      target.dwells[stateCount] = Float(dwell)
    }
    stateCount &+= 1
  }

  mutating func end() {
    if !isCounting { lengths.append(Int32(truncatingIfNeeded: stateCount - began)) }
  }
}

extension ChainSequences {
  /// Sequences that `write` makes of blocks of customers, side by side, and what else it learns of each block.
  ///
  /// Every block is gone through twice, first to count: that takes less time than to put sequences together in pieces and
  /// move these, and half the memory.
  static func written<Part: Sendable>(
    _ space: StateSpace, blocks: Int, workers: Workers,
    _ write: @Sendable (_ block: Int, inout SequenceWriter) -> Part
  ) -> (chain: ChainSequences, parts: [Part]) {
    let sizes = workers.map(pieces: blocks) { block in
      var writer = SequenceWriter.counting
      _ = write(block, &writer)
      return writer.stateCount
    }
    return written(space, stateCounts: sizes, workers: workers, write)
  }

  /// Sequences of blocks that are known to have so many states.
  static func written<Part: Sendable>(
    _ space: StateSpace, stateCounts sizes: [Int], workers: Workers,
    _ write: @Sendable (_ block: Int, inout SequenceWriter) -> Part
  ) -> (chain: ChainSequences, parts: [Part]) {
    let blocks = sizes.count
    var starts = [0]
    for size in sizes { starts.append(starts[starts.count - 1] + size) }
    let (places, count) = (starts, starts[blocks])
    var parts: [(part: Part, lengths: [Int32], units: [Int32])] = []
    var dwells: [Float] = []
    let states = [Int32](unsafeUninitializedCapacity: max(count, 1)) { states, filled in
      dwells = [Float](unsafeUninitializedCapacity: max(count, 1)) { dwells, filled in
        guard let firstState = states.baseAddress, let firstDwell = dwells.baseAddress else { return }
        nonisolated(unsafe) let first = (states: firstState, dwells: firstDwell)
        parts = workers.map(pieces: blocks) { block in
          var writer = SequenceWriter((first.states + places[block], first.dwells + places[block]))
          let part = write(block, &writer)
          precondition(writer.stateCount == sizes[block], "A block is written as it was counted.")
          return (part, writer.lengths, writer.units)
        }
        filled = count
      }
      filled = count
    }
    let offsets = [Int].offsets(ofLengths: parts.map(\.lengths), workers: workers)
    let chain = ChainSequences(
      space: space, sequences: Sequences(states: states, offsets: offsets, stateCount: space.count), dwells: dwells,
      units: [Int32].joined(parts.count, workers: workers) { parts[$0].units })
    return (chain, parts.map(\.part))
  }
}
