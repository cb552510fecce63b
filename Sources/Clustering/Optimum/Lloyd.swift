import LinearAlgebra

/// Lloyd's iteration over one set of observations, keeping for every row its label and two bounds.
///
/// The bounds (on the distance to the own center from above, to any other from below) spare most rows the distances
/// once centers move little; sums of a cluster change only by the rows that change hands. Rows are handled in fixed
/// blocks and blocks combined in order, so any number of workers gives the same bits.
///
/// Cost: O(n·k·d) for the first step, then O(n) plus O(k·d) for each row whose label is in doubt.
/// Source: Lloyd (1982); bounds of Hamerly (2010).
final class Lloyd {
  let observations: Observations
  let k: Int
  let d: Int
  private(set) var centers: Matrix
  /// The label of every row, valid after the first ``assign(workers:)``.
  let labels: UnsafeMutablePointer<Int32>
  private let upper: UnsafeMutablePointer<Double>
  private let lower: UnsafeMutablePointer<Double>
  private(set) var sums: [Double]
  private(set) var masses: [Double]
  private(set) var counts: [Int]
  private var shifts: [Double]
  private var isFresh = true
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
    upper = .allocate(capacity: max(1, observations.count))
    lower = .allocate(capacity: max(1, observations.count))
    labels.initialize(repeating: 0, count: observations.count)
    upper.initialize(repeating: .infinity, count: observations.count)
    lower.initialize(repeating: 0, count: observations.count)
    sums = [Double](repeating: 0, count: k * d)
    masses = [Double](repeating: 0, count: k)
    counts = [Int](repeating: 0, count: k)
    shifts = [Double](repeating: 0, count: k)
  }

  deinit {
    labels.deallocate()
    upper.deallocate()
    lower.deallocate()
  }

  /// Replaces the centers and forgets all bounds; labels stay until the next assignment.
  func restart(from centers: Matrix) {
    self.centers = centers
    isFresh = true
  }

  /// Moves every row to its nearest center and returns how many rows changed hands (all of them the first time).
  func assign(workers: Workers) -> Int {
    let step = AssignmentStep(self)
    let blocks = Workers.blocks(of: count, size: blockRows)
    let parts = step.run(blocks: blocks, workers: workers)
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
    iterations += 1
    return refilled ? .infinity : total
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
            for c in 0..<d { sums[label &* d &+ c] += w * x[i &* d &+ c] }
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
    for j in [source, target] where masses[j] > 0 {
      for c in 0..<d { centers[j, c] = sums[j * d + c] / masses[j] }
    }
    isFresh = true
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
    return true
  }

  /// The inputs and buffers of one assignment, apart from the class so that threads may share them.
  private struct AssignmentStep: @unchecked Sendable {
    let observations: Observations
    let nearest: NearestCenters
    let labels: UnsafeMutablePointer<Int32>
    let upper: UnsafeMutablePointer<Double>
    let lower: UnsafeMutablePointer<Double>
    let shifts: [Double]
    let othersShift: [Double]
    let halfGaps: [Double]
    let slack: Double
    let isFresh: Bool

    init(_ run: Lloyd) {
      observations = run.observations
      nearest = NearestCenters(run.centers)
      labels = run.labels
      upper = run.upper
      lower = run.lower
      shifts = run.shifts
      isFresh = run.isFresh
      let k = run.k
      let d = run.d
      let order = (0..<k).sorted { run.shifts[$0] > run.shifts[$1] }
      let (most, next) = (run.shifts[order[0]], k > 1 ? run.shifts[order[1]] : 0)
      othersShift = (0..<k).map { $0 == order[0] ? next : most }
      var gaps = [Double](repeating: .infinity, count: k)
      run.centers.elements.withUnsafeBufferPointer { centers in
        for a in 0..<k {
          for b in (a + 1)..<max(a + 1, k) {
            let distance = squaredDistance(centers.baseAddress! + a * d, centers.baseAddress! + b * d, d)
            gaps[a] = min(gaps[a], distance)
            gaps[b] = min(gaps[b], distance)
          }
        }
      }
      halfGaps = gaps.map { 0.5 * $0.squareRoot() }
      // Distances from scores carry an error of about 1e-8 of the largest norm where they are near zero.
      slack = 1e-7 * nearest.largestNorm.squareRoot()
    }

    struct Part: Sendable {
      var changed = 0
      var sums: [Double] = []
      var masses: [Double] = []
      var counts: [Int] = []
    }

    func run(blocks: [Range<Int>], workers: Workers) -> [Part] {
      workers.map(pieces: blocks.count) { assign(blocks[$0]) }
    }

    private func assign(_ block: Range<Int>) -> Part {
      let d = nearest.d
      var part = Part()
      let scan = ChunkScan(nearest)
      observations.points.elements.withUnsafeBufferPointer { x in
        withUnsafeTemporaryAllocation(of: Double.self, capacity: chunkRows * d) { gathered in
          withUnsafeTemporaryAllocation(of: Int.self, capacity: chunkRows) { doubtful in
            for start in stride(from: block.lowerBound, to: block.upperBound, by: chunkRows) {
              let rows = start..<min(start + chunkRows, block.upperBound)
              let found = isFresh ? rows.count : inDoubt(rows, doubtful.baseAddress!)
              if found == 0 { continue }
              let source: UnsafePointer<Double>
              if found == rows.count {
                source = x.baseAddress! + rows.lowerBound * d
                for r in 0..<found { doubtful[r] = rows.lowerBound + r }
                scan.run(source, norms: observations.norms, rows: rows)
              } else {
                for r in 0..<found {
                  (gathered.baseAddress! + r &* d).update(from: x.baseAddress! + doubtful[r] &* d, count: d)
                }
                source = UnsafePointer(gathered.baseAddress!)
                scan.run(source, norms: observations.norms, places: doubtful.baseAddress!, count: found)
              }
              settle(source, scan, doubtful.baseAddress!, found, &part)
            }
          }
        }
      }
      return part
    }

    /// Moves the bounds of rows by the shifts of the centers and lists those that the bounds leave in doubt.
    private func inDoubt(_ rows: Range<Int>, _ list: UnsafeMutablePointer<Int>) -> Int {
      var found = 0
      shifts.withUnsafeBufferPointer { shifts in
        othersShift.withUnsafeBufferPointer { othersShift in
          halfGaps.withUnsafeBufferPointer { halfGaps in
            for i in rows {
              let label = Int(labels[i])
              let above = upper[i] + shifts[label]
              let below = lower[i] - othersShift[label]
              upper[i] = above
              lower[i] = below
              list[found] = i
              // The sign bit counts without a branch, which would be mispredicted for every other row.
              let room = max(below, halfGaps[label]) - above - slack
              found &+= Int(truncatingIfNeeded: room.bitPattern &>> 63)
            }
          }
        }
      }
      return found
    }

    /// Labels a scanned chunk of rows and notes what changes hands; `places` is overwritten.
    private func settle(
      _ source: UnsafePointer<Double>, _ scan: ChunkScan, _ places: UnsafeMutablePointer<Int>, _ found: Int,
      _ part: inout Part
    ) {
      var changed = 0
      scan.takeRoots(count: found)
      for r in 0..<found {
        let i = places[r]
        upper[i] = scan.first[r]
        lower[i] = scan.second[r]
        // Rows that change hands are moved to the front; r never trails behind.
        places[changed] = i
        scan.first[changed] = Double(r)
        changed &+= isFresh || Double(labels[i]) != scan.label[r] ? 1 : 0
      }
      guard changed > 0 else { return }
      if part.changed == 0 {
        part.sums = [Double](repeating: 0, count: nearest.k * nearest.d)
        part.masses = [Double](repeating: 0, count: nearest.k)
        part.counts = [Int](repeating: 0, count: nearest.k)
      }
      part.changed += changed
      part.sums.withUnsafeMutableBufferPointer { sums in
        for c in 0..<changed {
          let r = Int(scan.first[c])
          hand(source + r &* nearest.d, row: places[c], to: Int(scan.label[r]), sums: sums, &part.masses, &part.counts)
        }
      }
    }

    /// Hands a row over to a cluster, from its present one unless this is the first assignment.
    @inline(__always)
    private func hand(
      _ x: UnsafePointer<Double>, row i: Int, to target: Int, sums: UnsafeMutableBufferPointer<Double>,
      _ masses: inout [Double], _ counts: inout [Int]
    ) {
      let d = nearest.d
      let w = observations.weights?[i] ?? 1
      for c in 0..<d { sums[target &* d &+ c] += w * x[c] }
      masses[target] += w
      counts[target] += 1
      if !isFresh {
        let previous = Int(labels[i])
        for c in 0..<d { sums[previous &* d &+ c] -= w * x[c] }
        masses[previous] -= w
        counts[previous] -= 1
      }
      labels[i] = Int32(truncatingIfNeeded: target)
    }
  }
}
