import LinearAlgebra

/// How often each run of so many states occurs in sequences, for the runs that occur.
///
/// Counts are whole and do not depend on the number of threads. O(states), on all cores.
public struct TupleCounts: Sendable, Equatable {
  /// What precedes the first state of a sequence.
  public enum Beginning: Sendable, Equatable {
    /// Nothing: a tuple lies wholly in its sequence, and ends after the given number of leading states at least.
    case plain(dropping: Int)
    /// The first state of the sequence without end, so that a tuple ends at every later state.
    case leading
  }

  /// States in a tuple.
  public let length: Int
  /// Number of states.
  public let stateCount: Int
  /// The tuples that occur, rising: `bitsPerState` bits a state, the first state highest.
  public let codes: [UInt64]
  /// How often each occurs, above 0.
  public let counts: [Int]
  /// Bits that hold a state in a code.
  public let bitsPerState: Int

  /// Counts the tuples of a length.
  ///
  /// - Parameters:
  ///   - sequences: The states that were observed.
  ///   - length: At least 1.
  ///   - beginning: How a sequence begins.
  ///   - workers: Threads to use; any number gives the same result.
  /// - Throws: ``MarkovChainError/tuplesTooLong(length:stateCount:)`` when a tuple takes more than 63 bits.
  public init(
    _ sequences: Sequences, length: Int, beginning: Beginning, workers: Workers = Workers()
  ) throws(MarkovChainError) {
    let bits = try Self.bits(sequences, stateCount: sequences.stateCount, length: length)
    let pass = TuplePass(sequences, length: length, bits: bits, beginning: beginning)
    let table = pass.run(workers)
    self.init(length: length, stateCount: sequences.stateCount, codes: table.codes, counts: table.counts)
  }

  /// Counts tuples that end at every state of every sequence, filled up in front with state 0, which stands for nothing;
  /// the states themselves are numbered from 1.
  ///
  /// Of these follow the tuples of all lengths up to this one (``droppingFirst()``, ``withoutPadding()``) in one pass.
  ///
  /// - Throws: ``MarkovChainError/tuplesTooLong(length:stateCount:)`` when a tuple of one state more than there are takes
  ///   more than 63 bits.
  init(padding sequences: Sequences, length: Int, workers: Workers) throws(MarkovChainError) {
    let stateCount = sequences.stateCount + 1
    let bits = try Self.bits(sequences, stateCount: stateCount, length: length)
    let table = TuplePass(padding: sequences, length: length, bits: bits).run(workers)
    self.init(length: length, stateCount: stateCount, codes: table.codes, counts: table.counts)
  }

  private init(length: Int, stateCount: Int, codes: [UInt64], counts: [Int]) {
    self.length = length
    self.stateCount = stateCount
    self.codes = codes
    self.counts = counts
    bitsPerState = Self.bits(for: stateCount)
  }

  /// The states of a tuple, first to last.
  public func states(of tuple: Int) -> [Int] {
    (0..<length).map { Int(codes[tuple] >> UInt64(bitsPerState * (length - 1 - $0)) & mask(states: 1)) }
  }

  /// How often a tuple of states occurs.
  public func count(of states: [Int]) -> Int {
    precondition(states.count == length, "A tuple has its length.")
    let code = states.reduce(UInt64(0)) { $0 << UInt64(bitsPerState) | UInt64($1) }
    var (low, high) = (0, codes.count)
    while low < high {
      let middle = (low + high) / 2
      if codes[middle] < code { low = middle + 1 } else { high = middle }
    }
    return low < codes.count && codes[low] == code ? counts[low] : 0
  }

  /// All tuples.
  public var total: Int { counts.reduce(0, +) }

  /// The counts of what remains of each tuple without its last state.
  public func droppingLast() -> TupleCounts {
    regrouped { $0 >> UInt64(bitsPerState) }
  }

  /// The counts of what remains of each tuple without its first state.
  public func droppingFirst() -> TupleCounts {
    let rest = mask(states: length - 1)
    return regrouped { $0 & rest }
  }

  /// The counts of the ends of these tuples, by their length from 1 to that of the whole.
  var ends: [TupleCounts] {
    var ends = [self]
    while ends[ends.count - 1].length > 1 { ends.append(ends[ends.count - 1].droppingFirst()) }
    return ends.reversed()
  }

  /// Σ n ln n, the sum that likelihoods are made of.
  var entropySum: Double { counts.reduce(0) { $0 + EntropyTerm.of(Double($1)) } }

  /// The bits of so many states at the end of a code.
  func mask(states: Int) -> UInt64 { (1 << UInt64(bitsPerState * states)) - 1 }

  /// Of padded counts, those of tuples that lie wholly in their sequences, over the states themselves.
  func withoutPadding() -> TupleCounts {
    let bits = Self.bits(for: stateCount - 1)
    let one = mask(states: 1)
    var codes: [UInt64] = []
    var counts: [Int] = []
    for (code, count) in zip(self.codes, self.counts) where code >> UInt64(bitsPerState * (length - 1)) > 0 {
      codes.append(
        (0..<length).reduce(UInt64(0)) { packed, place in
          let padded = code >> UInt64(bitsPerState * (length - 1 - place)) & one
          return packed << UInt64(bits) | (padded - 1)
        })
      counts.append(count)
    }
    return TupleCounts(length: length, stateCount: stateCount - 1, codes: codes, counts: counts)
  }

  private func regrouped(_ key: (UInt64) -> UInt64) -> TupleCounts {
    var pairs = zip(codes, counts).map { (code: key($0), count: $1) }
    pairs.sort { $0.code < $1.code }
    var codes: [UInt64] = []
    var counts: [Int] = []
    for pair in pairs {
      if codes.last == pair.code {
        counts[counts.count - 1] += pair.count
      } else {
        codes.append(pair.code)
        counts.append(pair.count)
      }
    }
    return TupleCounts(length: length - 1, stateCount: stateCount, codes: codes, counts: counts)
  }

  private static func bits(
    _ sequences: Sequences, stateCount: Int, length: Int
  ) throws(MarkovChainError) -> Int {
    precondition(length >= 1, "A tuple has a state.")
    let bits = bits(for: stateCount)
    guard bits * length <= 63 else { throw .tuplesTooLong(length: length, stateCount: sequences.stateCount) }
    return bits
  }

  private static func bits(for stateCount: Int) -> Int {
    max(1, Int.bitWidth - max(stateCount - 1, 0).leadingZeroBitCount)
  }
}
