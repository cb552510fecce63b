import LinearAlgebra

/// The inputs and buffers of one assignment of rows to centers, apart from ``Lloyd`` so that threads may share them.
struct AssignmentStep: @unchecked Sendable {
  // Threads write to rows of their own blocks only.
  private let observations: Observations
  private let nearest: NearestCenters
  private let labels: UnsafeMutablePointer<Int32>
  private let limits: UnsafeMutablePointer<Double>
  private let watched: WatchedRows
  private let drift: [Double]
  private let overallDrift: Double
  private let horizon: Double
  private let slack: Double
  private let isFresh: Bool

  init(_ run: Lloyd) {
    observations = run.observations
    nearest = NearestCenters(run.centers)
    labels = run.labels
    limits = run.limits
    watched = run.watched
    drift = run.drift
    overallDrift = run.overallDrift
    horizon = Self.stepsAhead * run.lastDrift
    slack = nearest.slack
    isFresh = run.isFresh
  }

  /// A row is watched when this many steps like the last may put it in doubt; as a rule steps become shorter.
  private static let stepsAhead = 4.0

  /// What the rows of a block that change hands bring to each cluster; empty when there are none.
  struct Part: Sendable {
    var changed = 0
    var sums: [Double] = []
    var masses: [Double] = []
    var counts: [Int] = []
  }

  /// Gives the rows of a block that may have a new nearest center its label.
  func assign(_ block: Range<Int>) -> Part {
    var part = Part()
    let scan = ChunkScan(nearest)
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 2 * chunkRows) { places in
      let places = places.baseAddress!
      // Rows in doubt wait until they fill a chunk: scanning a few costs almost as much as scanning many.
      var waiting = 0
      for start in stride(from: block.lowerBound, to: block.upperBound, by: chunkRows) {
        let rows = start..<min(start + chunkRows, block.upperBound)
        let found = isFresh ? rows.count : inDoubt(rows, places + waiting)
        // Where most rows are in doubt it costs less to scan all than to gather them.
        let scansAll = 3 * found > 2 * rows.count
        if scansAll || waiting + found > chunkRows {
          settle(scan, places, waiting, &part)
          if !scansAll { places.update(from: places + waiting, count: found) }
          waiting = 0
        }
        if scansAll {
          settleAll(scan, rows, places, &part)
        } else {
          waiting += found
        }
      }
      settle(scan, places, waiting, &part)
    }
    return part
  }

  /// Lists the rows whose limit is reached.
  private func inDoubt(_ rows: Range<Int>, _ list: UnsafeMutablePointer<Int>) -> Int {
    drift.withUnsafeBufferPointer { drift in
      let room = { (i: Int) in limits[i] - drift[Int(labels[i])] }
      var found = 0
      if let places = watched.list(rows, drift: overallDrift, slack: slack, horizon: horizon, room: room) {
        for place in places {
          let i = rows.lowerBound &+ Int(place)
          list[found] = i
          found &+= isNegative(room(i) - slack)
        }
      } else {
        for i in rows {
          list[found] = i
          found &+= isNegative(room(i) - slack)
        }
      }
      watched.note(found, inDoubtAmong: rows)
      return found
    }
  }

  /// Scans rows and settles them.
  private func settle(_ scan: ChunkScan, _ places: UnsafeMutablePointer<Int>, _ count: Int, _ part: inout Part) {
    guard count > 0 else { return }
    scan.run(observations, places: places, count: count)
    note(scan, places, count, &part)
  }

  /// Scans all rows of a chunk and settles them; `places` is overwritten.
  private func settleAll(
    _ scan: ChunkScan, _ rows: Range<Int>, _ places: UnsafeMutablePointer<Int>, _ part: inout Part
  ) {
    scan.run(observations, rows: rows)
    for r in 0..<rows.count { places[r] = rows.lowerBound &+ r }
    note(scan, places, rows.count, &part)
  }

  /// Labels scanned rows and notes what changes hands; `places` is overwritten.
  private func note(_ scan: ChunkScan, _ places: UnsafeMutablePointer<Int>, _ found: Int, _ part: inout Part) {
    var changed = 0
    drift.withUnsafeBufferPointer { drift in
      for r in 0..<found {
        let (i, label) = (places[r], scan.label[r])
        limits[i] = Double(scan.margin[r]) + drift[Int(label)]
        // Rows that change hands are moved to the front; r never trails behind.
        places[changed] = i
        scan.label[changed] = label
        changed &+= isFresh || labels[i] != label ? 1 : 0
      }
    }
    guard changed > 0 else { return }
    if part.changed == 0 {
      part.sums = [Double](repeating: 0, count: nearest.k * nearest.d)
      part.masses = [Double](repeating: 0, count: nearest.k)
      part.counts = [Int](repeating: 0, count: nearest.k)
    }
    part.changed += changed
    handOver(places, scan.label, changed, &part)
  }

  /// Gives rows their new labels and moves them between the sums.
  private func handOver(
    _ places: UnsafePointer<Int>, _ found: UnsafePointer<Int32>, _ count: Int, _ part: inout Part
  ) {
    let d = nearest.d
    var (masses, counts) = (part.masses, part.counts)
    part.masses = []
    part.counts = []
    observations.points.elements.withUnsafeBufferPointer { x in
      part.sums.withUnsafeMutableBufferPointer { sums in
        for r in 0..<count {
          let (i, target) = (places[r], Int(found[r]))
          let (row, w) = (x.baseAddress! + i &* d, observations.weights?[i] ?? 1)
          addRow(row, times: w, to: sums.baseAddress! + target &* d, d)
          masses[target] += w
          counts[target] += 1
          if !isFresh {
            let previous = Int(labels[i])
            addRow(row, times: -w, to: sums.baseAddress! + previous &* d, d)
            masses[previous] -= w
            counts[previous] -= 1
          }
          labels[i] = Int32(truncatingIfNeeded: target)
        }
      }
    }
    part.masses = masses
    part.counts = counts
  }
}
