import LinearAlgebra

/// The inputs and buffers of one assignment of rows to centers, apart from ``Lloyd`` so that threads may share them.
struct AssignmentStep: @unchecked Sendable {
  // Threads write to rows of their own blocks only.
  private let observations: Observations
  private let nearest: NearestCenters
  private let labels: UnsafeMutablePointer<Int32>
  private let limits: UnsafeMutablePointer<Double>
  private let chunkLimits: UnsafeMutablePointer<Double>
  private let drift: [Double]
  private let overallDrift: Double
  private let slack: Double
  private let isFresh: Bool

  init(_ run: Lloyd) {
    observations = run.observations
    nearest = NearestCenters(run.centers)
    labels = run.labels
    limits = run.limits
    chunkLimits = run.chunkLimits
    drift = run.drift
    overallDrift = run.overallDrift
    slack = nearest.slack
    isFresh = run.isFresh
  }

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
    observations.points.elements.withUnsafeBufferPointer { x in
      withUnsafeTemporaryAllocation(of: Int.self, capacity: chunkRows) { places in
        for start in stride(from: block.lowerBound, to: block.upperBound, by: chunkRows) {
          let chunk = start / chunkRows
          guard isFresh || chunkLimits[chunk] - overallDrift < slack else { continue }
          let rows = start..<min(start + chunkRows, block.upperBound)
          var found = isFresh ? rows.count : inDoubt(rows, places.baseAddress!)
          // Where most rows are in doubt it costs less to scan all than to gather them.
          if 3 * found > 2 * rows.count {
            found = rows.count
            for r in 0..<found { places[r] = start + r }
            scan.run(observations, rows: rows)
          } else if found > 0 {
            scan.run(observations, places: places.baseAddress!, count: found)
          }
          settle(x.baseAddress!, scan, places.baseAddress!, found, &part)
          // While many rows are in doubt the chunk is looked through next time anyway.
          chunkLimits[chunk] = 8 * found < rows.count ? overallDrift + smallestRoom(rows) : -.infinity
        }
      }
    }
    return part
  }

  /// Lists the rows whose limit is reached.
  private func inDoubt(_ rows: Range<Int>, _ list: UnsafeMutablePointer<Int>) -> Int {
    var found = 0
    drift.withUnsafeBufferPointer { drift in
      for i in rows {
        list[found] = i
        // The sign bit counts without a branch, which would be mispredicted for every other row.
        let room = limits[i] - drift[Int(labels[i])] - slack
        found &+= Int(truncatingIfNeeded: room.bitPattern &>> 63)
      }
    }
    return found
  }

  /// What the drift may still add before the first of the rows is in doubt.
  private func smallestRoom(_ rows: Range<Int>) -> Double {
    drift.withUnsafeBufferPointer { drift in
      var least = Double.infinity
      for i in rows {
        let room = limits[i] - drift[Int(labels[i])]
        least = room < least ? room : least
      }
      return least
    }
  }

  /// Labels a scanned chunk of rows and notes what changes hands; `places` is overwritten.
  private func settle(
    _ x: UnsafePointer<Double>, _ scan: ChunkScan, _ places: UnsafeMutablePointer<Int>, _ found: Int,
    _ part: inout Part
  ) {
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
    let (k, d) = (nearest.k, nearest.d)
    if part.changed == 0 {
      part.sums = [Double](repeating: 0, count: k * d)
      part.masses = [Double](repeating: 0, count: k)
      part.counts = [Int](repeating: 0, count: k)
    }
    part.changed += changed
    part.sums.withUnsafeMutableBufferPointer { sums in
      for r in 0..<changed {
        let (i, target) = (places[r], Int(scan.label[r]))
        let (row, w) = (x + i &* d, observations.weights?[i] ?? 1)
        for c in 0..<d { sums[target &* d &+ c] += w * row[c] }
        part.masses[target] += w
        part.counts[target] += 1
        if !isFresh {
          let previous = Int(labels[i])
          for c in 0..<d { sums[previous &* d &+ c] -= w * row[c] }
          part.masses[previous] -= w
          part.counts[previous] -= 1
        }
        labels[i] = Int32(truncatingIfNeeded: target)
      }
    }
  }
}
