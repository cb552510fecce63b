import LinearAlgebra
import Synchronization
import Testing

@Suite("Workers")
struct WorkersTests {
  @Test("there is at least one, and by default one a processor")
  func count() {
    #expect(Workers(count: 3).count == 3)
    #expect(Workers(count: 0).count == 1)
    #expect(Workers(count: -2).count == 1)
    #expect(Workers().count >= 1)
  }

  @Test("every piece runs once, whatever the number of workers", arguments: [1, 2, 7])
  func everyPieceOnce(workers: Int) {
    let counts = Mutex([Int](repeating: 0, count: 100))
    Workers(count: workers).forEach(pieces: 100) { piece, worker in
      #expect(worker >= 0 && worker < workers)
      counts.withLock { $0[piece] += 1 }
    }
    #expect(counts.withLock { $0 } == [Int](repeating: 1, count: 100))
  }

  @Test("results come in the order of the pieces", arguments: [1, 2, 7])
  func orderOfResults(workers: Int) {
    #expect(Workers(count: workers).map(pieces: 50) { $0 * $0 } == (0..<50).map { $0 * $0 })
    #expect(Workers(count: workers).map(pieces: 0) { $0 }.isEmpty)
  }

  @Test("two computations give both results, each with pieces of its own", arguments: [1, 2, 7])
  func both(count: Int) {
    let workers = Workers(count: count)
    let (squares, words) = workers.both {
      workers.map(pieces: 40) { $0 * $0 }
    } _: {
      workers.map(pieces: 30) { "\($0)" }
    }
    #expect(squares == (0..<40).map { $0 * $0 } && words == (0..<30).map { "\($0)" })
  }

  @Test("blocks follow each other, the last may be shorter")
  func blocks() {
    #expect(Workers.blocks(of: 10, size: 4) == [0..<4, 4..<8, 8..<10])
    #expect(Workers.blocks(of: 8, size: 4) == [0..<4, 4..<8])
    #expect(Workers.blocks(of: 0, size: 4).isEmpty)
  }
}
