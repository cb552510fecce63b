import MarkovChains
import Testing

@Suite("Priors of transitions")
struct TransitionPriorTests {
  @Test("mass a possible cell")
  func mass() {
    #expect(TransitionPrior.none.massPerCell == 0)
    #expect(TransitionPrior.laplace.massPerCell == 1)
    #expect(TransitionPrior.jeffreys.massPerCell == 0.5)
    #expect(TransitionPrior.mass(0.1).massPerCell == 0.1)
  }
}
