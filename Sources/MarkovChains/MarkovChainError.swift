/// Why numbers are no Markov chain, or no chain of the kind asked for; states count from 0.
public enum MarkovChainError: Error, Sendable, Equatable {
  /// There is no state.
  case noStates
  /// A count is negative or not a finite number.
  case invalidCount(from: Int, to: Int, value: Double)
  /// A probability is negative or not a finite number; columns past the transient states are absorbing states.
  case invalidProbability(from: Int, to: Int, value: Double)
  /// The probabilities of a row do not sum to 1.
  case rowSum(state: Int, sum: Double)
  /// No absorbing state can be reached from this state.
  case exitUnreachable(from: Int)

  /// So many states, one after the other, are more than a code of 63 bits tells apart.
  case tuplesTooLong(length: Int, stateCount: Int)

  /// The failure in one sentence.
  public var message: String {
    switch self {
    case .noStates: "the chain has no state"
    case .invalidCount(let from, let to, let value):
      "the count from state \(from) to state \(to) is \(value), which is not a nonnegative number"
    case .invalidProbability(let from, let to, let value):
      "the probability from state \(from) to state \(to) is \(value), which is not a nonnegative number"
    case .rowSum(let state, let sum): "the probabilities of state \(state) sum to \(sum), not to 1"
    case .exitUnreachable(let state): "no absorbing state can be reached from state \(state)"
    case .tuplesTooLong(let length, let stateCount):
      "runs of \(length) among \(stateCount) states are too many to tell apart"
    }
  }
}
