import LinearAlgebra

/// Rows drawn so that every cluster of every labeling is represented, with the number of rows each one stands for.
struct StratifiedSample: Sendable, Equatable {
  /// What the streams of random numbers are for: the first step of their path.
  enum Purpose {
    static let silhouette: UInt64 = 101
    static let rules: UInt64 = 102
  }

  /// The drawn rows, rising.
  let rows: [Int]
  /// The rows each drawn row stands for: one over its chance to be drawn, at least 1.
  let represented: [Double]

  /// Draws about `size` of the rows that take part in any of the labelings.
  ///
  /// A row's chance is `size / n`, raised to `minimum / (size of its cluster)` for the smallest of its clusters, so that a
  /// cluster of up to `minimum` rows is taken whole and a larger one gives about `minimum` rows or more; the sample grows
  /// by at most `minimum` rows a cluster. The chances are laid end to end and one place is drawn in every unit, which
  /// spreads the sample over the table. O(n · labelings).
  ///
  /// - Parameters:
  ///   - size: The number of rows to aim at; when no more take part, all are taken.
  ///   - minimum: The number of rows every cluster should give.
  ///   - labelings: One or more labelings of the same rows; -1 takes no part.
  init(size: Int, minimum: Int, labelings: [[Int32]], stream: RandomStream) {
    precondition(size > 0 && minimum >= 0, "A sample aims at one row or more.")
    let chances = Chances(labelings, minimum: minimum)
    var taking = 0
    chances.visitRows { _, chance in taking += chance > 0 ? 1 : 0 }
    let base = Double(size) / Double(max(taking, 1))
    var stream = stream
    var rows: [Int] = []
    var represented: [Double] = []
    var reached = 0.0
    var next = stream.uniform()
    chances.visitRows { i, raised in
      guard raised > 0 else { return }
      let chance = max(raised, base)
      if chance >= 1 {
        rows.append(i)
        represented.append(1)
        return
      }
      reached += chance
      guard reached > next else { return }
      rows.append(i)
      represented.append(1 / chance)
      next = next.rounded(.down) + 1 + stream.uniform()
    }
    self.rows = rows
    self.represented = represented
  }
}

/// What the clusters of every row raise its chance to, at the least, to be drawn; 0 where it takes no part.
private struct Chances {
  private let labelings: [[Int32]]
  /// For every cluster of every labeling the chance that makes it give its minimum.
  private let raised: [[Double]]

  init(_ labelings: [[Int32]], minimum: Int) {
    self.labelings = labelings
    raised = labelings.map { labels in
      clusterSizes(labels).map { max(Double(minimum) / Double(max($0, 1)), .leastNonzeroMagnitude) }
    }
  }

  /// Goes through the rows in order, a block at a time: the chances of all rows of a large table are never held at once.
  func visitRows(_ body: (Int, Double) -> Void) {
    for rows in Workers.blocks(of: labelings.first?.count ?? 0, size: blockRows) {
      withUnsafeTemporaryAllocation(of: Double.self, capacity: rows.count) { chances in
        chances.initialize(repeating: 0)
        for (labels, raised) in zip(labelings, raised) {
          labels.withUnsafeBufferPointer { labels in
            for (r, i) in rows.enumerated() where labels[i] >= 0 {
              chances[r] = max(chances[r], raised[Int(labels[i])])
            }
          }
        }
        for (r, i) in rows.enumerated() { body(i, chances[r]) }
      }
    }
  }
}

/// The number of rows of each cluster `0...max(labels)`; -1 is not counted.
func clusterSizes(_ labels: [Int32]) -> [Int] {
  var sizes = [Int](repeating: 0, count: Int(labels.max() ?? -1) + 1)
  sizes.withUnsafeMutableBufferPointer { sizes in
    for label in labels where label >= 0 { sizes[Int(label)] += 1 }
  }
  return sizes
}
