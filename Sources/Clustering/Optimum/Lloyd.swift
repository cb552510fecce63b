import LinearAlgebra

/// Lloyd's iteration over one set of observations, keeping for every row its label and how far that is from doubt.
///
/// A row scanned with a margin between its own center and the next nearest keeps its label until centers have drifted by
/// as much; a step looks only at rows whose margin may soon be used up; sums of a cluster change only by the rows that
/// change hands. Rows are handled in fixed blocks and blocks combined in order, so any number of workers gives the same bits.
///
/// Cost: O(n·k·d) for the first step, then O(n) at most, once in several steps as a rule, plus O(k·d) for each row whose
/// label is in doubt.
/// Source: Lloyd (1982); the margin is the difference of the bounds of Hamerly (2010).
final class Lloyd {
  let observations: Observations
  let k: Int
  let d: Int
  private(set) var centers: Matrix
  /// The label of every row, valid after the first ``assign(workers:)``.
  let labels: UnsafeMutablePointer<Int32>
  /// For every row its margin when it was scanned plus the drift of its cluster then: in doubt once drift exceeds it.
  let limits: UnsafeMutablePointer<Double>
  let watched: WatchedRows
  private(set) var sums: [Double]
  private(set) var masses: [Double]
  private(set) var counts: [Int]
  /// For every cluster how much nearer any other center may have come to its rows, against its own, since bounds are kept.
  private(set) var drift: [Double]
  /// The same for the cluster with the most drift in every step.
  private(set) var overallDrift = 0.0
  /// What the last step has added to it.
  private(set) var lastDrift = 0.0
  /// Whether there are no labels and bounds to build on.
  private(set) var isFresh = true
  private(set) var iterations = 0

  private var count: Int { observations.count }

  /// Starts from `centers`, k × d.
  init(_ observations: Observations, centers: Matrix) {
    precondition(centers.columnCount == observations.dimension, "Centers have the features of the rows.")
    self.observations = observations
    self.centers = centers
    k = centers.rowCount
    d = centers.columnCount
    labels = .allocate(capacity: max(1, observations.count))
    limits = .allocate(capacity: max(1, observations.count))
    watched = WatchedRows(rows: observations.count)
    labels.initialize(repeating: 0, count: observations.count)
    limits.initialize(repeating: 0, count: observations.count)
    sums = [Double](repeating: 0, count: k * d)
    masses = [Double](repeating: 0, count: k)
    counts = [Int](repeating: 0, count: k)
    drift = [Double](repeating: 0, count: k)
  }

  deinit {
    labels.deallocate()
    limits.deallocate()
  }

  /// Replaces the centers and forgets all bounds; labels stay until the next assignment.
  func restart(from centers: Matrix) {
    self.centers = centers
    isFresh = true
  }

  /// Moves every row to its nearest center and returns how many rows changed hands (all of them the first time).
  func assign(workers: Workers) -> Int {
    if isFresh {
      for j in 0..<k { drift[j] = 0 }
      overallDrift = 0
      watched.forgetAll()
    }
    let step = AssignmentStep(self)
    let blocks = Workers.blocks(of: count, size: blockRows)
    let parts = workers.map(pieces: blocks.count) { step.assign(blocks[$0]) }
    if isFresh {
      for j in 0..<sums.count { sums[j] = 0 }
      for j in 0..<k {
        masses[j] = 0
        counts[j] = 0
      }
    }
    var changed = 0
    for part in parts where part.changed > 0 {
      changed += part.changed
      for j in 0..<sums.count { sums[j] += part.sums[j] }
      for j in 0..<k {
        masses[j] += part.masses[j]
        counts[j] += part.counts[j]
      }
    }
    isFresh = false
    return changed
  }

  /// Moves every center to the mean of its rows and returns Σ‖shift‖² (infinite when a center was refilled).
  ///
  /// A center without rows takes the row farthest from its own center (see ``refill(_:)``).
  func update() -> Double {
    var refilled = false
    for j in 0..<k where counts[j] == 0 || masses[j] <= 0 { refilled = refill(j) || refilled }
    var shifts = [Double](repeating: 0, count: k)
    var total = 0.0
    for j in 0..<k where masses[j] > 0 {
      var square = 0.0
      for c in 0..<d {
        let mean = sums[j * d + c] / masses[j]
        let move = mean - centers[j, c]
        square += move * move
        centers[j, c] = mean
      }
      shifts[j] = square.squareRoot()
      total += square
    }
    noteDrift(shifts)
    iterations += 1
    return refilled ? .infinity : total
  }

