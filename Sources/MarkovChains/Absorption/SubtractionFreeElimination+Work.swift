import LinearAlgebra

extension SubtractionFreeElimination {
  /// The elimination in place: a block of rows, then what it adds to all rows below, by products.
  struct Work {
    let n: Int
    /// n × n, row after row.
    nonisolated(unsafe) let rows: UnsafeMutableBufferPointer<Double>
    /// What each row sends out of all states, n.
    nonisolated(unsafe) let exits: UnsafeMutableBufferPointer<Double>

    /// Eliminates everything; the first state that leads nowhere ends it and is returned.
    func run(blockSize: Int, rowsPerPiece: Int, workers: Workers) -> Int? {
      for block in Workers.blocks(of: n, size: blockSize) {
        for k in block {
          for pivot in block.lowerBound..<k { eliminate(pivot, from: k, upTo: n) }
          var pivot = exits[k]
          for j in (k + 1)..<max(n, k + 1) { pivot += rows[k &* n &+ j] }
          if pivot <= 0 { return k }
          rows[k &* n &+ k] = pivot
        }
        let rest = block.upperBound..<n
        let width = block.count
        let transposed = packedColumns(of: block, over: rest)
        let pieces = Workers.blocks(of: rest.count, size: rowsPerPiece)
        workers.forEach(pieces: pieces.count) { piece, _ in
          let lower = pieces[piece].lowerBound + rest.lowerBound
          let count = pieces[piece].count
          var multipliers: [Double] = []
          multipliers.reserveCapacity(count * width)
          for i in lower..<(lower + count) {
            for pivot in block { eliminate(pivot, from: i, upTo: block.upperBound) }
            for pivot in block { multipliers.append(rows[i &* n &+ pivot]) }
          }
          Products.multiplyTransposed(
            multipliers, transposed, into: rows.baseAddress! + lower * n + rest.lowerBound,
            shape: (m: count, n: rest.count, depth: width), beta: 1, targetStride: n)
        }
      }
      return nil
    }

    /// Sends what row i sends to a pivot on to where the pivot sends it, in the columns behind the pivot below `end`.
    private func eliminate(_ pivot: Int, from i: Int, upTo end: Int) {
      let factor = rows[i &* n &+ pivot] / rows[pivot &* n &+ pivot]
      rows[i &* n &+ pivot] = factor
      guard factor != 0 else { return }
      for j in (pivot + 1)..<end { rows[i &* n &+ j] += factor * rows[pivot &* n &+ j] }
      exits[i] += factor * exits[pivot]
    }

    private func packedColumns(of block: Range<Int>, over columns: Range<Int>) -> [Double] {
      var packed: [Double] = []
      packed.reserveCapacity(block.count * columns.count)
      for j in columns { for k in block { packed.append(rows[k &* n &+ j]) } }
      return packed
    }
  }
}
