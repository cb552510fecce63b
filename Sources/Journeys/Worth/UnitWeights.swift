import LinearAlgebra

/// Random weights of units under which a chain is fitted again: the Bayesian bootstrap.
///
/// A unit observed once weighs as much as a draw from Exp(1), one observed n times as much as one from Gamma(n), so that no
/// row of transitions ever vanishes. The weights of a unit depend on the seed, the replicate and its number alone: chains
/// that number their units alike share them. Source: Rubin (1981).
public struct UnitWeights: Sendable {
  /// Replicates are drawn side by side, so many at a time.
  public static let lanes = 8
  /// Weights of units in the lanes of a batch.
  public typealias Lanes = SIMD8<Double>
  /// Units that share a stream of random numbers.
  static let blockSize = 256
  /// Sets these streams apart from others of the same seed.
  private static let purpose: UInt64 = 0x7765_6967_6874

  /// Where all weights begin.
  public let seed: UInt64
  public let unitCount: Int
  /// How often each unit was observed, above 0 or 0 for units that are never drawn; empty where each was observed once.
  public let shapes: [Double]

  public init(seed: UInt64, unitCount: Int, shapes: [Double] = []) {
    precondition(shapes.isEmpty || shapes.count == unitCount, "Every unit has its shape.")
    self.seed = seed
    self.unitCount = unitCount
    self.shapes = shapes
  }

  /// Number of batches that hold so many replicates.
  public static func batchCount(ofReplicates count: Int) -> Int { (count + lanes - 1) / lanes }

  /// Weights of all units in one replicate. O(units) for each of the replicates drawn beside it.
  public func weights(ofReplicate replicate: Int) -> [Double] {
    var block = [Lanes](repeating: .zero, count: Self.blockSize)
    var result: [Double] = []
    result.reserveCapacity(unitCount)
    for number in 0..<blockCount {
      fill(&block, block: number, batch: replicate / Self.lanes)
      for k in 0..<units(ofBlock: number).count { result.append(block[k][replicate % Self.lanes]) }
    }
    return result
  }

  var blockCount: Int { (unitCount + Self.blockSize - 1) / Self.blockSize }

  func units(ofBlock block: Int) -> Range<Int> {
    (block * Self.blockSize)..<min((block + 1) * Self.blockSize, unitCount)
  }

  /// Draws the weights of a block of units in the replicates of a batch.
  func fill(_ weights: inout [Lanes], block: Int, batch: Int) {
    var stream = RandomStream(
      seed: seed, path: Self.purpose, UInt64(truncatingIfNeeded: batch), UInt64(truncatingIfNeeded: block))
    let units = units(ofBlock: block)
    let exponential = ExponentialDraw.shared
    weights.withUnsafeMutableBufferPointer { weights in
      for k in 0..<units.count {
        var drawn = Lanes.zero
        if shapes.isEmpty {
          for lane in 0..<Self.lanes { drawn[lane] = exponential.next(&stream) }
        } else if shapes[units.lowerBound + k] > 0 {
          for lane in 0..<Self.lanes { drawn[lane] = stream.gamma(shape: shapes[units.lowerBound + k]) }
        }
        weights[k] = drawn
      }
    }
  }
}
