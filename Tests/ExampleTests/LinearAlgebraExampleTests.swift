import LinearAlgebra
import TestSupport
import Testing

@Suite("The example of LinearAlgebra")
struct LinearAlgebraExampleTests {
  @Test("fits a line, solves a system, and draws the same numbers on any number of threads")
  func example() throws {
    let design = Matrix([[1, 0], [1, 1], [1, 2], [1, 3]])
    let line = try QRDecomposition(design).leastSquares([1, 3, 5, 7])  // ≈ [1, 2]: intercept and slope

    let system = try LUDecomposition(Matrix([[2, 1], [1, 3]]))
    let solution = system.solve([3, 5])  // ≈ [0.8, 1.4]

    let means = Workers(count: 4).map(pieces: 8) { piece in
      var stream = RandomStream(seed: 42, path: UInt64(piece))
      return (0..<1000).reduce(0) { sum, _ in sum + stream.normal() } / 1000
    }
    // eight means near 0, the same for any number of workers

    #expect(areClose(line, [1, 2], relative: 1e-12))
    #expect(areClose(solution, [0.8, 1.4], relative: 1e-12))
    #expect(means.count == 8 && means.allSatisfy { abs($0) < 0.2 })
    #expect(
      means
        == Workers(count: 1).map(pieces: 8) { piece in
          var stream = RandomStream(seed: 42, path: UInt64(piece))
          return (0..<1000).reduce(0) { sum, _ in sum + stream.normal() } / 1000
        })
  }
}
