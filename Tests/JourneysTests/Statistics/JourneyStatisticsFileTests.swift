import LinearAlgebra
import Testing

@testable import Journeys

private let workers = Workers(count: 2)

/// Bytes with their length and digest put right, as a forger would.
private func signed(_ bytes: [UInt8]) -> [UInt8] {
  var result = Array(bytes.dropLast(8))
  let length = UInt64(bytes.count)
  for i in 0..<8 { result[12 + i] = UInt8(truncatingIfNeeded: length >> UInt64(8 * i)) }
  let digest = result.withUnsafeBytes { XXHash64.digest($0) }
  return result + (0..<8).map { UInt8(truncatingIfNeeded: digest >> UInt64(8 * $0)) }
}

private func failure(_ bytes: [UInt8]) -> StatisticsFileError? {
  do throws(StatisticsFileError) {
    _ = try JourneyStatisticsFile.decode(bytes, workers: workers)
    return nil
  } catch {
    return error
  }
}

struct JourneyStatisticsFileTests {
  private let smallest = JourneyStatisticsFile.encode(StatisticsCases.smallest, workers: workers)

  /// The smallest file with some bytes in place of others.
  private func changed(_ place: Int, _ bytes: [UInt8], removing count: Int = 1) -> StatisticsFileError? {
    var result = smallest
    result.replaceSubrange(place..<place + count, with: bytes)
    return failure(signed(result))
  }

  @Test func `every byte of the smallest file by hand`() {
    var expected: [UInt8] = Array("ARCHSTAT".utf8) + [1, 0, 0, 0] + [54, 0, 0, 0, 0, 0, 0, 0]
    // 20: units; 21: archetypes, each + 1; 24: no values; 25: chains.
    expected += [2] + [1, 2, 0] + [0] + [1]
    // 26: plain; 27: states; 28: step; 36: buckets; 37: edges; 38: from, to; 40: no weights.
    expected += [2] + [2] + Array(repeating: 0, count: 8) + [1] + [1] + [0, 1] + [0]
    // 41: entries, bytes of the block; 43: one entry, cell 0, more than once, 5 times; 46: no entry. 47 − 1 bytes, digest.
    expected += [1, 4] + [1, 1, 3] + [0]
    expected[12] = UInt8(expected.count + 8)
    #expect(Array(smallest.dropLast(8)) == expected)
    #expect(expected.count == 47)
    #expect(smallest == signed(smallest))
  }

  @Test(arguments: [0, 1, 4095, 4096, 4097, 20_000]) func `what is written is read`(units: Int) throws {
    let statistics = StatisticsCases.drawn(units: units, seed: 4)
    let bytes = JourneyStatisticsFile.encode(statistics, workers: workers)
    #expect(try JourneyStatisticsFile.decode(bytes, workers: workers) == statistics)
  }

  @Test func `weighted units and unknown values are read`() throws {
    let weighted = ChainStatistics(
      stateCount: 3, edges: [ChainStatistics.Edge(from: 0, to: 1), ChainStatistics.Edge(from: 1, to: 2)],
      dwellGrid: .none, unitOffsets: [0, 2, 3], cells: [0, 1, 1], counts: [1, .max, 2], unitWeights: [2.5, 1e12])
    let statistics = JourneyStatistics(
      chains: [JourneyStatistics.Chain(.conversion, weighted)], values: [.nan, -3.5])
    let bytes = JourneyStatisticsFile.encode(statistics, workers: workers)
    let result = try JourneyStatisticsFile.decode(bytes, workers: workers)
    #expect(result.chains == statistics.chains && result.archetypes.isEmpty)
    #expect(result.values[0].isNaN && result.values[1] == -3.5)
  }

  @Test func `a cell with more counts than fit is read as its entries`() throws {
    let often = ChainStatistics(
      stateCount: 2, edges: [ChainStatistics.Edge(from: 0, to: 1)], dwellGrid: .none, unitOffsets: [0, 3],
      cells: [0, 0, 0], counts: [.max, .max, 1])
    let statistics = JourneyStatistics(chains: [JourneyStatistics.Chain(.plain, often)])
    let bytes = JourneyStatisticsFile.encode(statistics, workers: workers)
    #expect(try JourneyStatisticsFile.decode(bytes, workers: workers) == statistics)
  }

