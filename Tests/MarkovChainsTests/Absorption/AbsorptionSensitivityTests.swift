import LinearAlgebra
import MarkovChains
import TestSupport
import Testing

@Suite("Sensitivity of absorption")
struct AbsorptionSensitivityTests {
  @Test("ten journeys: derivatives and elasticities of every edge, as published")
  func published() throws {
    let published: [(from: Int, to: Int, derivative: Double, elasticity: Double)] = [
      (0, 1, 0.1876075731497419, 0.08040324563560369), (0, 2, 0.09638554216867476, 0.02753872633390708),
      (0, 3, -0.35341365461847374, -0.20195065978198504), (0, 4, 0.3333333333333335, 0.04761904761904765),
      (1, 2, -0.06641566265060242, -0.04066265060240965), (1, 3, -0.28042168674698786, -0.0572289156626506),
      (1, 5, 0.20662650602409652, 0.12650602409638564), (2, 1, 0.04879518072289156, 0.023235800344234076),
      (2, 5, 0.2674698795180724, 0.19104991394148033), (2, 6, -0.5595180722891564, -0.13321858864027536),
      (3, 1, 0.28614457831325296, 0.16351118760757316), (3, 2, 0.180722891566265, 0.05163511187607573),
      (3, 6, -0.4066265060240964, -0.23235800344234087),
    ]
    let sensitivity = try TenJourneys.chain().sensitivity(from: 0, into: TenJourneys.conversion)
    for edge in published {
      #expect(
        isClose(try #require(sensitivity.derivative(from: edge.from, to: edge.to)), edge.derivative, relative: 1e-12))
      #expect(
        isClose(try #require(sensitivity.elasticity(from: edge.from, to: edge.to)), edge.elasticity, relative: 1e-12))
    }
    #expect(
      isClose(try #require(sensitivity.continuationElasticity(of: TenJourneys.email)), 0.831325301, relative: 1e-8))
    #expect(isClose(try #require(sensitivity.continuationElasticity(of: TenJourneys.direct)), 1.0 / 7, relative: 1e-12))
    // Search loses 2 of 5: ½ · .4879518 · .4 / .6.
    let gain = try #require(sensitivity.gain(closingExit: TenJourneys.loss, of: TenJourneys.search))
    #expect(isClose(gain, 0.5 * 0.4879518072289156 * 0.4 / 0.6, relative: 1e-12))
  }

  @Test(
    "an edge that has all probability cannot gain, a state that always loses cannot be closed, and 0 has no elasticity")
  func undefined() throws {
    let journeys = try TenJourneys.chain().sensitivity(from: 0, into: TenJourneys.conversion)
    #expect(journeys.derivative(from: TenJourneys.direct, to: 5) == nil)
    #expect(journeys.elasticity(from: TenJourneys.direct, to: 5) == nil)
    let lost = try AbsorbingChain(transient: Matrix([[0]]), absorbing: Matrix([[0, 1]])).sensitivity(from: 0, into: 0)
    #expect(lost.gain(closingExit: 1, of: 0) == nil)
    #expect(lost.continuationElasticity(of: 0) == nil)
    #expect(lost.elasticity(from: 0, to: 1) == nil)
  }

  @Test("derivatives are those of finite differences, for random chains", arguments: 1...3)
  func finiteDifferences(seed: Int) throws {
    let chain = try RandomChain.absorbing(seed: UInt64(seed), states: 9, ends: 2)
    let (t, step) = (chain.transientCount, 1e-5)
    let sensitivity = chain.sensitivity(from: 0, into: 1)
    for i in 0..<t {
      let row = Array(chain.transient.row(i)) + Array(chain.absorbing.row(i))
      for j in row.indices where row[j] > 2 * step && row[j] < 0.99 {
        func moved(_ by: Double) throws -> Double {
          var changed = row.map { $0 * (1 - row[j] - by) / (1 - row[j]) }
          changed[j] = row[j] + by
          return try chain.changing([.init(state: i, probabilities: changed)]).absorption(into: 1)[0]
        }
        let difference = try (moved(step) - moved(-step)) / (2 * step)
        #expect(
          isClose(try #require(sensitivity.derivative(from: i, to: j)), difference, relative: 1e-7, absolute: 1e-9))
      }
    }
  }
}
