import Testing

@testable import Workflows

@Suite("Columns of generated customers")
struct CustomerFeatureTests {
  @Test("Values rise with the position and stay in their range")
  func monotone() {
    for feature in CustomerFeature.first(20) {
      let values = stride(from: -4.0, through: 4, by: 0.25).map(feature.value)
      #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 }, "\(feature.name)")
      #expect(values.allSatisfy { $0 >= 0 && $0.isFinite }, "\(feature.name)")
      if case .share = feature.shape { #expect(values.allSatisfy { $0 < 1 }, "\(feature.name)") }
    }
  }

  @Test("The middle of a skewed column is its median, of a bell its mean")
  func middles() {
    let skewed = CustomerFeature(name: "spend", shape: .skewed(median: 240, spread: 1.1), decimals: 2)
    #expect(skewed.value(at: 0) == 240)
    let bell = CustomerFeature(name: "age", shape: .bell(mean: 44, deviation: 13, range: 18...95), decimals: 0)
    #expect(bell.value(at: 0) == 44)
    #expect(bell.value(at: 1) == 57)
    #expect(bell.value(at: -9) == 18)
    let share = CustomerFeature(name: "discount", shape: .share(middle: 0, spread: 0.5), decimals: 2)
    #expect(share.value(at: 0) == 0.5)
    #expect(share.value(at: 2) == CustomerFeature(name: "x", shape: .share(middle: 1), decimals: 2).value(at: 0))
  }

  @Test("However many are asked for, names are unique")
  func names() {
    let names = CustomerFeature.first(100).map(\.name) + CustomerCategory.first(50).map(\.name)
    #expect(Set(names).count == 150)
    #expect(CustomerFeature.first(17).last?.name == "feature_17")
    #expect(CustomerCategory.first(7).last?.name == "category_7")
    #expect(CustomerFeature.first(0).isEmpty)
  }
}
