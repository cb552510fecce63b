import Glibc
import LinearAlgebra
import TestSupport
import Testing

@testable import Journeys

struct ExponentialDrawTests {
  /// Largest distance of the sorted numbers' shares from a distribution function.
  private func distance(_ numbers: [Double], _ cumulative: (Double) -> Double) -> Double {
    let count = Double(numbers.count)
    return numbers.sorted().enumerated().map { place, x in
      max((cumulative(x) - Double(place) / count).magnitude, (cumulative(x) - Double(place + 1) / count).magnitude)
    }.max() ?? 1
  }

  @Test func `draws follow the exponential distribution, in the tail too`() {
    var stream = RandomStream(seed: 3, path: 1)
    let draws = (0..<1_000_000).map { _ in ExponentialDraw.shared.next(&stream) }
    // The distance is above 1.95/√n once in a thousand samples.
    #expect(distance(draws) { 1 - exp(-$0) } < 1.95e-3)
    #expect(draws.allSatisfy { $0 > 0 })
    // Beyond 7.7 the tail begins: about 454 draws, and they follow the distribution anew.
    let tail = draws.filter { $0 > 7.697117470131487 }.map { $0 - 7.697117470131487 }
    #expect((Double(tail.count) - 454).magnitude < 5 * 21.3)
    #expect(distance(tail) { 1 - exp(-$0) } < 1.95 / Double(tail.count).squareRoot())
  }

  @Test(arguments: [0.3, 1, 2, 7.5, 1_000, 1e9])
  func `gamma draws have their mean and variance`(shape: Double) {
    var stream = RandomStream(seed: 4, path: UInt64(shape * 10))
    let count = 100_000
    let draws = (0..<count).map { _ in stream.gamma(shape: shape) }
    let mean = draws.reduce(0, +) / Double(count)
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
    #expect((mean - shape).magnitude < 4 * (shape / Double(count)).squareRoot())
    // The fourth central moment of a gamma variable is 3 shape² + 6 shape.
    #expect((variance - shape).magnitude < 4 * ((2 * shape * shape + 6 * shape) / Double(count)).squareRoot())
    #expect(draws.allSatisfy { $0 > 0 })
  }
}
