import Glibc
import LinearAlgebra

/// Greedy k-means++: each next center is the best of several rows drawn in proportion to their squared distance.
///
/// 2 + ⌊ln k⌋ rows are tried a step; the one that leaves the smallest sum of squared distances is kept. O(n·d·k·ln k).
/// Source: Arthur and Vassilvitskii (2007), greedy form of its section 5.
struct Seeding {
  let observations: Observations

  init(_ observations: Observations) { self.observations = observations }

  /// k rows as centers, k × d, distinct as long as the observations have k distinct rows.
  func centers(k: Int, stream: inout RandomStream) -> Matrix {
    let n = observations.count
    precondition(k >= 1 && k <= n, "There are at least as many rows as centers.")
    let tries = 2 + Int(log(Double(k)))
    let weights = observations.weights ?? [Double](repeating: 1, count: n)
    var chosen = [WeightedDraw(weights).draw(&stream) ?? 0]
    var nearest = squaredDistances(to: chosen)
    while chosen.count < k {
      let draw = WeightedDraw(nearest, times: observations.weights)
      var candidates: [Int] = []
      for _ in 0..<tries { if let row = draw.draw(&stream) { candidates.append(row) } }
      if candidates.isEmpty {
        // Every row coincides with a center to working precision: fall back to the first row that truly differs.
        candidates = [firstRowApart(from: chosen)]
      }
      let distances = squaredDistances(to: candidates)
      let best = smallestPotential(nearest, distances, candidates.count, weights)
      chosen.append(candidates[best])
      nearest.withUnsafeMutableBufferPointer { nearest in
        distances.withUnsafeBufferPointer { distances in
          for i in 0..<n { nearest[i] = min(nearest[i], distances[i &* candidates.count &+ best]) }
        }
      }
    }
    return observations.points.selecting(rows: chosen)
  }

  /// Squared distances of every row to the rows `targets`, n × targets.count, exactly 0 between coinciding rows.
  func squaredDistances(to targets: [Int]) -> [Double] {
    let (n, d, m) = (observations.count, observations.dimension, targets.count)
    let centers = observations.points.selecting(rows: targets)
    let norms = observations.norms
    let targetNorms = targets.map { norms[$0] }
    return [Double](unsafeUninitializedCapacity: n * m) { result, initialized in
      observations.points.elements.withUnsafeBufferPointer { x in
        centers.elements.withUnsafeBufferPointer { c in
          for rows in Workers.blocks(of: n, size: chunkRows) {
            let target = result.baseAddress! + rows.lowerBound * m
            Products.multiplyTransposed(
              x.baseAddress! + rows.lowerBound * d, c.baseAddress!, into: target, shape: (rows.count, m, d), alpha: -2)
            for i in rows {
              for t in 0..<m {
                let place = (i &- rows.lowerBound) &* m &+ t
                let magnitude = norms[i] + targetNorms[t]
                let distance = target[place] + magnitude
                // Where the terms cancel, few digits are left: take the differences themselves.
                target[place] =
                  distance > 1e-10 * magnitude
                  ? distance : squaredDistance(x.baseAddress! + i * d, c.baseAddress! + t * d, d)
              }
            }
          }
        }
      }
      initialized = n * m
    }
  }

  /// The candidate (column of `distances`) that leaves the smallest weighted sum of squared distances.
  private func smallestPotential(
    _ nearest: [Double], _ distances: [Double], _ m: Int, _ weights: [Double]
  ) -> Int {
    var potentials = [Double](repeating: 0, count: m)
    nearest.withUnsafeBufferPointer { nearest in
      distances.withUnsafeBufferPointer { distances in
        weights.withUnsafeBufferPointer { weights in
          for t in 0..<m {
            var potential = 0.0
            for i in 0..<nearest.count { potential += weights[i] * min(nearest[i], distances[i &* m &+ t]) }
            potentials[t] = potential
          }
        }
      }
    }
    var best = 0
    for t in 1..<m where potentials[t] < potentials[best] { best = t }
    return best
  }

  private func firstRowApart(from chosen: [Int]) -> Int {
    let d = observations.dimension
    return observations.points.elements.withUnsafeBufferPointer { x in
      (0..<observations.count).first { i in
        chosen.allSatisfy { squaredDistance(x.baseAddress! + i * d, x.baseAddress! + $0 * d, d) > 0 }
      } ?? 0
    }
  }
}

/// Draws places in proportion to nonnegative amounts, with repeats.
struct WeightedDraw {
  private let amounts: [Double]
  private let blockSums: [Double]
  private let total: Double
  private static let blockSize = 512

  init(_ amounts: [Double], times factors: [Double]? = nil) {
    if let factors {
      self.amounts = (0..<amounts.count).map { amounts[$0] * factors[$0] }
    } else {
      self.amounts = amounts
    }
    var blockSums: [Double] = []
    blockSums.reserveCapacity(amounts.count / Self.blockSize + 1)
    self.amounts.withUnsafeBufferPointer { amounts in
      for block in Workers.blocks(of: amounts.count, size: Self.blockSize) {
        var sum = 0.0
        for i in block { sum += amounts[i] }
        blockSums.append(sum)
      }
    }
    self.blockSums = blockSums
    total = blockSums.reduce(0, +)
  }

  /// A place drawn in proportion to its amount; nil when all amounts are zero.
  func draw(_ stream: inout RandomStream) -> Int? {
    guard total > 0 else { return nil }
    var rest = stream.uniform() * total
    var block = 0
    while block < blockSums.count - 1, rest >= blockSums[block] {
      rest -= blockSums[block]
      block += 1
    }
    let end = min((block + 1) * Self.blockSize, amounts.count)
    var last: Int?
    for i in (block * Self.blockSize)..<end where amounts[i] > 0 {
      last = i
      if rest < amounts[i] { return i }
      rest -= amounts[i]
    }
    // Rounding may carry the draw past the end of a block: its last place with an amount is meant.
    return last ?? amounts.lastIndex { $0 > 0 }
  }
}
