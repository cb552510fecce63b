import Glibc
import LinearAlgebra
import TestSupport
import Testing

@testable import Clustering

@Suite("Moments")
struct MomentsTests {
  private let alone = Workers(count: 1)
  /// Third moments cancel more than second ones; both lose a few of sixteen digits.
  private let rounding = 1e-12

  @Test("are those of exact arithmetic, also far from zero and weighted", arguments: NumberReference.moments.indices)
  func references(place: Int) {
    let reference = NumberReference.moments[place]
    let isPlain = reference.weights.allSatisfy { $0 == 1 }
    let moments = Moments(reference.values, weights: isPlain ? nil : reference.weights, workers: alone)
    #expect(isClose(moments.mean, reference.mean, relative: rounding))
    // A mean near 1e12 is itself rounded to 1e-4, which the squares of deviations near 5 show in their ninth digit.
    let digits = abs(reference.mean) > 1e6 ? 1e-8 : rounding
    #expect(isClose(moments.variance, reference.variance, relative: digits))
    #expect(isClose(moments.skewness, reference.skewness, relative: digits))
    #expect(isClose(moments.deviation, reference.variance.squareRoot(), relative: digits))
    #expect(moments.count == reference.values.count)
    #expect(moments.mass == reference.weights.reduce(0, +))
    let present = zip(reference.values, reference.weights).filter { $0.1 > 0 }.map(\.0)
    #expect(moments.smallest == present.min() && moments.largest == present.max())
  }

  @Test("missing cells take no part, and logarithms come first")
  func missingCells() {
    let moments = Moments([.nan, 1, 2, .nan, 4], workers: alone)
    #expect(moments == Moments([1, 2, 4], workers: alone))
    let logs = Moments([0, exp(1) - 1, .nan], logarithm: true, workers: alone)
    #expect(isClose(logs.mean, 0.5, relative: rounding) && isClose(logs.variance, 0.25, relative: rounding))
    #expect(isClose(logs.largest, 1, relative: rounding))
  }

  @Test("nothing, or one value, has no variance")
  func degenerate() {
    let none = Moments([.nan, .nan], workers: alone)
    #expect(none.count == 0 && none.mass == 0 && none.variance == 0 && none.skewness == 0)
    let constant = Moments([0.1, 0.1, 0.1], workers: alone)
    #expect(constant.variance == 0 && constant.deviation == 0 && constant.skewness == 0)
    let weightless = Moments([1, 2, 3], weights: [0, 1, 0], workers: alone)
    #expect(weightless.count == 3 && weightless.mass == 1 && weightless.mean == 2 && weightless.variance == 0)
  }

  @Test("two different values are recognized, three are not; the magnitude has no sign")
  func twoValues() {
    #expect(Moments([0, 0, 1, 0], workers: alone).isTwoValued)
    #expect(Moments([0, 0.5, 1, 0], weights: [1, 0, 2, 1], workers: alone).isTwoValued)
    #expect(!Moments([0, 0.5, 1, 0], workers: alone).isTwoValued)
    #expect(!Moments([7, 7], workers: alone).isTwoValued)
    #expect(Moments([-5, 3], workers: alone).magnitude == 5)
    #expect(Moments([.nan], workers: alone).magnitude == 0)
  }

  @Test("any number of cells is taken, four at a time or not", arguments: 0...9)
  func fourAtATime(count: Int) {
    let values = (0..<count).map { $0 % 3 == 1 ? Double.nan : Double($0 * $0) }
    let plain = Moments(values, workers: alone)
    let weighted = Moments(values, weights: values.map { _ in 1 }, workers: alone)
    #expect(plain.count == weighted.count && plain.mass == weighted.mass)
    #expect(plain.smallest == weighted.smallest && plain.largest == weighted.largest)
    #expect(isClose(plain.mean, weighted.mean, relative: rounding))
    #expect(isClose(plain.variance, weighted.variance, relative: rounding))
    #expect(isClose(plain.skewness, weighted.skewness, relative: rounding, absolute: rounding))
  }

  @Test("blocks are merged without losing digits, in the same bits with 1, 2 and 7 workers")
  func blocks() {
    var stream = RandomStream(seed: 15)
    let n = 2 * blockRows + 321
    let values = (0..<n).map { i in i % 50 == 0 ? .nan : exp(stream.normal()) + (i < blockRows ? 0 : 3) }
    let weights = (0..<n).map { Double($0 % 3) }
    for offset in [0, 1e8] {
      let shifted = values.map { $0 + offset }
      let moments = [1, 2, 7].map { Moments(shifted, weights: weights, workers: Workers(count: $0)) }
      #expect(moments[0] == moments[1] && moments[1] == moments[2])
      let present = values.indices.filter { !values[$0].isNaN }
      let mass = present.reduce(0) { $0 + weights[$1] }
      let mean = present.reduce(0) { $0 + weights[$1] * values[$1] } / mass
      func central(_ power: Int) -> Double {
        present.reduce(0) { $0 + weights[$1] * pow(values[$1] - mean, Double(power)) } / mass
      }
      #expect(isClose(moments[0].mean, mean + offset, relative: rounding))
      #expect(isClose(moments[0].variance, central(2), relative: offset == 0 ? 1e-11 : 1e-8))
      #expect(isClose(moments[0].skewness, central(3) / pow(central(2), 1.5), relative: offset == 0 ? 1e-11 : 1e-8))
    }
  }

  @Test("a weight of two is the value twice")
  func weightsCountAsRepeats() {
    let weighted = Moments([3, 1, 8, 2], weights: [2, 1, 3, 0], workers: alone)
    let repeated = Moments([3, 3, 1, 8, 8, 8], workers: alone)
    #expect(isClose(weighted.mean, repeated.mean, relative: rounding))
    #expect(isClose(weighted.variance, repeated.variance, relative: rounding))
    #expect(isClose(weighted.skewness, repeated.skewness, relative: rounding))
  }
}
