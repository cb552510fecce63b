import LinearAlgebra

/// One pass over sequences that counts codes of tuples, in pieces on all cores.
struct TuplePass: Sendable {
  private static let statesPerPiece = 1 << 18
  /// Tables of more places than this are hashed.
  private static let densePlaces = 1 << 19

  private let sequences: Sequences
  private let length: Int
  private let bits: Int
  private let isLed: Bool
  /// Leading states of a sequence at which no tuple ends.
  private let dropped: Int
  /// Number of states that tuples are made of.
  private let stateCount: Int
  /// What is added to each state; 0 then stands for nothing.
  private let shiftOfStates: UInt64

  init(_ sequences: Sequences, length: Int, bits: Int, beginning: TupleCounts.Beginning) {
    self.sequences = sequences
    self.length = length
    self.bits = bits
    isLed = beginning == .leading
    stateCount = sequences.stateCount
    shiftOfStates = 0
    switch beginning {
    case .plain(let leading):
      dropped = max(leading, length - 1)
    case .leading:
      dropped = 1
    }
  }

  /// A pass in which a tuple ends at every state, state 0 standing for nothing before the first, and 1 for the first state.
  init(padding sequences: Sequences, length: Int, bits: Int) {
    self.sequences = sequences
    self.length = length
    self.bits = bits
    isLed = false
    dropped = 0
    stateCount = sequences.stateCount + 1
    shiftOfStates = 1
  }

  /// The codes that occur, rising, with their counts.
  func run(_ workers: Workers) -> (codes: [UInt64], counts: [Int]) {
    let pieces = Workers.blocks(of: sequences.states.count, size: Self.statesPerPiece)
    // A table far larger than the data would cost more to clear than to hash.
    let most = min(Self.densePlaces, max(4096, 8 * sequences.states.count))
    let threads = Workers(count: max(1, min(workers.count, pieces.count)))
    guard let places = TuplePlaces(stateCount: stateCount, length: length, bits: bits, most: most) else {
      return hashed(pieces, threads)
    }
    return dense(pieces, places, threads)
  }

  private func dense(
    _ pieces: [Range<Int>], _ places: TuplePlaces, _ workers: Workers
  ) -> (codes: [UInt64], counts: [Int]) {
    let count = places.count
    var tables = [Int](repeating: 0, count: count * workers.count)
    tables.withUnsafeMutableBufferPointer { tables in
      nonisolated(unsafe) let tables = tables
      workers.forEach(pieces: pieces.count) { piece, worker in
        let table = UnsafeMutableBufferPointer(rebasing: tables[(worker * count)..<((worker + 1) * count)])
        places.withPlaceOfCode { place in
          forEachCode(pieces[piece]) { code, times in table[place(code)] &+= times }
        }
      }
    }
    var codes: [UInt64] = []
    var counts: [Int] = []
    for place in 0..<count {
      var sum = 0
      for worker in 0..<workers.count { sum += tables[worker * count + place] }
      guard sum > 0 else { continue }
      codes.append(places.code(of: place))
      counts.append(sum)
    }
    return (codes, counts)
  }

  private func hashed(_ pieces: [Range<Int>], _ workers: Workers) -> (codes: [UInt64], counts: [Int]) {
    var tables = [CodeTable](repeating: CodeTable(), count: workers.count)
    tables.withUnsafeMutableBufferPointer { tables in
      nonisolated(unsafe) let tables = tables
      workers.forEach(pieces: pieces.count) { piece, worker in
        forEachCode(pieces[piece]) { code, times in tables[worker].add(code, times) }
      }
    }
    var all = tables[0]
    for table in tables.dropFirst() { all.add(table) }
    return all.sorted
  }

