import LinearAlgebra

extension JourneyStatisticsFile {
  /// The statistics that bytes hold. O(bytes) time and memory, whatever they say.
  ///
  /// - Throws: ``StatisticsFileError`` for whatever ``encode(_:workers:)`` would not have written.
  public static func decode(_ bytes: [UInt8], workers: Workers) throws(StatisticsFileError) -> JourneyStatistics {
    let result = bytes.withUnsafeBufferPointer { bytes -> Result<JourneyStatistics, StatisticsFileError> in
      do throws(StatisticsFileError) {
        try checkFrame(bytes)
        return .success(try body(UnsafeBufferPointer(rebasing: bytes.dropLast(8)), workers))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// Checks what surrounds the contents: beginning, version, length, digest.
  private static func checkFrame(_ bytes: UnsafeBufferPointer<UInt8>) throws(StatisticsFileError) {
    guard bytes.starts(with: magic) else { throw .notStatistics }
    guard bytes.count >= headLength + 8 else {
      throw .wrongLength(expected: UInt64(headLength + 8), found: bytes.count)
    }
    var head = ByteReader(bytes, from: headLength - 8)
    let found = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[magic.count + $1]) << UInt32(8 * $1) }
    guard found <= version else { throw .newerVersion(found: found, known: version) }
    let length = try head.word(.bytes)
    guard length == UInt64(bytes.count) else { throw .wrongLength(expected: length, found: bytes.count) }
    var tail = ByteReader(bytes, from: bytes.count - 8)
    let expected = try tail.word(.bytes)
    let digest = XXHash64.digest(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes.dropLast(8))))
    guard digest == expected else { throw .wrongDigest(expected: expected, found: digest) }
  }

  private static func body(
    _ bytes: UnsafeBufferPointer<UInt8>, _ workers: Workers
  ) throws(StatisticsFileError) -> JourneyStatistics {
    var reader = ByteReader(bytes, from: headLength)
    // Every unit takes a byte in every chain.
    let unitCount = try reader.count(.units, bytesEach: 1)
    var archetypes: [Int32] = []
    if try reader.byte(.archetypes, limit: 1) == 1 {
      archetypes.reserveCapacity(unitCount)
      for _ in 0..<unitCount {
        archetypes.append(Int32(try reader.varint(.archetypes, limit: UInt64(Int32.max))) - 1)
      }
    }
    let values = try reader.numbers(.values, count: unitCount) { _ in true }
    let chainStart = reader.offset
    let chainCount = try reader.varint(.chains, limit: UInt64(kinds.count))
    guard chainCount > 0 else { throw .overrun(.chains, offset: chainStart) }
    var chains: [JourneyStatistics.Chain] = []
    for _ in 0..<chainCount {
      let start = reader.offset
      let kind = kinds[Int(try reader.byte(.kind, limit: UInt8(kinds.count - 1)))]
      guard !chains.contains(where: { $0.kind == kind }) else { throw .disorder(.kind, offset: start) }
      chains.append(JourneyStatistics.Chain(kind, try chain(&reader, unitCount: unitCount, workers)))
    }
    guard reader.remaining == 0 else { throw .surplus(.chains, offset: reader.offset) }
    return JourneyStatistics(chains: chains, archetypes: archetypes, values: values)
  }

  private static func chain(
    _ reader: inout ByteReader, unitCount: Int, _ workers: Workers
  ) throws(StatisticsFileError) -> ChainStatistics {
    let stateCount = try reader.varint(.states, limit: stateLimit)
    let step = try reader.number(.step)
    let start = reader.offset
    let bucketCount = try reader.varint(.buckets, limit: bucketLimit)
    guard bucketCount >= 1 else { throw .invalidNumber(.buckets, offset: start) }
    let edges = try edges(&reader, stateCount: stateCount)
    let weights = try reader.numbers(.weights, count: unitCount) { $0 >= 0 && $0 < .infinity }
    let blocks = try StatisticsBlock.table(&reader, unitCount: unitCount)
    let columns = EntryColumns(blocks, unitCount: unitCount)
    // Cells are numbered with 32 bits.
    let cellCount = UInt64(min(edges.count * bucketCount, 1 << 32))
    let (offsets, cells, counts) = try columns.read(blocks, reader.bytes, cellCount: cellCount, workers)
    if let last = blocks.last { reader.skip(last.bytes.upperBound - reader.offset) }
    return ChainStatistics(
      stateCount: stateCount, edges: edges, dwellGrid: DwellGrid(step: step, count: bucketCount), unitOffsets: offsets,
      cells: cells, counts: counts, unitWeights: weights)
  }

  private static func edges(
    _ reader: inout ByteReader, stateCount: Int
  ) throws(StatisticsFileError) -> [ChainStatistics.Edge] {
    let count = try reader.count(.edges, bytesEach: 2)
    guard stateCount > 0 || count == 0 else {
      throw .outOfRange(.edges, value: UInt64(count), limit: 0, offset: reader.offset)
    }
    var result: [ChainStatistics.Edge] = []
    result.reserveCapacity(count)
    for _ in 0..<count {
      let start = reader.offset
      let from = try reader.varint(.edges, limit: UInt64(stateCount - 1))
      let to = try reader.varint(.edges, limit: UInt64(stateCount - 1))
      if let last = result.last, (Int(last.from), Int(last.to)) >= (from, to) { throw .disorder(.edges, offset: start) }
      result.append(ChainStatistics.Edge(from: from, to: to))
    }
    return result
  }
}