  @Test func `any number of threads writes and reads the same`() throws {
    let statistics = StatisticsCases.drawn(units: 10_000, seed: 5)
    let bytes = JourneyStatisticsFile.encode(statistics, workers: Workers(count: 1))
    #expect(bytes == JourneyStatisticsFile.encode(statistics, workers: Workers(count: 4)))
    #expect(try JourneyStatisticsFile.decode(bytes, workers: Workers(count: 4)) == statistics)
  }

  @Test func `an entry takes less than four bytes`() {
    let statistics = StatisticsCases.drawn(units: 10_000, seed: 6, values: false)
    let entries = statistics.chains.reduce(0) { $0 + $1.statistics.cells.count }
    #expect(JourneyStatisticsFile.encode(statistics, workers: workers).count < 4 * entries)
  }

  @Test func `the digest is that of the bytes`() {
    let digest = smallest.dropLast(8).withUnsafeBytes { XXHash64.text(XXHash64.digest($0)) }
    #expect(JourneyStatisticsFile.digest(of: smallest) == digest)
  }

  @Test func `other files are told apart`() {
    #expect(failure([]) == .notStatistics)
    #expect(failure(Array("ARCHSTA".utf8)) == .notStatistics)
    #expect(failure(Array("PK a workbook, and quite long enough".utf8)) == .notStatistics)
    #expect(failure(Array("ARCHSTAT".utf8)) == .wrongLength(expected: 28, found: 8))
  }

  @Test func `later versions are refused by their number`() {
    var bytes = smallest
    bytes[8] = 2
    #expect(failure(bytes) == .newerVersion(found: 2, known: 1))
    bytes[11] = 1
    #expect(failure(bytes) == .newerVersion(found: 1 << 24 + 2, known: 1))
  }

  @Test func `a file cut anywhere or with more bytes is refused`() {
    for length in 28..<smallest.count {
      #expect(failure(Array(smallest[0..<length])) == .wrongLength(expected: UInt64(smallest.count), found: length))
    }
    #expect(failure(smallest + [0]) == .wrongLength(expected: UInt64(smallest.count), found: smallest.count + 1))
  }

  @Test func `every changed bit is noticed`() {
    for place in smallest.indices {
      for bit in 0..<8 {
        var bytes = smallest
        bytes[place] ^= 1 << UInt8(bit)
        #expect(failure(bytes) != nil)
      }
    }
    var bytes = smallest
    bytes[47] ^= 1
    guard case .wrongDigest = failure(bytes) else {
      Issue.record("a changed digest is another digest")
      return
    }
  }

