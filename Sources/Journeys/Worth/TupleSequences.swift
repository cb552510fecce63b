import MarkovChains

/// Why the worth of touchpoints cannot be computed.
public enum WorthError: Error, Sendable, Equatable {
  /// A chain of this order has more states than are solved for.
  case tooManyStates(order: Int, states: Int, limit: Int)
  /// There are too many touchpoints to number their tuples.
  case orderTooHigh(order: Int, touchpoints: Int)

  /// The failure in one sentence.
  public var message: String {
    switch self {
    case .tooManyStates(let order, let states, let limit):
      "a chain of order \(order) has \(states) states here, more than the \(limit) that can be solved"
    case .orderTooHigh(let order, let touchpoints):
      "order \(order) is too high for \(touchpoints) touchpoints"
    }
  }
}

/// Conversion journeys as a chain of higher order: each state is the tuple of the last m touchpoints.
///
/// Near the beginning of a journey the tuple is shorter, so that every contact stays one step: for m = 2 the journey
/// a, b, a converts by way of (a), (a b), (b a). A path shorter than m is one short tuple when it ends. Dropped exits stay
/// dropped, and no transition is dropped besides.
public struct TupleSequences: Sendable {
  /// The most states, start and ends included, of which a matrix is made.
  public static let stateLimit = 5_000
  /// Codes of tuples up to this many are numbered by a table.
  private static let tableLimit = 1 << 22

  /// The journeys over tuples; "a > b" is the name of the tuple of a and b. Order 1 is the chain itself.
  public let chain: ChainSequences
  /// Which tuple holds which touchpoints.
  public let states: TouchpointStates

  /// Turns journeys over touchpoints into journeys over tuples. O(states) and two passes.
  ///
  /// - Parameters:
  ///   - chain: A conversion chain over touchpoints.
  ///   - order: m, at least 1.
  /// - Throws: ``WorthError`` when there are more than ``stateLimit`` different tuples, before a matrix is made of them.
  public init(_ chain: ChainSequences, order: Int) throws(WorthError) {
    precondition(order >= 1, "A journey is followed by what came before.")
    let touchpoints = chain.space.touchpoints
    guard order > 1 else {
      try Self.check(order, states: chain.space.count)
      self.chain = chain
      states = TouchpointStates(chain.space)
      return
    }
    let base = touchpoints.count + 1
    var modulus = 1
    for _ in 0..<order {
      let (product, overflows) = modulus.multipliedReportingOverflow(by: base)
      // A code is multiplied by the base once more when the next touchpoint is met.
      guard !overflows, product < Int.max / (base * base) else {
        throw .orderTooHigh(order: order, touchpoints: touchpoints.count)
      }
      modulus = product
    }
    let codes = Self.codes(chain, base: base, modulus: modulus)
    let found = Self.distinct(codes, modulus: modulus)
    try Self.check(order, states: found.count + 3)
    let tuples = found.map { Self.tuple($0, base: base) }
    let space = StateSpace(
      .conversion, touchpoints: tuples.map { $0.map { touchpoints[$0] }.joined(separator: " > ") })
    let sequences = Sequences(
      states: Self.numbered(codes, found, modulus: modulus, ends: chain.space.conversionState, space.conversionState),
      offsets: chain.sequences.offsets, stateCount: space.count)
    self.chain = ChainSequences(
      space: space, sequences: sequences, dwells: chain.dwells, units: chain.units, weights: chain.weights)
    states = TouchpointStates(tuples: tuples, touchpointCount: touchpoints.count)
  }

  private static func check(_ order: Int, states: Int) throws(WorthError) {
    guard states <= stateLimit else { throw .tooManyStates(order: order, states: states, limit: stateLimit) }
  }

  /// For each state the digits of its tuple, 0 for no touchpoint; the start is 0, an end −(its state).
  private static func codes(_ chain: ChainSequences, base: Int, modulus: Int) -> [Int] {
    let sequences = chain.sequences
    let firstEnd = chain.space.conversionState
    var codes: [Int] = []
    codes.reserveCapacity(sequences.states.count)
    for journey in 0..<sequences.count {
      var code = 0
      for place in sequences.range(of: journey) {
        let state = Int(sequences.states[place])
        if state >= firstEnd {
          codes.append(-state)
        } else {
          // The start is digit 0 in front of the first touchpoint.
          code = (code * base + state) % modulus
          codes.append(code)
        }
      }
    }
    return codes
  }

  private static func distinct(_ codes: [Int], modulus: Int) -> [Int] {
    if modulus <= tableLimit {
      var seen = [Bool](repeating: false, count: modulus)
      for code in codes where code > 0 { seen[code] = true }
      return seen.indices.filter { seen[$0] }
    }
    return Set(codes.lazy.filter { $0 > 0 }).sorted()
  }

  private static func tuple(_ code: Int, base: Int) -> [Int] {
    var digits: [Int] = []
    var rest = code
    while rest > 0 {
      digits.append(rest % base - 1)
      rest /= base
    }
    return digits.reversed()
  }

  private static func numbered(
    _ codes: [Int], _ found: [Int], modulus: Int, ends firstEnd: Int, _ newFirstEnd: Int
  ) -> [Int32] {
    let shift = newFirstEnd - firstEnd
    if modulus <= tableLimit {
      var numbers = [Int32](repeating: 0, count: modulus)
      for (number, code) in found.enumerated() { numbers[code] = Int32(number + 1) }
      return codes.map { $0 >= 0 ? numbers[$0] : Int32(shift - $0) }
    }
    let numbers = Dictionary(uniqueKeysWithValues: found.enumerated().map { ($1, Int32($0 + 1)) })
    return codes.map { $0 > 0 ? numbers[$0] ?? 0 : Int32($0 == 0 ? 0 : shift - $0) }
  }
}
