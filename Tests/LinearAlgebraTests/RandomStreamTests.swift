import LinearAlgebra
import TestSupport
import Testing

@Suite("Random streams")
struct RandomStreamTests {
  /// A logarithm may differ in its last digit between machines.
  private let lastDigits = 1e-15

  @Test("draws the bits of the published algorithms for every seed and path")
  func bits() {
    for (seed, path, draws) in RandomReference.bits {
      var stream =
        switch path.count {
        case 0: RandomStream(seed: seed)
        case 1: RandomStream(seed: seed, path: path[0])
        case 2: RandomStream(seed: seed, path: path[0], path[1])
        default: RandomStream(seed: seed, path: path[0], path[1], path[2])
        }
      #expect(draws.map { _ in stream.next() } == draws, "seed \(seed), path \(path)")
    }
  }

  @Test("turns bits into uniform, normal and exponential numbers, indices and samples as published")
  func distributions() {
    let start = RandomStream(seed: 42, path: 7)
    var stream = start
    #expect(RandomReference.uniforms.map { _ in stream.uniform() } == RandomReference.uniforms)
    stream = start
    #expect(RandomReference.indicesBelow10.map { _ in stream.index(below: 10) } == RandomReference.indicesBelow10)
    stream = start
    let normals = RandomReference.normals.map { _ in stream.normal() }
    #expect(areClose(normals, RandomReference.normals, relative: lastDigits))
    stream = start
    let exponentials = RandomReference.exponentials.map { _ in stream.exponential() }
    #expect(areClose(exponentials, RandomReference.exponentials, relative: lastDigits))
    stream = start
    #expect(stream.sample(5, of: 12) == RandomReference.sampleOf5From12)
  }

  @Test("another seed, path or order of the path is another sequence")
  func streamsDiffer() {
    var streams = [
      RandomStream(seed: 1), RandomStream(seed: 2), RandomStream(seed: 1, path: 0), RandomStream(seed: 1, path: 1),
      RandomStream(seed: 1, path: 2, 3), RandomStream(seed: 1, path: 3, 2), RandomStream(seed: 1, path: 0, 0),
    ]
    var first: Set<UInt64> = []
    for place in streams.indices { first.insert(streams[place].next()) }
    #expect(first.count == streams.count)
  }

  @Test("uniform numbers fill [0, 1) evenly: mean, variance and tenths within five standard errors")
  func uniformity() {
    var stream = RandomStream(seed: 3)
    let n = 20_000
    let draws = (0..<n).map { _ in stream.uniform() }
    #expect(draws.allSatisfy { $0 >= 0 && $0 < 1 })
    let mean = draws.reduce(0, +) / Double(n)
    #expect(abs(mean - 0.5) < 5 * (1.0 / 12 / Double(n)).squareRoot())
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(n)
    #expect(abs(variance - 1.0 / 12) < 5 * (1.0 / 180 / Double(n)).squareRoot())
    var tenths = [Int](repeating: 0, count: 10)
    for draw in draws { tenths[Int(draw * 10)] += 1 }
    let error = (0.09 * Double(n)).squareRoot()
    for count in tenths { #expect(abs(Double(count) - 0.1 * Double(n)) < 5 * error) }
  }

  @Test("normal and exponential numbers have their first moments")
  func moments() {
    var stream = RandomStream(seed: 4)
    let n = 20_000
    let normals = (0..<n).map { _ in stream.normal() }
    #expect(abs(normals.reduce(0, +) / Double(n)) < 5 / Double(n).squareRoot())
    #expect(abs(normals.reduce(0) { $0 + $1 * $1 } / Double(n) - 1) < 5 * (2 / Double(n)).squareRoot())
    #expect(abs(normals.reduce(0) { $0 + $1 * $1 * $1 * $1 } / Double(n) - 3) < 5 * (96 / Double(n)).squareRoot())
    let exponentials = (0..<n).map { _ in stream.exponential() }
    #expect(exponentials.allSatisfy { $0 >= 0 })
    #expect(abs(exponentials.reduce(0, +) / Double(n) - 1) < 5 / Double(n).squareRoot())
  }

  @Test("indices below 3 are equally frequent, below 1 always 0")
  func indices() {
    var stream = RandomStream(seed: 5)
    var counts = [0, 0, 0]
    for _ in 0..<9_000 { counts[stream.index(below: 3)] += 1 }
    for count in counts { #expect(abs(count - 3_000) < 5 * 45) }
    #expect((0..<20).allSatisfy { _ in stream.index(below: 1) == 0 })
  }

  @Test("a small part of many places is the beginning of the order that exchanging all of them gives")
  func sparseSamples() {
    for (count, total) in [(1, 33), (60, 1_000), (500, 8_001)] {
      var (stream, same) = (RandomStream(seed: 3), RandomStream(seed: 3))
      var places = Array(0..<total)
      for i in 0..<count { places.swapAt(i, i + same.index(below: total - i)) }
      #expect(stream.sample(count, of: total) == Array(places[..<count]))
    }
  }

  @Test("a sample has no repeats, may be empty or everything, and takes every place equally often")
  func samples() {
    var stream = RandomStream(seed: 6)
    #expect(stream.sample(0, of: 5).isEmpty)
    #expect(stream.sample(0, of: 0).isEmpty)
    #expect(stream.sample(5, of: 5).sorted() == [0, 1, 2, 3, 4])
    var hits = [Int](repeating: 0, count: 8)
    for _ in 0..<4_000 {
      let sample = stream.sample(2, of: 8)
      #expect(sample[0] != sample[1])
      for place in sample { hits[place] += 1 }
    }
    // Expected 1,000, standard deviation √(4000 · ¼ · ¾) ≈ 27.
    for hit in hits { #expect(abs(hit - 1_000) < 140) }
  }
}
