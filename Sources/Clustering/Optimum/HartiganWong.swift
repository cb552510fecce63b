import LinearAlgebra

extension Lloyd {
  /// One pass of single transfers: a row moves where the exact change of the cost, means moving along, is negative.
  ///
  /// Rows that would gain with the means as they are now are found on all workers, then moved one by one in row order if
  /// they still gain. The labels must be those of nearest centers.
  ///
  /// Source: Hartigan and Wong (1979), optimal-transfer step.
  ///
  /// - Returns: the number of rows moved.
  func hartiganWongPass(workers: Workers) -> Int {
    guard k > 1 else { return 0 }
    let blocks = Workers.blocks(of: observations.count, size: blockRows)
    let before = Transfers(self)
    let candidates = workers.map(pieces: blocks.count) { before.gainingRows(in: blocks[$0]) }
    var moved = 0
    for i in candidates.joined() {
      guard let target = Transfers(self).target(of: i, from: Int(labels[i])) else { continue }
      transfer(row: i, to: target)
      moved += 1
    }
    return moved
  }
}

/// What moving single rows between clusters would change, for one state of the clusters.
private struct Transfers: @unchecked Sendable {
  // Bounds of rows are read while no thread writes to them.
  private let run: Lloyd
  private let observations: Observations
  private let centers: Matrix
  private let masses: [Double]
  private let counts: [Int]

  init(_ run: Lloyd) {
    self.run = run
    observations = run.observations
    centers = run.centers
    masses = run.masses
    counts = run.counts
  }

  /// The cluster that a row gains most by moving to; nil when it is best where it is.
  ///
  /// Leaving a cluster of mass m saves w·m/(m − w)·‖x − c‖², joining one costs w·m/(m + w)·‖x − c‖².
  func target(of i: Int, from own: Int) -> Int? {
    let w = observations.weights?[i] ?? 1
    guard counts[own] > 1, w > 0, masses[own] > w else { return nil }
    let d = observations.dimension
    return observations.points.elements.withUnsafeBufferPointer { x in
      centers.elements.withUnsafeBufferPointer { centers in
        let row = x.baseAddress! + i * d
        let saved = squaredDistance(row, centers.baseAddress! + own * d, d) * masses[own] / (masses[own] - w)
        var target: Int?
        var cheapest = saved * (1 - 1e-12)
        for j in 0..<masses.count where j != own {
          let cost = squaredDistance(row, centers.baseAddress! + j * d, d) * masses[j] / (masses[j] + w)
          if cost < cheapest {
            cheapest = cost
            target = j
          }
        }
        return target
      }
    }
  }

  /// The rows of a block that gain by moving.
  func gainingRows(in block: Range<Int>) -> [Int] {
    let heaviest = observations.weights?[block].max() ?? 1
    // No transfer can gain where even the lightest cluster, at the distance of the next nearest, would cost more.
    let joining = 1 + heaviest / (masses.min() ?? 0)
    let reach = masses.map { own in
      own > heaviest ? (joining / (1 - heaviest / own)).squareRoot() - 1 : .infinity
    }
    let nearest = NearestCenters(centers)
    let radius = nearest.largestNorm.squareRoot()
    let farthestOfAll = observations.norms[block].max()!.squareRoot() + radius
    let room = reach.map { nearest.slack + $0 * farthestOfAll }
    var found: [Int] = []
    for i in block {
      let own = Int(run.labels[i])
      if !run.isFresh {
        let margin = run.limits[i] - run.drift[own]
        // Roots are taken only of the rows that the farthest row of the block does not settle.
        if margin > room[own] { continue }
        if margin > nearest.slack + reach[own] * (observations.norms[i].squareRoot() + radius) { continue }
      }
      if target(of: i, from: own) != nil { found.append(i) }
    }
    return found
  }
}
