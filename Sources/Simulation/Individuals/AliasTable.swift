/// Draws from the rows of a matrix of weights with one lookup each.
///
/// Each row is cut into as many cells of equal probability as it has successors, each cell shared by at most two of them.
/// The upper part of the random bits chooses the cell, the rest the successor: to 2⁻⁵⁰ of the exact probability.
///
/// Source: Walker (1977), Vose (1991).
struct AliasTable: Sendable {
  struct Cell: Sendable {
    /// Below this the cell's own successor is drawn.
    var threshold: UInt64
    var own: UInt32
    var other: UInt32
  }

  struct Row: Sendable {
    var first: UInt32
    var count: UInt32
  }

  private(set) var cells: [Cell] = []
  private(set) var rows: [Row] = []

  /// Adds a row; one without weights is never drawn from.
  ///
  /// - Parameters:
  ///   - successors: What is drawn.
  ///   - weights: One each, not negative.
  mutating func append(_ successors: [Int], weights: [Double]) {
    let kept = successors.indices.filter { weights[$0] > 0 }
    let count = kept.count
    rows.append(Row(first: UInt32(cells.count), count: UInt32(count)))
    let sum = kept.reduce(0) { $0 + weights[$1] }
    var shares = kept.map { weights[$0] / sum * Double(count) }
    var row = kept.map { Cell(threshold: .max, own: UInt32(successors[$0]), other: UInt32(successors[$0])) }
    var small = shares.indices.filter { shares[$0] < 1 }
    var large = shares.indices.filter { shares[$0] >= 1 }
    while let less = small.popLast(), let more = large.last {
      row[less].threshold = UInt64(max(0, shares[less]) * 0x1p63) << 1
      row[less].other = row[more].own
      shares[more] -= 1 - shares[less]
      if shares[more] < 1 { small.append(large.removeLast()) }
    }
    cells += row
  }
}

/// Reads an alias table in place.
struct AliasReader {
  let cells: UnsafePointer<AliasTable.Cell>
  let rows: UnsafePointer<AliasTable.Row>

  @inline(__always)
  func draw(_ row: Int, _ bits: UInt64) -> Int {
    let row = rows[row]
    let product = bits.multipliedFullWidth(by: UInt64(row.count))
    let cell = cells[Int(row.first) &+ Int(product.high)]
    return Int(product.low < cell.threshold ? cell.own : cell.other)
  }
}

extension AliasTable {
  func withReader<Result>(_ body: (AliasReader) -> Result) -> Result {
    cells.withUnsafeBufferPointer { cells in
      rows.withUnsafeBufferPointer { rows in
        body(AliasReader(cells: cells.baseAddress!, rows: rows.baseAddress!))
      }
    }
  }
}