  @Test func `numbers out of range are named with their place`() {
    #expect(changed(20, [27]) == .outOfRange(.units, value: 27, limit: 26, offset: 20))
    #expect(changed(21, [2]) == .outOfRange(.archetypes, value: 2, limit: 1, offset: 21))
    #expect(
      changed(22, [0xFF, 0xFF, 0xFF, 0xFF, 0x0F])
        == .outOfRange(.archetypes, value: 0xFFFF_FFFF, limit: 0x7FFF_FFFF, offset: 22))
    #expect(changed(25, [4]) == .outOfRange(.chains, value: 4, limit: 3, offset: 25))
    #expect(changed(26, [3]) == .outOfRange(.kind, value: 3, limit: 2, offset: 26))
    #expect(changed(27, [0x84, 0x80, 4]) == .outOfRange(.states, value: 65_540, limit: 65_539, offset: 27))
    #expect(changed(36, [0x81, 8]) == .outOfRange(.buckets, value: 1025, limit: 1024, offset: 36))
    #expect(changed(37, [100]) == .outOfRange(.edges, value: 100, limit: 4, offset: 37))
    #expect(changed(39, [2]) == .outOfRange(.edges, value: 2, limit: 1, offset: 39))
    #expect(changed(41, [3]) == .outOfRange(.entries, value: 3, limit: 2, offset: 43))
    #expect(changed(43, [2]) == .outOfRange(.entries, value: 2, limit: 1, offset: 43))
    #expect(changed(44, [2]) == .outOfRange(.cells, value: 1, limit: 0, offset: 44))
    // A count of 2¹⁶ takes three bytes.
    var bytes = smallest
    bytes.replaceSubrange(42..<46, with: [6, 1, 1, 0xFE, 0xFF, 0x03])
    #expect(
      failure(signed(bytes)) == .outOfRange(.counts, value: 0xFFFE, limit: 0xFFFD, offset: 45))
  }

  @Test func `a chain without states has no edges`() {
    #expect(changed(27, [0]) == .outOfRange(.edges, value: 1, limit: 0, offset: 38))
  }

  @Test func `lists that end too soon are named`() {
    #expect(changed(25, [0]) == .overrun(.chains, offset: 25))
    #expect(failure(signed(Array(smallest[0..<24]) + [1, 0, 0, 0] + smallest[47...])) == .overrun(.values, offset: 25))
    #expect(failure(signed(Array(smallest[0..<30]) + smallest[47...])) == .overrun(.step, offset: 28))
    #expect(failure(signed(Array(smallest[0..<26]) + smallest[47...])) == .overrun(.kind, offset: 26))
    #expect(changed(40, [1]) == .overrun(.weights, offset: 41))
    #expect(changed(42, [5]) == .outOfRange(.bytes, value: 5, limit: 4, offset: 42))
    #expect(changed(42, [3, 1, 0x80, 0x80], removing: 5) == .overrun(.cells, offset: 44))
    #expect(changed(42, [3, 1, 1, 0x80], removing: 5) == .overrun(.counts, offset: 45))
    #expect(changed(46, [0x80]) == .overrun(.entries, offset: 46))
    // More than 64 bits.
    #expect(changed(20, Array(repeating: 0xFF, count: 10) + [1]) == .overrun(.units, offset: 20))
  }

  @Test func `lists out of order are named`() {
    var twice = smallest
    twice.replaceSubrange(37..<40, with: [2, 0, 1, 0, 1])
    #expect(failure(signed(twice)) == .disorder(.edges, offset: 40))
    var chains = smallest
    chains[25] = 2
    chains.insert(contentsOf: smallest[26..<47], at: 47)
    #expect(failure(signed(chains)) == .disorder(.kind, offset: 47))
  }

  @Test func `steps and weights are numbers`() {
    let infinite = (0..<8).map { UInt8(truncatingIfNeeded: Double.infinity.bitPattern >> UInt64(8 * $0)) }
    #expect(changed(28, infinite, removing: 8) == .invalidNumber(.step, offset: 28))
    #expect(changed(40, [1] + infinite + infinite) == .invalidNumber(.weights, offset: 41))
    #expect(changed(36, [0]) == .invalidNumber(.buckets, offset: 36))
  }

  @Test func `bytes left over are named`() {
    #expect(changed(46, [0, 0]) == .surplus(.chains, offset: 47))
    var block = smallest
    block[42] = 5
    block.insert(0, at: 47)
    #expect(failure(signed(block)) == .surplus(.entries, offset: 47))
  }

  @Test func `forged files never crash`() {
    let whole = JourneyStatisticsFile.encode(StatisticsCases.drawn(units: 60, seed: 7), workers: workers)
    var stream = RandomStream(seed: 8, path: 1)
    var refused = 0
    for _ in 0..<4000 {
      var bytes = stream.uniform() < 0.5 ? smallest : whole
      for _ in 0...stream.index(below: 3) {
        let place = 20 + stream.index(below: bytes.count - 28)
        switch stream.index(below: 3) {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: stream.next())
        case 1: bytes[place] = 0xFF
        default: bytes.replaceSubrange(place..<min(place + 9, bytes.count - 8), with: [0xFF, 0xFF, 0xFF, 0x7F])
        }
      }
      if failure(signed(bytes)) != nil { refused += 1 }
    }
    #expect(refused > 2000)
  }

  @Test func `every failure is a sentence that tells the numbers`() {
    #expect(StatisticsFileError.notStatistics.message == "these are not statistics of journeys")
    #expect(StatisticsFileError.newerVersion(found: 2, known: 1).message.contains("version 2"))
    #expect(StatisticsFileError.wrongLength(expected: 54, found: 30).message.contains("54 bytes, and have 30"))
    #expect(StatisticsFileError.wrongDigest(expected: 255, found: 1).message.contains("00000000000000ff"))
    #expect(StatisticsFileError.overrun(.cells, offset: 7).message == "the cells at byte 7 are cut short")
    #expect(
      StatisticsFileError.outOfRange(.edges, value: 9, limit: 4, offset: 7).message
        == "byte 7 says 9 of edges, where at most 4 can be")
    #expect(StatisticsFileError.disorder(.edges, offset: 7).message == "the edges at byte 7 are out of order")
    #expect(StatisticsFileError.invalidNumber(.step, offset: 7).message.contains("byte 7 holds a number of step"))
    #expect(StatisticsFileError.surplus(.chains, offset: 7).message.contains("left over after the chains at byte 7"))
  }
}
