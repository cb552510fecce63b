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
    var bytes = ByteWriter()
    bytes.append(magic)
    bytes.appendFixed(version)
    bytes.appendFixed(UInt64(0))
    bytes.appendVarint(UInt64(statistics.unitCount))
    bytes.append([statistics.archetypes.isEmpty ? 0 : 1])
    for archetype in statistics.archetypes { bytes.appendVarint(UInt64(archetype + 1)) }
    bytes.appendNumbers(statistics.values)
    bytes.appendVarint(UInt64(statistics.chains.count))
    for chain in statistics.chains { append(chain, to: &bytes, workers) }
    return bytes.finished(lengthAt: headLength - 8)
  }

  /// The digest at the end of encoded statistics: 16 hexadecimal digits.
  public static func digest(of bytes: [UInt8]) -> String {
    precondition(bytes.count >= headLength + 8, "Encoded statistics end with their digest.")
    return XXHash64.text(bytes.suffix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) })
  }

  private static func append(_ chain: JourneyStatistics.Chain, to bytes: inout ByteWriter, _ workers: Workers) {
    let statistics = chain.statistics
    precondition(statistics.stateCount <= stateLimit, "A file holds chains of at most 65,539 states.")
    precondition(statistics.dwellGrid.count <= bucketLimit, "A file holds dwells of at most 1,024 buckets.")
    bytes.append([UInt8(kinds.firstIndex(of: chain.kind) ?? 0)])
    bytes.appendVarint(UInt64(statistics.stateCount))
    bytes.appendFixed(statistics.dwellGrid.step.bitPattern)
    bytes.appendVarint(UInt64(statistics.dwellGrid.count))
    bytes.appendVarint(UInt64(statistics.edges.count))
    for edge in statistics.edges {
      bytes.appendVarint(UInt64(edge.from))
      bytes.appendVarint(UInt64(edge.to))
    }
    bytes.appendNumbers(statistics.unitWeights)
    let blocks = Workers.blocks(of: statistics.unitCount, size: unitsPerBlock)
    let encoded = workers.map(pieces: blocks.count) { encode(statistics, units: blocks[$0]) }
    for (block, units) in blocks.enumerated() {
      bytes.appendVarint(UInt64(statistics.unitOffsets[units.upperBound] - statistics.unitOffsets[units.lowerBound]))
      bytes.appendVarint(UInt64(encoded[block].count))
    }
    bytes.reserve(encoded.reduce(64) { $0 + $1.count })
    for block in encoded { bytes.append(block) }
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
