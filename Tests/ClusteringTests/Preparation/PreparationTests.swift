import Foundation
import TestSupport
import Testing

@testable import Clustering

@Suite("Preparations")
struct PreparationTests {
  @Test("a feature goes back to original units", arguments: [true, false])
  func originals(logarithm: Bool) {
    let number = Preparation.Number(logarithm: logarithm, center: 2.5, scale: 0.7, median: 3)
    for value in [0, 0.001, 3, 12_345.678] {
      let feature = Preparation.feature(value, number)
      #expect(isClose(Preparation.original(feature, number), value, relative: 1e-12, absolute: 1e-12))
    }
  }

  @Test("the dimension counts a number once and a category by its levels")
  func dimension() throws {
    let preparation = try Preparation.fit([
      .numbers("x", [1, 2, 3]), .texts("c", ["a", "b", "c"]), .texts("d", ["a", nil, "a"]),
    ]).preparation
    #expect(preparation.columns.map(\.width) == [1, 3, 2])
    #expect(preparation.dimension == 6)
  }

  @Test("is the same bits after a round trip through JSON")
  func roundTrip() throws {
    let preparation = try Preparation.fit(
      [.numbers("money", [0, 0.1, 1.0 / 3, 1_000]), .texts("city", ["Cádiz", "Ávila", nil, "Cádiz"])],
      options: Preparation.options(missing: .drop)
    ).preparation
    let data = try JSONEncoder().encode(preparation)
    #expect(try JSONDecoder().decode(Preparation.self, from: data) == preparation)
  }
}
