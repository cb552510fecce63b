import LinearAlgebra
import Testing

@testable import Journeys

struct UnitWeightsTests {
  @Test func `a unit weighs the same however many units there are`() {
    let few = UnitWeights(seed: 1, unitCount: 300).weights(ofReplicate: 11)
    let many = UnitWeights(seed: 1, unitCount: 2_000).weights(ofReplicate: 11)
    #expect(few.count == 300)
    #expect(Array(many.prefix(300)) == few)
  }

  @Test func `replicates, seeds and units differ`() {
    let weights = UnitWeights(seed: 1, unitCount: 600)
    let all =
      (0..<17).flatMap { weights.weights(ofReplicate: $0) }
      + UnitWeights(seed: 2, unitCount: 600).weights(ofReplicate: 0)
    #expect(Set(all).count == all.count)
  }

  @Test func `a unit that was never observed weighs nothing, others vary with how often they were`() {
    let weights = UnitWeights(seed: 1, unitCount: 3, shapes: [0, 1e6, 1])
    for replicate in 0..<20 {
      let drawn = weights.weights(ofReplicate: replicate)
      #expect(drawn[0] == 0 && (drawn[1] - 1e6).magnitude < 6e3 && drawn[2] < 40)
    }
  }
}
