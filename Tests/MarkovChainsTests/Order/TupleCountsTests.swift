import LinearAlgebra
import MarkovChains
import TestSupport
import Testing

@Suite("Counts of tuples")
struct TupleCountsTests {
  /// Every tuple by plain looking, as text.
  private func counted(_ sequences: Sequences, length: Int, beginning: TupleCounts.Beginning) -> [[Int]: Int] {
    var result: [[Int]: Int] = [:]
    for i in 0..<sequences.count {
      var states = sequences.states[sequences.range(of: i)].map { Int($0) }
      var first = length - 1
      switch beginning {
      case .plain(let dropping): first = max(first, dropping)
      case .leading:
        guard let leading = states.first else { continue }
        states = [Int](repeating: leading, count: length - 1) + states
        first = length
      }
      guard first < states.count else { continue }
      for end in first..<states.count {
        result[Array(states[(end - length + 1)...end]), default: 0] += sequences.repetitions(of: i)
      }
    }
    return result
  }

  private func found(_ counts: TupleCounts) -> [[Int]: Int] {
    Dictionary(uniqueKeysWithValues: counts.codes.indices.map { (counts.states(of: $0), counts.counts[$0]) })
  }

  @Test("worked by hand: a b a, and b alone")
  func byHand() throws {
    let sequences = Sequences([[0, 1, 0], [1]], stateCount: 2)
    #expect(found(try TupleCounts(sequences, length: 2, beginning: .plain(dropping: 0))) == [[0, 1]: 1, [1, 0]: 1])
    #expect(found(try TupleCounts(sequences, length: 1, beginning: .plain(dropping: 1))) == [[1]: 1, [0]: 1])
    let led = Sequences([[2, 0, 1, 0], [2, 1]], stateCount: 3)
    let leading = try TupleCounts(led, length: 2, beginning: .leading)
    #expect(found(leading) == [[2, 0]: 1, [0, 1]: 1, [1, 0]: 1, [2, 1]: 1])
    #expect(leading.count(of: [2, 1]) == 1 && leading.count(of: [1, 1]) == 0 && leading.total == 4)
  }

  @Test("random sequences are counted as by plain looking, dense and hashed", arguments: [3, 16, 1000], [1, 2, 4])
  func random(stateCount: Int, length: Int) throws {
    var stream = RandomStream(seed: 12)
    let lists = (0..<200).map { _ in (0..<stream.index(below: 9)).map { _ in stream.index(below: stateCount) } }
    let repetitions = lists.map { _ in stream.index(below: 4) }
    let sequences = Sequences(lists, repetitions: repetitions, stateCount: stateCount)
    for beginning in [TupleCounts.Beginning.plain(dropping: 0), .plain(dropping: 3), .leading] {
      let counts = try TupleCounts(sequences, length: length, beginning: beginning)
      #expect(found(counts) == counted(sequences, length: length, beginning: beginning).filter { $0.value > 0 })
      #expect(counts.codes == counts.codes.sorted())
    }
  }

  @Test("sequences longer than a piece of work are counted the same on any number of threads", arguments: [2, 300])
  func threads(stateCount: Int) throws {
    let states = (0..<300_000).map { Int32($0 &* $0 / 7 % stateCount) }
    let sequences = Sequences(states: states, offsets: [0, 5, 280_001, 280_001, 300_000], stateCount: stateCount)
    for beginning in [TupleCounts.Beginning.plain(dropping: 4), .leading] {
      let one = try TupleCounts(sequences, length: 3, beginning: beginning, workers: Workers(count: 1))
      let three = try TupleCounts(sequences, length: 3, beginning: beginning, workers: Workers(count: 3))
      #expect(one == three)
      #expect(one.total == (beginning == .leading ? 300_000 - 3 : 300_000 - 4 - 4 - 4))
    }
  }

  @Test("dropping an end gives the counts of the shorter tuples")
  func margins() throws {
    let triples = try TupleCounts(Rain.sequence, length: 3, beginning: .plain(dropping: 2))
    let pairs = try TupleCounts(Rain.sequence, length: 2, beginning: .plain(dropping: 2))
    #expect(triples.droppingFirst() == pairs)
    let firsts = triples.droppingLast()
    #expect(firsts.total == 1094 && firsts.droppingLast().droppingLast().counts == [1094])
  }

  @Test("tuples that take more than 63 bits are an error")
  func tooLong() {
    let sequences = Sequences([[0, 1]], stateCount: 100_000)
    #expect(throws: MarkovChainError.tuplesTooLong(length: 4, stateCount: 100_000)) {
      try TupleCounts(sequences, length: 4, beginning: .leading)
    }
  }
}
