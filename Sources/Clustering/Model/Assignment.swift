import LinearAlgebra

/// Where rows belong: for each the nearest archetype, the distance to it, and how clear the case is.
public struct Assignment: Sendable {
  /// The nearest center of each row; -1 for a row without any cell.
  public let labels: [Int32]
  /// Distance to the nearest center in the space of features; NaN for a row without any cell.
  public let distances: [Double]
  /// Distance to the next nearest center.
  public let nextDistances: [Double]

  /// 1 − d₁/d₂: 0 on the border between two archetypes, 1 at a center; NaN for a row without any cell.
  public func confidence(of row: Int) -> Double {
    labels[row] < 0 ? .nan : Exemplars.confidence(distances[row], nextDistances[row])
  }

  /// The distance beyond which a row of each archetype is unusual: the 99th percentile of those that were fitted.
  ///
  /// The percentile lies at place 0.99·(n − 1) of the sorted distances, interpolated; 0 for an archetype without rows.
  /// Rows of weight 0 have no say; other weights make no difference.
  public func unusualThresholds(
    of rows: PreparedRows, weights: [Double]? = nil, archetypeCount k: Int
  ) -> [Double] {
    var counted = labels
    if weights != nil || rows.completeness != nil {
      for i in counted.indices where rows.completeness(of: i) != .fitted || (weights?[i] ?? 1) <= 0 { counted[i] = -1 }
    }
    let groups = Grouping(labels: counted, count: k, weights: nil)
    return HistogramQuantiles(distances, groups, share: 0.99).values.dropLast().map { $0 ?? 0 }
  }

  /// Finds the nearest center of every row.
  ///
  /// A row too incomplete to be filled in is judged on the columns it has, its squared distances scaled up by the share
  /// of features it lacks, so that they compare with those of complete rows. O(n·k·d).
  ///
  /// - Parameters:
  ///   - rows: Prepared rows, n × d.
  ///   - centers: k × d.
  ///   - preparation: How the rows were prepared.
  ///   - workers: Threads to use; any number gives the same result.
  public init(_ rows: PreparedRows, centers: Matrix, preparation: Preparation, workers: Workers) {
    let n = rows.points.rowCount
    var labels = [Int32](repeating: -1, count: n)
    var distances = [Double](repeating: .nan, count: n)
    var nextDistances = [Double](repeating: .nan, count: n)
    let nearest = NearestCenters(centers)
    let blocks = Workers.blocks(of: n, size: blockRows)
    labels.withUnsafeMutableBufferPointer { labels in
      distances.withUnsafeMutableBufferPointer { distances in
        nextDistances.withUnsafeMutableBufferPointer { nextDistances in
          nonisolated(unsafe) let (labels, distances, nextDistances) = (labels, distances, nextDistances)
          workers.forEach(pieces: blocks.count) { piece, _ in
            nearest.scanBlock(blocks[piece], of: rows.points) { i, label, first, second in
              labels[i] = Int32(label)
              distances[i] = first
              nextDistances[i] = second
            }
          }
        }
      }
    }
    for row in rows.missingColumns.keys.sorted() {
      let missing = Set(rows.missingColumns[row]!)
      guard missing.count < preparation.columns.count else {
        labels[row] = -1
        distances[row] = .nan
        nextDistances[row] = .nan
        continue
      }
      let partial = nearest.nearest(to: rows.points.row(row), without: missing, preparation: preparation)
      labels[row] = Int32(partial.label)
      distances[row] = partial.first.squareRoot()
      nextDistances[row] = partial.second.squareRoot()
    }
    self.labels = labels
    self.distances = distances
    self.nextDistances = nextDistances
  }
}

extension NearestCenters {
  /// Reports for each row of a block its nearest center and, by direct differences, the distances to it and to the next.
  fileprivate func scanBlock(
    _ block: Range<Int>, of points: Matrix,
    _ report: (_ row: Int, _ label: Int, _ first: Double, _ second: Double) -> Void
  ) {
    let scan = ChunkScan(self)
    points.elements.withUnsafeBufferPointer { x in
      centers.withUnsafeBufferPointer { centers in
        for start in stride(from: block.lowerBound, to: block.upperBound, by: chunkRows) {
          let rows = start..<min(start + chunkRows, block.upperBound)
          let first = x.baseAddress! + rows.lowerBound * d
          scan.run(first, count: rows.count)
          for r in 0..<rows.count {
            let label = Int(scan.label[r])
            let here = first + r &* d
            let own = squaredDistance(here, centers.baseAddress! + label &* d, d)
            let next =
              k > 1
              ? squaredDistance(here, centers.baseAddress! + Int(scan.secondLabel[r]) &* d, d) : Double.infinity
            report(rows.lowerBound + r, label, own.squareRoot(), next.squareRoot())
          }
        }
      }
    }
  }

  /// The nearest center judged on the columns that a row has.
  fileprivate func nearest(
    to row: ArraySlice<Double>, without missing: Set<Int>, preparation: Preparation
  ) -> Nearest {
    var present: [Int] = []
    var offset = 0
    for (place, column) in preparation.columns.enumerated() {
      if !missing.contains(place) { present += Array(offset..<(offset + column.width)) }
      offset += column.width
    }
    let scale = Double(d) / Double(present.count)
    var result = Nearest()
    for j in 0..<k {
      let distance =
        scale
        * present.reduce(0) { sum, c in
          let difference = row[row.startIndex + c] - centers[j * d + c]
          return sum + difference * difference
        }
      result.consider(j, distance)
    }
    return result
  }
}
