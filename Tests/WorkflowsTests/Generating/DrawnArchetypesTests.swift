import LinearAlgebra
import Testing

@testable import Workflows

@Suite("Sizes of generated archetypes")
struct DrawnArchetypesTests {
  @Test("Sizes fall, leave none empty and sum to the customers", arguments: [1, 3, 50])
  func sizes(count: Int) {
    let drawn = DrawnArchetypes(count: count, customers: 50, stream: RandomStream(seed: 1))
    #expect(drawn.sizes.count == count)
    #expect(drawn.sizes == drawn.sizes.sorted(by: >))
    #expect(drawn.sizes.allSatisfy { $0 >= 1 })
    #expect(drawn.sizes.reduce(0, +) == 50)
  }

  @Test("The random order holds as many of each")
  func shuffled() {
    let drawn = DrawnArchetypes(count: 4, customers: 1000, stream: RandomStream(seed: 1))
    let shuffled = drawn.shuffled(RandomStream(seed: 2))
    #expect((0..<4).map { archetype in shuffled.count { $0 == archetype } } == drawn.sizes)
    #expect(shuffled != shuffled.sorted())
    #expect(
      DrawnArchetypes(count: 1, customers: 1, stream: RandomStream(seed: 1)).shuffled(RandomStream(seed: 2)) == [0])
  }

  @Test("Identifiers are of one length")
  func identifiers() {
    #expect(DrawnArchetypes.identifiers(1) == ["C1"])
    let ten = DrawnArchetypes.identifiers(10)
    #expect(ten.first == "C01" && ten.last == "C10")
  }
}
