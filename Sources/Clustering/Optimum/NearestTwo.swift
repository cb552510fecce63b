import LinearAlgebra

/// For every row its nearest and next nearest center and the squared distances to both, to single precision.
///
/// With one center the next one is itself, infinitely far.
struct NearestTwo {
  let label: [Int32]
  let secondLabel: [Int32]
  let first: [Double]
  let second: [Double]

  init(_ observations: Observations, centers: Matrix) {
    let n = observations.count
    var label = [Int32](repeating: 0, count: n)
    var secondLabel = [Int32](repeating: 0, count: n)
    var first = [Double](repeating: 0, count: n)
    var second = [Double](repeating: .infinity, count: n)
    let scan = ChunkScan(NearestCenters(centers))
    for rows in Workers.blocks(of: n, size: chunkRows) {
      scan.run(observations, rows: rows)
      for r in 0..<rows.count {
        let i = rows.lowerBound + r
        label[i] = scan.label[r]
        secondLabel[i] = scan.secondLabel[r]
        first[i] = Double(scan.first[r])
        second[i] = Double(scan.second[r])
      }
    }
    self.label = label
    self.secondLabel = secondLabel
    self.first = first
    self.second = second
  }
}