  /// Adds to the drift what centers have moved: each its own shift and the largest of another.
  private func noteDrift(_ shifts: [Double]) {
    let order = (0..<k).sorted { shifts[$0] > shifts[$1] }
    let (most, next) = (shifts[order[0]], k > 1 ? shifts[order[1]] : 0)
    for j in 0..<k { drift[j] += shifts[j] + (j == order[0] ? next : most) }
    lastDrift = most + next
    overallDrift += lastDrift
  }

  /// Sums of the rows of every cluster taken anew, free of what additions and subtractions have left behind.
  func resum(workers: Workers) {
    let blocks = Workers.blocks(of: count, size: blockRows)
    nonisolated(unsafe) let labels = labels
    let (k, d, observations) = (k, d, observations)
    let parts = workers.map(pieces: blocks.count) { piece -> (sums: [Double], masses: [Double]) in
      var sums = [Double](repeating: 0, count: k * d)
      var masses = [Double](repeating: 0, count: k)
      observations.points.elements.withUnsafeBufferPointer { x in
        sums.withUnsafeMutableBufferPointer { sums in
          for i in blocks[piece] {
            let w = observations.weights?[i] ?? 1
            let label = Int(labels[i])
            masses[label] += w
            addRow(x.baseAddress! + i &* d, times: w, to: sums.baseAddress! + label &* d, d)
          }
        }
      }
      return (sums, masses)
    }
    for j in 0..<sums.count { sums[j] = 0 }
    for j in 0..<k { masses[j] = 0 }
    for part in parts {
      for j in 0..<sums.count { sums[j] += part.sums[j] }
      for j in 0..<k { masses[j] += part.masses[j] }
    }
  }

  /// Iterates until no row changes hands or Σ‖shift‖² falls to `tolerance`.
  ///
  /// - Returns: whether that happened within `limit` iterations. Labels are those of the last assignment; centers are
  ///   the means of these labels.
  @discardableResult
  func run(tolerance: Double, limit: Int, workers: Workers) -> Bool {
    for _ in 0..<limit {
      let changed = assign(workers: workers)
      let moved = update()
      if changed == 0 && moved == 0 || moved <= tolerance { return true }
    }
    return false
  }

  /// Σw‖x − mean‖² of the present labels, from the sums: Σw‖x‖² − Σ‖S‖²/m.
  func cost(squares: Double) -> Double {
    var explained = 0.0
    for j in 0..<k where masses[j] > 0 {
      var square = 0.0
      for c in 0..<d { square += sums[j * d + c] * sums[j * d + c] }
      explained += square / masses[j]
    }
    return max(0, squares - explained)
  }

  /// Moves a row between clusters, as a single transfer of Hartigan and Wong does.
  func transfer(row i: Int, to target: Int) {
    let source = Int(labels[i])
    let w = observations.weights?[i] ?? 1
    for c in 0..<d {
      let moved = w * observations.points.elements[i * d + c]
      sums[source * d + c] -= moved
      sums[target * d + c] += moved
    }
    masses[source] -= w
    masses[target] += w
    counts[source] -= 1
    counts[target] += 1
    labels[i] = Int32(target)
    limits[i] = -.infinity
    watched.forget(chunkOf: i)
    var shifts = [Double](repeating: 0, count: k)
    for j in [source, target] where masses[j] > 0 {
      for c in 0..<d {
        let mean = sums[j * d + c] / masses[j]
        shifts[j] += (mean - centers[j, c]) * (mean - centers[j, c])
        centers[j, c] = mean
      }
      shifts[j] = shifts[j].squareRoot()
    }
    noteDrift(shifts)
  }

  /// Gives a center without rows the row with the largest squared distance to its own center.
  ///
  /// The lowest row wins ties; a row at distance 0, of weight 0 or the last of its cluster is never taken, so a set with
  /// fewer distinct rows than centers leaves the center where it is.
  private func refill(_ empty: Int) -> Bool {
    var farthest = -1
    var largest = 0.0
    observations.points.elements.withUnsafeBufferPointer { x in
      centers.elements.withUnsafeBufferPointer { centers in
        for i in 0..<count where counts[Int(labels[i])] > 1 && (observations.weights?[i] ?? 1) > 0 {
          let own = centers.baseAddress! + Int(labels[i]) * d
          let distance = squaredDistance(x.baseAddress! + i * d, own, d)
          if distance > largest {
            largest = distance
            farthest = i
          }
        }
      }
    }
    guard farthest >= 0 else { return false }
    // Centers of the other rows must stay put until the update: only sums and labels change hands here.
    let kept = centers
    transfer(row: farthest, to: empty)
    centers = kept
    for c in 0..<d { centers[empty, c] = observations.points[farthest, c] }
    isFresh = true
    return true
  }
}
