import TestSupport
import Testing

@testable import Clustering

@Suite("Weighted quantiles")
struct WeightedQuantilesTests {
  private let rounding = 1e-14

  private func quantiles(_ values: [Double], weights: [Double]? = nil) -> [Double] {
    let quantiles = WeightedQuantiles(values, weights: weights)
    return NumberReference.probabilities.map { quantiles.value(at: $0)! }
  }

  @Test("are NumPy's, linear between neighbours")
  func references() {
    let values = NumberReference.quantileValues
    #expect(areClose(quantiles(values), NumberReference.quantiles, relative: rounding))
    #expect(areClose(quantiles(values + [.nan, .nan]), NumberReference.quantiles, relative: rounding))
  }

  @Test("with whole weights are those of the values repeated")
  func repeats() {
    let weighted = quantiles(NumberReference.quantileValues, weights: NumberReference.quantileWeights)
    #expect(areClose(weighted, NumberReference.weightedQuantiles, relative: rounding))
  }

  @Test("with equal weights are those without, whatever the weight is", arguments: [1, 0.1, 1.0 / 12, 1e-9])
  func equalWeights(weight: Double) {
    let values = NumberReference.quantileValues
    let weighted = quantiles(values, weights: values.map { _ in weight })
    #expect(areClose(weighted, NumberReference.quantiles, relative: 1e-9))
  }

  @Test("with weights that are shares find the value in the middle of the mass")
  func shares() {
    #expect(WeightedQuantiles([1, 2, 3], weights: [0.1, 0.8, 0.1]).value(at: 0.5) == 2)
    #expect(WeightedQuantiles([5, 1, 2], weights: [0.7, 0.2, 0.1]).value(at: 0.5) == 5)
  }

  @Test("one value is every quantile, none has none")
  func corners() {
    #expect(WeightedQuantiles([7]).value(at: 0.3) == 7)
    #expect(WeightedQuantiles([7, 9], weights: [2, 0]).value(at: 1) == 7)
    #expect(WeightedQuantiles([]).value(at: 0.5) == nil)
    #expect(WeightedQuantiles([.nan], weights: [1]).value(at: 0.5) == nil)
    #expect(WeightedQuantiles([1], weights: [0]).value(at: 0.5) == nil)
  }
}
