import LinearAlgebra

/// All pairs of rows of which mean silhouettes are made, prepared for blocks of products.
///
/// Distances are computed as `Number`; sums over clusters are taken in double precision.
struct SilhouettePairs<Number: DistanceNumber>: Sendable {
  private static var rowsPerBlock: Int { 64 }
  private static var columnsPerTile: Int { 512 }
  /// Places looked at together for near ones.
  private static var chunk: Int { 32 }

  private let cells: JointCells
  private let labelingCount: Int
  private let dimension: Int
  /// Rows in the order of cells, m × d, for direct differences.
  private let ordered: [Double]
  /// `ordered` less the mean of all, for products.
  private let centered: [Number]
  /// The squared lengths of the rows of `centered`.
  private let norms: [Number]
  /// Whether all rows and masses are neither too large nor too small for `Number`.
  let isWithinRange: Bool
  /// What a row weighs, times the rows it stands for.
  private let masses: [Double]
  /// The same as `Number`.
  private let factors: [Number]
  /// What stays of a row's own mass when the row is compared with the rest of its cluster: its further copies.
  private let copies: [Double]
  /// The mass of every cluster of every labeling.
  private let clusterMasses: [[Double]]

  /// - Parameters:
  ///   - labelings: One label for every row of `points`.
  ///   - weights: Nonnegative; rows of weight 0 take no part.
  ///   - represented: The number of rows that every row stands for, at least 1.
  init(points: Matrix, labelings: [[Int32]], weights: [Double], represented: [Double]) {
    precondition(labelings.allSatisfy { $0.count == points.rowCount }, "Every row has a label in every labeling.")
    precondition(weights.count == points.rowCount, "Every row has a weight.")
    let cells = JointCells(labelings: labelings, of: weights.indices.filter { weights[$0] > 0 })
    let d = points.columnCount
    let means = columnMeans(points, rows: cells.rows)
    let ordered = points.selecting(rows: cells.rows).elements
    var centered = [Number](repeating: 0, count: ordered.count)
    var norms = [Number](repeating: 0, count: cells.rows.count)
    var isWithinRange = true
    for place in norms.indices {
      var norm = 0.0
      for j in 0..<d {
        let value = ordered[place * d + j] - means[j]
        centered[place * d + j] = Number(value)
        norm += value * value
      }
      norms[place] = Number(norm)
      isWithinRange = isWithinRange && (norm == 0 || Number.safeRange.contains(norm))
    }
    let masses = cells.rows.map { weights[$0] * represented[$0] }
    var clusterMasses = cells.clusterCounts.map { [Double](repeating: 0, count: $0) }
    for cell in 0..<cells.cellCount {
      let mass = masses[cells.starts[cell]..<cells.starts[cell + 1]].reduce(0, +)
      for labeling in labelings.indices {
        let cluster = cells.clusters[cell * labelings.count + labeling]
        if cluster >= 0 { clusterMasses[labeling][Int(cluster)] += mass }
      }
    }
    self.cells = cells
    labelingCount = labelings.count
    dimension = d
    self.ordered = ordered
    self.centered = centered
    self.norms = norms
    self.isWithinRange = isWithinRange && masses.allSatisfy(Number.safeRange.contains)
    self.masses = masses
    factors = masses.map { Number($0) }
    copies = cells.rows.map { max(weights[$0] - 1, 0) }
    self.clusterMasses = clusterMasses
  }

  /// The mean silhouette of each labeling; NaN where fewer than two clusters hold mass.
  func means(workers: Workers) -> [Double] {
    let blocks = Workers.blocks(of: cells.rows.count, size: Self.rowsPerBlock)
    let sums = workers.map(pieces: blocks.count) { silhouetteSums(of: blocks[$0]) }
    return (0..<labelingCount).map { labeling in
      guard clusterMasses[labeling].count(where: { $0 > 0 }) >= 2 else { return .nan }
      var silhouette = 0.0
      var mass = 0.0
      for sum in sums {
        silhouette += sum[labeling].silhouette
        mass += sum[labeling].mass
      }
      return silhouette / mass
    }
  }

  /// The sums of silhouettes times mass, and of mass, over a block of rows, one pair a labeling.
  private func silhouetteSums(of block: Range<Int>) -> [(silhouette: Double, mass: Double)] {
    let cellSums = distanceSums(of: block)
    var sums = [(silhouette: Double, mass: Double)](repeating: (0, 0), count: labelingCount)
    for (labeling, clusterCount) in cells.clusterCounts.enumerated() {
      var ownCell = 0
      for place in block {
        while cells.starts[ownCell + 1] <= place { ownCell += 1 }
        let own = cells.clusters[ownCell * labelingCount + labeling]
        guard own >= 0 else { continue }
        var clusterSums = [Double](repeating: 0, count: clusterCount)
        let firstSum = (place - block.lowerBound) * cells.cellCount
        for cell in 0..<cells.cellCount {
          let cluster = cells.clusters[cell * labelingCount + labeling]
          if cluster >= 0 { clusterSums[Int(cluster)] += cellSums[firstSum + cell] }
        }
        let score = silhouette(of: place, own: Int(own), sums: clusterSums, clusters: clusterMasses[labeling])
        sums[labeling].silhouette += score * masses[place]
        sums[labeling].mass += masses[place]
      }
    }
    return sums
  }

  /// The silhouette of one row, from the sums of its distances to the rows of each cluster.
  private func silhouette(of place: Int, own: Int, sums: [Double], clusters: [Double]) -> Double {
    let others = clusters[own] - masses[place] + copies[place]
    guard others > 0 else { return 0 }
    var nearestOther = Double.infinity
    for cluster in sums.indices where cluster != own && clusters[cluster] > 0 {
      nearestOther = min(nearestOther, sums[cluster] / clusters[cluster])
    }
    let ownMean = sums[own] / others
    let larger = max(ownMean, nearestOther)
    return larger > 0 && larger < .infinity ? (nearestOther - ownMean) / larger : 0
  }

