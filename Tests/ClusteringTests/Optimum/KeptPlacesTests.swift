import LinearAlgebra
import Testing

@testable import Clustering

@Suite("Kept places")
struct KeptPlacesTests {
  @Test("those that meet the condition, in the order given")
  func kept() {
    #expect(keptPlaces([7, 2, 9, 4]) { $0 > 3 } == [7, 9, 4])
    #expect(keptPlaces(0..<5) { _ in false }.isEmpty)
    #expect(keptPlaces(0..<3) { _ in true } == [0, 1, 2])
    #expect(keptPlaces([Int]()) { _ in true }.isEmpty)
  }

  @Test("a rising sample is the sample in order, of a small part and of all", arguments: [0, 1, 60, 61, 500, 1000])
  func risingSample(count: Int) {
    var (one, other) = (RandomStream(seed: 5), RandomStream(seed: 5))
    let rising = one.risingSample(count, of: 1000)
    #expect(rising == other.sample(count, of: 1000).sorted())
    #expect(one.uniform() == other.uniform(), "both streams have come as far")
  }
}