  /// Calls `body` with the code of every tuple that ends within a range of the flat array, and how often it counts.
  @inline(__always)
  private func forEachCode(_ range: Range<Int>, _ body: (UInt64, Int) -> Void) {
    let mask = (UInt64(1) << UInt64(bits * length)) - 1
    let shift = UInt64(bits)
    let shiftOfStates = shiftOfStates
    let ones = (0..<length).reduce(UInt64(0)) { code, _ in code << shift | 1 }
    sequences.states.withUnsafeBufferPointer { states in
      sequences.offsets.withUnsafeBufferPointer { offsets in
        var sequence = Self.index(of: range.lowerBound, in: offsets)
        var place = range.lowerBound
        while place < range.upperBound {
          let begin = offsets[sequence]
          let end = min(offsets[sequence + 1], range.upperBound)
          let times = sequences.repetitions?[sequence] ?? 1
          let first = min(max(place, begin + dropped), end)
          var code = isLed && begin < end ? ones &* UInt64(UInt32(bitPattern: states[begin])) : 0
          for before in max(begin, place - (length - 1))..<first {
            code = (code << shift | (UInt64(UInt32(bitPattern: states[before])) &+ shiftOfStates)) & mask
          }
          for next in first..<end {
            code = (code << shift | (UInt64(UInt32(bitPattern: states[next])) &+ shiftOfStates)) & mask
            body(code, times)
          }
          place = end
          sequence += 1
        }
      }
    }
  }

  /// The sequence that holds a place of the flat array.
  private static func index(of place: Int, in offsets: UnsafeBufferPointer<Int>) -> Int {
    var (low, high) = (0, offsets.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if offsets[middle] <= place { low = middle } else { high = middle }
    }
    return low
  }
}

/// Places of tuples in a table without gaps, in the order of their codes.
///
/// A code has whole bits a state, so that a table of codes of 17 states would be twelve times as large as one of tuples of
/// four of them.
private struct TuplePlaces: Sendable {
  /// stateCount to the power of the length.
  let count: Int
  private let stateCount: Int
  private let length: Int
  private let bits: Int
  /// The places of the last states of a code, and the place of those before them as the first of its tuples.
  private let last: [Int]
  private let before: [Int]
  private let lastBits: UInt64

  /// - Returns: nil for more places than `most`.
  init?(stateCount: Int, length: Int, bits: Int, most: Int) {
    var count = 1
    for _ in 0..<length {
      let (next, overflow) = count.multipliedReportingOverflow(by: stateCount)
      guard !overflow, next <= most else { return nil }
      count = next
    }
    self.count = count
    self.stateCount = stateCount
    self.length = length
    self.bits = bits
    let lastLength = length / 2
    lastBits = UInt64(bits * lastLength)
    last = Self.places(length: lastLength, stateCount: stateCount, bits: bits)
    let step = (0..<lastLength).reduce(1) { step, _ in step * stateCount }
    before = Self.places(length: length - lastLength, stateCount: stateCount, bits: bits).map { $0 * step }
  }

  /// The place of every code of a length; those of codes with states that there are not mean nothing.
  private static func places(length: Int, stateCount: Int, bits: Int) -> [Int] {
    (0..<(1 << (bits * length))).map { code in
      (0..<length).reversed().reduce(0) { $0 * stateCount + (code >> (bits * $1)) & ((1 << bits) - 1) }
    }
  }

  @inline(__always)
  func withPlaceOfCode(_ body: ((UInt64) -> Int) -> Void) {
    let lastMask = (UInt64(1) << lastBits) - 1
    last.withUnsafeBufferPointer { last in
      before.withUnsafeBufferPointer { before in
        body { code in
          before[Int(truncatingIfNeeded: code >> lastBits)] &+ last[Int(truncatingIfNeeded: code & lastMask)]
        }
      }
    }
  }

  func code(of place: Int) -> UInt64 {
    var (rest, code) = (place, UInt64(0))
    for state in 0..<length {
      code |= UInt64(rest % stateCount) << UInt64(bits * state)
      rest /= stateCount
    }
    return code
  }
}
