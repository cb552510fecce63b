import LinearAlgebra

/// A run of units in the bytes of a chain.
struct StatisticsBlock: Sendable {
  let units: Range<Int>
  /// Places of the entries among those of the chain.
  let entries: Range<Int>
  /// Places of the bytes in the file.
  let bytes: Range<Int>

  /// Takes the sizes of all blocks, and finds them in the bytes that follow.
  static func table(_ reader: inout ByteReader, unitCount: Int) throws(StatisticsFileError) -> [StatisticsBlock] {
    var sizes: [(units: Range<Int>, entries: Int, bytes: Int)] = []
    for units in Workers.blocks(of: unitCount, size: JourneyStatisticsFile.unitsPerBlock) {
      // An entry takes a byte, and so does a unit.
      let entries = try reader.count(.entries, bytesEach: 1)
      let bytes = try reader.count(.bytes, bytesEach: 1)
      sizes.append((units, entries, bytes))
    }
    var blocks: [StatisticsBlock] = []
    var entry = 0
    var byte = reader.offset
    for size in sizes {
      guard size.bytes <= reader.bytes.count - byte else { throw .overrun(.bytes, offset: byte) }
      guard size.units.count + size.entries <= size.bytes else {
        throw .outOfRange(
          .entries, value: UInt64(size.entries), limit: UInt64(max(size.bytes - size.units.count, 0)), offset: byte)
      }
      blocks.append(
        StatisticsBlock(units: size.units, entries: entry..<entry + size.entries, bytes: byte..<byte + size.bytes))
      entry += size.entries
      byte += size.bytes
    }
    return blocks
  }
}

/// The entries of a chain while its blocks are read.
struct EntryColumns {
  private let unitCount: Int
  private let entryCount: Int

  init(_ blocks: [StatisticsBlock], unitCount: Int) {
    self.unitCount = unitCount
    entryCount = blocks.last?.entries.upperBound ?? 0
  }

  /// Reads all blocks, on all threads.
  func read(
    _ blocks: [StatisticsBlock], _ bytes: UnsafeBufferPointer<UInt8>, cellCount: UInt64, _ workers: Workers
  ) throws(StatisticsFileError) -> (offsets: [Int], cells: [UInt32], counts: [UInt16]) {
    var offsets = [Int](repeating: 0, count: unitCount + 1)
    var cells = [UInt32](repeating: 0, count: entryCount)
    var counts = [UInt16](repeating: 0, count: entryCount)
    let failures = offsets.withUnsafeMutableBufferPointer { offsets in
      cells.withUnsafeMutableBufferPointer { cells in
        counts.withUnsafeMutableBufferPointer { counts in
          nonisolated(unsafe) let target = (offsets: offsets, cells: cells, counts: counts)
          nonisolated(unsafe) let source = bytes
          return workers.map(pieces: blocks.count) { block in
            Self.read(blocks[block], source, cellCount: cellCount, target.offsets, target.cells, target.counts)
          }
        }
      }
    }
    for case .some(let failure) in failures { throw failure }
    return (offsets, cells, counts)
  }

  /// Reads one block into its places; what is wrong with it, if anything.
  private static func read(
    _ block: StatisticsBlock, _ all: UnsafeBufferPointer<UInt8>, cellCount: UInt64,
    _ offsets: UnsafeMutableBufferPointer<Int>,
    _ cells: UnsafeMutableBufferPointer<UInt32>, _ counts: UnsafeMutableBufferPointer<UInt16>
  ) -> StatisticsFileError? {
    let bytes = UnsafeBufferPointer(rebasing: all[block.bytes])
    let origin = block.bytes.lowerBound
    var place = 0
    var entry = block.entries.lowerBound
    for unit in block.units {
      let start = place
      guard let number = Varint.read(bytes, &place) else { return .overrun(.entries, offset: origin + start) }
      let left = UInt64(block.entries.upperBound - entry)
      guard number <= left else {
        return .outOfRange(.entries, value: number, limit: left, offset: origin + start)
      }
      var last: UInt64 = 0
      for _ in 0..<Int(number) {
        let start = place
        guard let word = Varint.read(bytes, &place) else { return .overrun(.cells, offset: origin + start) }
        let (cell, overflow) = last.addingReportingOverflow(word >> 1)
        guard !overflow, cell < cellCount else {
          return .outOfRange(.cells, value: cell, limit: max(cellCount, 1) - 1, offset: origin + start)
        }
        var count: UInt64 = 1
        if word & 1 == 1 {
          let start = place
          guard let above = Varint.read(bytes, &place) else { return .overrun(.counts, offset: origin + start) }
          guard above <= UInt64(UInt16.max) - 2 else {
            return .outOfRange(.counts, value: above, limit: UInt64(UInt16.max) - 2, offset: origin + start)
          }
          count = above + 2
        }
        cells[entry] = UInt32(truncatingIfNeeded: cell)
        counts[entry] = UInt16(truncatingIfNeeded: count)
        entry += 1
        last = cell
      }
      offsets[unit + 1] = entry
    }
    guard entry == block.entries.upperBound else { return .overrun(.entries, offset: origin + place) }
    return place == bytes.count ? nil : .surplus(.entries, offset: origin + place)
  }
}
