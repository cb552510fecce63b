import MarkovChains
import Testing

@Suite("Sequences")
struct SequencesTests {
  @Test("lists one after the other, empty ones too")
  func lists() {
    let sequences = Sequences([[0, 1], [], [2]], stateCount: 3)
    #expect(sequences.states == [0, 1, 2] && sequences.offsets == [0, 2, 2, 3])
    #expect(sequences.count == 3 && sequences.range(of: 1).isEmpty && sequences.range(of: 2) == 2..<3)
    #expect(sequences.repetitions(of: 2) == 1)
    #expect(Sequences([], stateCount: 0).count == 0)
  }

  @Test("a state beyond those counted stops the program")
  func unknownState() async {
    await #expect(processExitsWith: .failure) { _ = Sequences([[2]], stateCount: 2) }
  }
}
