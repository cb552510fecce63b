import Glibc
import LinearAlgebra
import Testing

@testable import Clustering

struct LogarithmTests {
  @Test func `the logarithm is that of the library to two units of the last place`() {
    var stream = RandomStream(seed: 4)
    var values = [
      0, .leastNonzeroMagnitude, 1e-17, 0x1p-53, 0x1.8p-53, 1e-8, 0.5, 1, 1e15, 0x1p53, 0x1p53 - 1, 1e300,
      .greatestFiniteMagnitude,
    ]
    for exponent in -60..<60 { values += (0..<200).map { _ in scalbn(1 + stream.uniform(), exponent) } }
    for value in values {
      let expected = log1p(value)
      #expect(abs(Logarithm.ofOneMore(value) - expected) <= 2 * expected.ulp, "of \(value)")
    }
  }

  @Test func `infinity and missing values stay what they are`() {
    #expect(Logarithm.ofOneMore(.infinity) == .infinity)
    #expect(Logarithm.ofOneMore(.nan).isNaN)
  }
}
