import LinearAlgebra

/// Quantities under resampled units: replicates × groups × quantities.
public struct ReplicateNumbers: Sendable {
  public let replicateCount: Int
  /// Replicate after replicate, in each all units and then every group; NaN = undefined.
  private let numbers: [[[Double]]]

  /// One quantity of a group (0 = all units) in every replicate.
  public func column(_ quantity: Int, ofGroup group: Int) -> [Double] {
    numbers.map { $0[group][quantity] }
  }

  init(_ numbers: [[[Double]]]) {
    self.numbers = numbers
    replicateCount = numbers.count
  }
}

extension UnitResampling {
  /// Computes quantities again under random weights of the units.
  ///
  /// The same on any number of threads.
  ///
  /// - Parameters:
  ///   - count: Number of replicates.
  ///   - workers: Threads to use; any number gives the same result.
  ///   - body: Takes the number of a replicate and its totals, table × group (0 = all units) × cell, and gives each group's
  ///     quantities, NaN where one is undefined.
  public func replicates(
    _ count: Int, workers: Workers, _ body: @Sendable (_ replicate: Int, _ totals: [[[Double]]]) -> [[Double]]
  ) -> ReplicateNumbers {
    let batches = workers.map(pieces: UnitWeights.batchCount(ofReplicates: count)) { batch in
      let totals = totals(ofBatch: batch)
      let lanes = min(UnitWeights.lanes, count - batch * UnitWeights.lanes)
      return (0..<lanes).map { lane in
        body(batch * UnitWeights.lanes + lane, totals.map { $0.totals(ofLane: lane) })
      }
    }
    return ReplicateNumbers(batches.flatMap { $0 })
  }
}
