import Glibc
import LinearAlgebra

/// Greedy k-means++: each next center is the best of several rows drawn in proportion to their squared distance.
///
/// 2 + ⌊ln k⌋ rows are tried a step; the one that leaves the smallest sum of squared distances is kept. O(n·d·k·ln k).
/// Source: Arthur and Vassilvitskii (2007), greedy form of its section 5.
struct Seeding {
  let observations: Observations

  /// Squared distances below this share of the squared norms have lost too many digits in a product.
  private static let smallShare = 1e-4

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
      for i in 0..<n { nearest[i] = min(nearest[i], distances[best &* n &+ i]) }
    }
    return observations.points.selecting(rows: chosen)
  }

  /// Squared distances of all rows to each of the rows `targets`, targets.count × n, to single precision.
  ///
  /// Small ones are taken by differences, so that they are exactly 0 between coinciding rows.
  func squaredDistances(to targets: [Int]) -> [Double] {
    let (n, d, m) = (observations.count, observations.dimension, targets.count)
    let centers = observations.points.selecting(rows: targets).elements.map { Float($0) }
    return [Double](unsafeUninitializedCapacity: n * m) { result, initialized in
      let result = result.baseAddress!
      withUnsafeTemporaryAllocation(of: Float.self, capacity: chunkRows * (d + m)) { scratch in
        let products = scratch.baseAddress! + chunkRows * d
        for rows in Workers.blocks(of: n, size: chunkRows) {
          observations.withSingles(rows, scratch: scratch.baseAddress!) { singles in
            Products.multiplyTransposed(
              centers, singles, into: products, shape: (m, rows.count, d), alpha: -2, targetStride: chunkRows)
          }
          for t in 0..<m {
            complete(products + t * chunkRows, rows, target: targets[t], into: result + t * n + rows.lowerBound)
          }
        }
      }
      initialized = n * m
    }
  }

  /// Turns the products −2x·c of some rows with a target into squared distances.
  private func complete(
    _ products: UnsafePointer<Float>, _ rows: Range<Int>, target: Int, into line: UnsafeMutablePointer<Double>
  ) {
    let norm = observations.norms[target]
    observations.norms.withUnsafeBufferPointer { norms in
      let norms = norms.baseAddress! + rows.lowerBound
      var inexact = 0
      for r in 0..<rows.count {
        let magnitude = norms[r] + norm
        line[r] = Double(products[r]) + magnitude
        inexact &+= 1 &- Self.isExact(line[r], magnitude)
      }
      guard inexact > 0 else { return }
      let d = observations.dimension
      observations.points.elements.withUnsafeBufferPointer { x in
        let x = x.baseAddress!
        for r in 0..<rows.count where Self.isExact(line[r], norms[r] + norm) == 0 {
          line[r] = squaredDistance(x + (rows.lowerBound + r) * d, x + target * d, d)
        }
      }
    }
  }

  /// 1 if a squared distance from a product is good to single precision, given the sum of the squared norms, else 0.
  @inline(__always)
  private static func isExact(_ distance: Double, _ magnitude: Double) -> Int {
    // Numbers and no branches: several rows are looked at together.
    (distance > smallShare * magnitude ? 1 : 0) & (magnitude > 1e-30 ? 1 : 0) & (magnitude < 1e30 ? 1 : 0)
  }

  /// The candidate (row of `distances`) that leaves the smallest weighted sum of squared distances.
  private func smallestPotential(
    _ nearest: [Double], _ distances: [Double], _ m: Int, _ weights: [Double]
  ) -> Int {
    let n = nearest.count
    let potentials = (0..<m).map { t in
      nearest.withUnsafeBufferPointer { nearest in
        distances.withUnsafeBufferPointer { distances in
          weights.withUnsafeBufferPointer { weights in
            // Eight sums at once, so that none waits for the one before.
            var sums = SIMD8<Double>.zero
            let whole = n & ~7
            let distances = distances.baseAddress! + t * n
            for i in stride(from: 0, to: whole, by: 8) {
              let new = eight(distances + i)
              var own = eight(nearest.baseAddress! + i)
              own.replace(with: new, where: new .< own)
              sums += eight(weights.baseAddress! + i) * own
            }
            for i in whole..<n { sums[0] += weights[i] * min(nearest[i], distances[i]) }
            return sums.sum()
          }
        }
      }
    }
    return potentials.indices.min { potentials[$0] < potentials[$1] }!
  }

  @inline(__always)
  private func eight(_ values: UnsafePointer<Double>) -> SIMD8<Double> {
    UnsafeRawPointer(values).loadUnaligned(as: SIMD8<Double>.self)
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
    let factors = factors ?? [Double](repeating: 1, count: amounts.count)
    var blockSums: [Double] = []
    blockSums.reserveCapacity(amounts.count / Self.blockSize + 1)
    self.amounts = [Double](unsafeUninitializedCapacity: amounts.count) { products, count in
      amounts.withUnsafeBufferPointer { amounts in
        factors.withUnsafeBufferPointer { factors in
          for block in Workers.blocks(of: amounts.count, size: Self.blockSize) {
            var sum = 0.0
            for i in block {
              products[i] = amounts[i] * factors[i]
              sum += products[i]
            }
            blockSums.append(sum)
          }
        }
      }
      count = amounts.count
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
