import LinearAlgebra

/// The outcome of a clustering: centers in their final order and what each row belongs to.
public struct Partition: Sendable {
  /// Centers k × d, by falling mass, then lexicographically.
  public let centers: Matrix
  /// The nearest center of every row, n values in 0..<k.
  public let labels: [Int32]
  /// Number of rows of each cluster.
  public let counts: [Int]
  /// Sum of the weights of each cluster.
  public let masses: [Double]
  /// Σ w‖x − c‖² by direct differences.
  public let inertia: Double
  /// Lloyd steps over all rows that the result took.
  public let iterations: Int
  /// Whether labels had settled when the limit of iterations was reached.
  public let converged: Bool

  /// Number of clusters.
  public var k: Int { centers.rowCount }

  /// Orders the clusters of a finished run and measures its inertia.
  init(_ run: Lloyd, converged: Bool, workers: Workers) {
    let (k, n) = (run.k, run.observations.count)
    let order = (0..<k).sorted { a, b in
      if run.masses[a] != run.masses[b] { return run.masses[a] > run.masses[b] }
      return run.centers.row(a).lexicographicallyPrecedes(run.centers.row(b))
    }
    var place = [Int32](repeating: 0, count: k)
    for (new, old) in order.enumerated() { place[old] = Int32(new) }
    centers = run.centers.selecting(rows: order)
    masses = order.map { run.masses[$0] }
    counts = order.map { run.counts[$0] }
    labels = [Int32](unsafeUninitializedCapacity: n) { buffer, initialized in
      nonisolated(unsafe) let (buffer, found) = (buffer, run.labels)
      let (new, blocks) = (place, Workers.blocks(of: n, size: blockRows))
      workers.forEach(pieces: blocks.count) { piece, _ in
        for i in blocks[piece] { buffer[i] = new[Int(found[i])] }
      }
      initialized = n
    }
    inertia = Self.inertia(run.observations, centers: centers, labels: labels, workers: workers)
    iterations = run.iterations
    self.converged = converged
  }

  /// Σ w‖x − c‖² by direct differences, in fixed blocks combined in order.
  static func inertia(
    _ observations: Observations, centers: Matrix, labels: [Int32], workers: Workers
  ) -> Double {
    let d = observations.dimension
    let blocks = Workers.blocks(of: observations.count, size: blockRows)
    return workers.map(pieces: blocks.count) { piece in
      var sum = 0.0
      observations.points.elements.withUnsafeBufferPointer { x in
        centers.elements.withUnsafeBufferPointer { centers in
          for i in blocks[piece] {
            let w = observations.weights?[i] ?? 1
            sum += w * squaredDistance(x.baseAddress! + i &* d, centers.baseAddress! + Int(labels[i]) &* d, d)
          }
        }
      }
      return sum
    }.reduce(0, +)
  }
}