  /// The sums of mass times distance from every row of a block to every cell, rows × cells.
  private func distanceSums(of block: Range<Int>) -> [Double] {
    let cellCount = cells.cellCount
    var sums = [Double](repeating: 0, count: block.count * cellCount)
    var tile = [Number](repeating: 0, count: block.count * Self.columnsPerTile)
    withBuffers { ordered, centered, norms, factors in
      tile.withUnsafeMutableBufferPointer { tile in
        sums.withUnsafeMutableBufferPointer { sums in
          let buffers = Buffers(ordered: ordered, centered: centered, norms: norms, factors: factors, tile: tile)
          var firstCell = 0
          for columns in Workers.blocks(of: norms.count, size: Self.columnsPerTile) {
            fillDistances(between: block, and: columns, in: buffers)
            while cells.starts[firstCell + 1] <= columns.lowerBound { firstCell += 1 }
            for row in 0..<block.count {
              let target = UnsafeMutableBufferPointer(rebasing: sums[(row * cellCount)..<((row + 1) * cellCount)])
              addTileRow(row, of: columns, from: firstCell, into: target, buffers)
            }
          }
        }
      }
    }
    return sums
  }

  private typealias Buffer = UnsafeBufferPointer<Number>

  private func withBuffers(
    _ body: (_ ordered: UnsafeBufferPointer<Double>, _ centered: Buffer, _ norms: Buffer, _ factors: Buffer) -> Void
  ) {
    ordered.withUnsafeBufferPointer { ordered in
      centered.withUnsafeBufferPointer { centered in
        norms.withUnsafeBufferPointer { norms in
          factors.withUnsafeBufferPointer { factors in body(ordered, centered, norms, factors) }
        }
      }
    }
  }

  private struct Buffers {
    let ordered: UnsafeBufferPointer<Double>
    let centered: Buffer
    let norms: Buffer
    let factors: Buffer
    let tile: UnsafeMutableBufferPointer<Number>
  }

  /// Writes the distances between two ranges of rows into the tile.
  private func fillDistances(between rows: Range<Int>, and columns: Range<Int>, in buffers: Buffers) {
    let d = dimension
    let points = buffers.centered.baseAddress!
    let originals = buffers.ordered.baseAddress!
    Number.multiplyTransposed(
      points + rows.lowerBound * d, points + columns.lowerBound * d, into: buffers.tile.baseAddress!,
      shape: (rows.count, columns.count, d), alpha: -2)
    for (row, i) in rows.enumerated() {
      let line = buffers.tile.baseAddress! + row * columns.count
      let norms = buffers.norms.baseAddress! + columns.lowerBound
      let norm = buffers.norms[i]
      for start in stride(from: 0, to: columns.count, by: Self.chunk) {
        let end = min(start + Self.chunk, columns.count)
        var nearCount = 0
        for j in start..<end {
          let scale = norm + norms[j]
          let squared = scale + line[j]
          nearCount &+= squared < Number.nearShare * scale ? 1 : 0
          line[j] = (squared > 0 ? squared : 0).squareRoot()
        }
        guard nearCount > 0 else { continue }
        for j in start..<end {
          let scale = norm + norms[j]
          if line[j] * line[j] <= 2 * Number.nearShare * scale {
            line[j] = Number(distance(originals + i * d, originals + (columns.lowerBound + j) * d))
          }
        }
      }
    }
  }

  private func distance(_ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>) -> Double {
    var sum = 0.0
    for j in 0..<dimension { sum += (left[j] - right[j]) * (left[j] - right[j]) }
    return sum.squareRoot()
  }

  /// Adds one row of the tile to the sums of the cells it runs through.
  private func addTileRow(
    _ row: Int, of columns: Range<Int>, from firstCell: Int, into sums: UnsafeMutableBufferPointer<Double>,
    _ buffers: Buffers
  ) {
    let line = buffers.tile.baseAddress! + row * columns.count
    let factors = buffers.factors.baseAddress! + columns.lowerBound
    var cell = firstCell
    var start = columns.lowerBound
    while start < columns.upperBound {
      let end = min(cells.starts[cell + 1], columns.upperBound)
      let offset = start - columns.lowerBound
      sums[cell] += Double(weightedSum(line + offset, factors + offset, count: end - start))
      start = end
      cell += 1
    }
  }

  /// Σ value · factor in eight lanes, so that it runs at the speed of memory and always in one order.
  private func weightedSum(_ values: UnsafePointer<Number>, _ factors: UnsafePointer<Number>, count: Int) -> Number {
    var lanes = SIMD8<Number>(repeating: 0)
    var j = 0
    while j + 8 <= count {
      let value = UnsafeRawPointer(values + j).loadUnaligned(as: SIMD8<Number>.self)
      let factor = UnsafeRawPointer(factors + j).loadUnaligned(as: SIMD8<Number>.self)
      lanes += value * factor
      j += 8
    }
    var sum = lanes.sum()
    while j < count {
      sum += values[j] * factors[j]
      j += 1
    }
    return sum
  }
}

/// The mean of every column over some rows; zeros without rows.
private func columnMeans(_ points: Matrix, rows: [Int]) -> [Double] {
  var means = [Double](repeating: 0, count: points.columnCount)
  guard let first = rows.first else { return means }
  // About the first row, so that a common offset costs no digits.
  for i in rows { for j in means.indices { means[j] += points[i, j] - points[first, j] } }
  for j in means.indices { means[j] = points[first, j] + means[j] / Double(rows.count) }
  return means
}
