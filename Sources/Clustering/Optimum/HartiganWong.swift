import LinearAlgebra

extension Lloyd {
  /// Lloyd's iteration and passes of single transfers by turns until neither helps, `limit` steps or passes at most.
  func descend(limit: Int, workers: Workers) {
    for _ in 0..<limit {
      run(tolerance: 0, limit: limit, workers: workers)
      if hartiganWongPass(workers: workers) == 0 { return }
    }
  }

  /// One pass of single transfers: a row moves where the exact change of the cost, means moving along, is negative.
  ///
  /// Leaving a cluster of mass m saves w·m/(m − w)·‖x − c‖², joining one costs w·m/(m + w)·‖x − c‖². Only rows almost as
  /// near to another center can gain, so only these are looked at, in row order. The labels must be those of
  /// nearest centers. Source: Hartigan and Wong (1979), optimal-transfer step.
  ///
  /// - Returns: the number of rows moved.
  func hartiganWongPass(workers: Workers) -> Int {
    guard k > 1 else { return 0 }
    let weights = observations.weights
    let heaviest = weights?.max() ?? 1
    let smallest = masses.min() ?? 0
    // No transfer pays unless d₂²/d₁² < m/(m − w) · (m' + w)/m' for the lightest clusters and the heaviest row.
    let reach =
      smallest > heaviest
      ? smallest / (smallest - heaviest) * (smallest + heaviest) / smallest : Double.infinity
    let blocks = Workers.blocks(of: observations.count, size: blockRows)
    let nearest = NearestCenters(centers)
    let (d, observations) = (d, observations)
    let candidates = workers.map(pieces: blocks.count) { piece in
      nearest.rows(in: blocks[piece], of: observations, withRatioBelow: reach)
    }
    var moved = 0
    for i in candidates.joined() {
      let w = weights?[i] ?? 1
      let own = Int(labels[i])
      guard counts[own] > 1, w > 0, masses[own] > w else { continue }
      let row = Array(observations.points.row(i))
      var distances = [Double](repeating: 0, count: k)
      centers.elements.withUnsafeBufferPointer { centers in
        for j in 0..<k { distances[j] = squaredDistance(row, centers.baseAddress! + j * d, d) }
      }
      var target = -1
      var cheapest = distances[own] * masses[own] / (masses[own] - w)
      for j in 0..<k where j != own {
        let joining = distances[j] * masses[j] / (masses[j] + w)
        if joining < cheapest * (1 - 1e-12) {
          cheapest = joining
          target = j
        }
      }
      if target >= 0 {
        transfer(row: i, to: target)
        moved += 1
      }
    }
    return moved
  }
}

extension NearestCenters {
  /// Rows of a block whose next nearest center is at most √`ratio` times as far as the nearest.
  fileprivate func rows(in block: Range<Int>, of observations: Observations, withRatioBelow ratio: Double) -> [Int] {
    var found: [Int] = []
    let scan = ChunkScan(self)
    observations.points.elements.withUnsafeBufferPointer { x in
      for start in stride(from: block.lowerBound, to: block.upperBound, by: chunkRows) {
        let rows = start..<min(start + chunkRows, block.upperBound)
        scan.run(x.baseAddress! + rows.lowerBound * d, norms: observations.norms, rows: rows)
        for r in 0..<rows.count where scan.second[r] <= scan.first[r] * ratio { found.append(rows.lowerBound + r) }
      }
    }
    return found
  }
}
