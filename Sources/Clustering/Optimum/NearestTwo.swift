import LinearAlgebra

/// For every row its nearest and next nearest center and the squared distances to both.
///
/// With one center the next one is itself, infinitely far.
struct NearestTwo {
  let label: [Int32]
  let secondLabel: [Int32]
  let first: [Double]
  let second: [Double]

  init(_ observations: Observations, centers: Matrix) {
    let n = observations.count
    let nearest = NearestCenters(centers)
    var label = [Int32](repeating: 0, count: n)
    var secondLabel = [Int32](repeating: 0, count: n)
    var first = [Double](repeating: 0, count: n)
    var second = [Double](repeating: .infinity, count: n)
    let scan = ChunkScan(nearest)
    observations.points.elements.withUnsafeBufferPointer { x in
      for rows in Workers.blocks(of: n, size: chunkRows) {
        scan.run(x.baseAddress! + rows.lowerBound * nearest.d, norms: observations.norms, rows: rows)
        for r in 0..<rows.count {
          let i = rows.lowerBound + r
          label[i] = Int32(truncatingIfNeeded: Int(scan.label[r]))
          secondLabel[i] = Int32(truncatingIfNeeded: Int(scan.secondLabel[r]))
          first[i] = scan.first[r]
          second[i] = scan.second[r]
        }
      }
    }
    self.label = label
    self.secondLabel = secondLabel
    self.first = first
    self.second = second
  }
}
