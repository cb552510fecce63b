import LinearAlgebra

/// The bytes of `statistics.bin`.
///
/// All numbers are little-endian. "Varint" is a number in groups of 7 bits, low ones first, the top bit of a byte telling
/// that more follow.
///
/// | part | holds |
/// | --- | --- |
/// | head | `ARCHSTAT`, version (4 bytes), length of all bytes (8 bytes) |
/// | units | their number (varint) |
/// | archetypes | 1 and a varint a unit, archetype + 1 or 0 without one; or 0 |
/// | values | 1 and 8 bytes a unit; or 0 |
/// | chains | their number (varint), then each |
/// | chain | kind (1 byte: 0 conversion, 1 retention, 2 plain), states, step (8 bytes), buckets, edges, both states of every edge (varints); 1 and 8 bytes a unit of weight, or 0; number of entries and of bytes (varints) of every block of 4,096 units; the blocks |
/// | block | for every unit the number of entries, then every entry |
/// | entry | (difference of cell to the one before) · 2 + 1 if the count is above 1; then count − 2 |
/// | digest | XXH64 of all bytes before (8 bytes) |
///
/// Blocks are written and read on all threads; the bytes do not depend on how many.
public enum JourneyStatisticsFile {
  static let magic: [UInt8] = Array("ARCHSTAT".utf8)
  /// The version written, and the last one that can be read.
  public static let version: UInt32 = 1
  static let headLength = 20
  static let unitsPerBlock = 4096
  /// Touchpoints are numbered with 16 bits; a start and two ends come to them.
  static let stateLimit: UInt64 = 1 << 16 + 3
  /// Keeps a damaged file from asking for more memory than there is.
  static let bucketLimit: UInt64 = 1 << 10
  static let kinds: [StateSpace.Chain] = [.conversion, .retention, .plain]

  /// The bytes of statistics. O(units + entries).
  public static func encode(_ statistics: JourneyStatistics, workers: Workers) -> [UInt8] {
    let chains = statistics.chains.map { EncodedChain($0, workers) }
    var bytes = ByteWriter()
    // All at once: to move the bytes as they become more takes twice the memory.
    bytes.reserve(5 * statistics.archetypes.count + 9 * statistics.values.count + chains.reduce(64) { $0 + $1.room })
    bytes.append(magic)
    bytes.appendFixed(version)
    bytes.appendFixed(UInt64(0))
    bytes.appendVarint(UInt64(statistics.unitCount))
    bytes.append([statistics.archetypes.isEmpty ? 0 : 1])
    for archetype in statistics.archetypes { bytes.appendVarint(UInt64(archetype + 1)) }
    bytes.appendNumbers(statistics.values)
    bytes.appendVarint(UInt64(statistics.chains.count))
    for chain in chains { chain.append(to: &bytes) }
    return bytes.finished(lengthAt: headLength - 8)
  }

  /// The digest at the end of encoded statistics: 16 hexadecimal digits.
  public static func digest(of bytes: [UInt8]) -> String {
    precondition(bytes.count >= headLength + 8, "Encoded statistics end with their digest.")
    return XXHash64.text(bytes.suffix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) })
  }
}

/// The bytes of a chain.
private struct EncodedChain {
  private let chain: JourneyStatistics.Chain
  private let blocks: [(entries: Int, bytes: [UInt8])]

  init(_ chain: JourneyStatistics.Chain, _ workers: Workers) {
    let statistics = chain.statistics
    self.chain = chain
    let units = Workers.blocks(of: statistics.unitCount, size: JourneyStatisticsFile.unitsPerBlock)
    blocks = workers.map(pieces: units.count) { block in
      let offsets = (statistics.unitOffsets[units[block].lowerBound], statistics.unitOffsets[units[block].upperBound])
      return (offsets.1 - offsets.0, Self.encode(statistics, units: units[block]))
    }
  }

  /// As many bytes as there will be, or some more.
  var room: Int {
    let statistics = chain.statistics
    return 64 + 10 * statistics.edges.count + 9 * statistics.unitWeights.count
      + blocks.reduce(0) { $0 + 20 + $1.bytes.count }
  }

  func append(to bytes: inout ByteWriter) {
    let statistics = chain.statistics
    precondition(
      statistics.stateCount <= JourneyStatisticsFile.stateLimit, "A file holds chains of at most 65,539 states.")
    precondition(
      statistics.dwellGrid.count <= JourneyStatisticsFile.bucketLimit, "A file holds dwells of at most 1,024 buckets.")
    bytes.append([UInt8(JourneyStatisticsFile.kinds.firstIndex(of: chain.kind) ?? 0)])
    bytes.appendVarint(UInt64(statistics.stateCount))
    bytes.appendFixed(statistics.dwellGrid.step.bitPattern)
    bytes.appendVarint(UInt64(statistics.dwellGrid.count))
    bytes.appendVarint(UInt64(statistics.edges.count))
    for edge in statistics.edges {
      bytes.appendVarint(UInt64(edge.from))
      bytes.appendVarint(UInt64(edge.to))
    }
    bytes.appendNumbers(statistics.unitWeights)
    for block in blocks {
      bytes.appendVarint(UInt64(block.entries))
      bytes.appendVarint(UInt64(block.bytes.count))
    }
    for block in blocks { bytes.append(block.bytes) }
  }

  private static func encode(_ statistics: ChainStatistics, units: Range<Int>) -> [UInt8] {
    let offsets = statistics.unitOffsets
    let most = (offsets[units.upperBound] - offsets[units.lowerBound] + units.count) * 10
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: most) { buffer in
      guard let base = buffer.baseAddress else { return [] }
      var place = 0
      statistics.cells.withUnsafeBufferPointer { cells in
        statistics.counts.withUnsafeBufferPointer { counts in
          for unit in units {
            let entries = offsets[unit]..<offsets[unit + 1]
            Varint.write(UInt64(entries.count), base, &place)
            var last: UInt64 = 0
            for entry in entries {
              let cell = UInt64(cells[entry])
              let times = counts[entry]
              precondition(cell >= last && times > 0, "Cells never fall within a unit, and were met.")
              Varint.write((cell &- last) << 1 | (times > 1 ? 1 : 0), base, &place)
              if times > 1 { Varint.write(UInt64(times &- 2), base, &place) }
              last = cell
            }
          }
        }
      }
      // Only as many bytes as are needed are kept: there are many blocks.
      return [UInt8](UnsafeBufferPointer(start: base, count: place))
    }
  }
}
