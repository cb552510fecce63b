import MarkovChains
import Testing

@Suite("Errors of chains")
struct MarkovChainErrorTests {
  @Test("every message names the state and the number")
  func messages() {
    let messages: [(MarkovChainError, String)] = [
      (.noStates, "the chain has no state"),
      (
        .invalidCount(from: 1, to: 2, value: -3),
        "the count from state 1 to state 2 is -3.0, which is not a nonnegative number"
      ),
      (
        .invalidProbability(from: 0, to: 4, value: -0.5),
        "the probability from state 0 to state 4 is -0.5, which is not a nonnegative number"
      ),
      (.rowSum(state: 3, sum: 0.5), "the probabilities of state 3 sum to 0.5, not to 1"),
      (.exitUnreachable(from: 7), "no absorbing state can be reached from state 7"),
      (.tuplesTooLong(length: 9, stateCount: 300), "runs of 9 among 300 states are too many to tell apart"),
    ]
    for (error, message) in messages { #expect(error.message == message) }
  }
}
