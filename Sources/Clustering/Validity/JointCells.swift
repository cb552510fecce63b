/// Rows put in an order in which every cluster of every labeling is a handful of unbroken runs.
///
/// A cell is a set of rows that no labeling tells apart. Sums over the cells of a row of distances give the sums over the
/// clusters of all labelings at once, without a product by the one-hot labels of each.
struct JointCells: Sendable {
  /// Rows that take part in a labeling at least, cell after cell.
  let rows: [Int]
  /// Where each cell begins in `rows`, and the end: cells + 1 places.
  let starts: [Int]
  /// The cluster of each cell in each labeling, cells × labelings; -1 where its rows take no part.
  let clusters: [Int32]
  /// The number of clusters of each labeling.
  let clusterCounts: [Int]

  var cellCount: Int { starts.count - 1 }

  /// O(rows · labelings): counting sorts by one labeling after another.
  init(labelings: [[Int32]], of candidates: [Int]) {
    clusterCounts = labelings.map { Int($0.max() ?? -1) + 1 }
    var order = candidates.filter { i in labelings.contains { $0[i] >= 0 } }
    for (labels, clusterCount) in zip(labelings, clusterCounts).reversed() {
      var places = [Int](repeating: 0, count: clusterCount + 2)
      for i in order { places[Int(labels[i]) + 2] += 1 }
      for c in places.indices.dropFirst() { places[c] += places[c - 1] }
      var sorted = order
      for i in order {
        let cluster = Int(labels[i]) + 1
        sorted[places[cluster]] = i
        places[cluster] += 1
      }
      order = sorted
    }
    var starts: [Int] = []
    var clusters: [Int32] = []
    for (place, i) in order.enumerated() {
      let isNew = place == 0 || labelings.contains { $0[i] != $0[order[place - 1]] }
      if isNew {
        starts.append(place)
        for labels in labelings { clusters.append(labels[i]) }
      }
    }
    self.rows = order
    self.starts = starts + [order.count]
    self.clusters = clusters
  }
}
