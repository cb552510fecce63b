import LinearAlgebra

/// Sends the same individuals through a chain and through the changed chain, as alike as the two rows allow.
///
/// In every state the base's successor is drawn first. With p the base's row and q the scenario's, a second number keeps
/// successor j with probability min(1, q_j/p_j), else draws one from what q has more than p: the scenario's successor then
/// has the distribution q and differs from the base's as rarely as possible (maximal coupling). Journeys that have come
/// apart go on with the same numbers at the same steps.
///
/// Source: Lindvall (1992), chapter I.5; common random numbers.
public struct CoupledSampler: Sendable {
  private static let customersPerPiece = 1 << 13
  private let base: JourneySampler
  private let table: AliasTable
  private let innerCount: Int
  private let stateCount: Int
  /// States × states: below this of 2⁶⁴ the successor is kept; the largest number keeps always.
  private let keeping: [UInt64]
  /// Draws from what the scenario's rows have more than the base's.
  private let excess: AliasTable

  /// - Parameters:
  ///   - base: A chain whose start leads to an end.
  ///   - scenario: The same states.
  public init(_ base: ChainRows, _ scenario: ChainRows) {
    precondition(base.chain == scenario.chain && base.stateCount == scenario.stateCount, "The states are the same.")
    self.base = JourneySampler(base)
    let n = base.stateCount
    var (table, excess) = (AliasTable(), AliasTable())
    var keeping = [UInt64](repeating: .max, count: n * n)
    for i in base.inner {
      let (p, q) = (Array(base.probabilities.row(i)), Array(scenario.probabilities.row(i)))
      // A state that only the scenario meets has no row to be coupled with.
      table.append(Array(0..<n), weights: base.isLeft(i) ? p : q)
      guard base.isLeft(i), scenario.isLeft(i) else {
        excess.append([], weights: [])
        continue
      }
      excess.append(Array(0..<n), weights: zip(p, q).map { max(0, $1 - $0) })
      for j in 0..<n where q[j] < p[j] { keeping[i * n + j] = UInt64(q[j] / p[j] * 0x1p63) << 1 }
    }
    self.table = table
    self.excess = excess
    self.keeping = keeping
    innerCount = base.inner.upperBound
    stateCount = n
  }

  /// The journeys of so many customers without and with the scenario.
  public func outcomes(
    customers: Int, key: DrawKey, workers: Workers
  ) -> (base: JourneySampler.Outcomes, scenario: JourneySampler.Outcomes) {
    let before = base.outcomes(customers: customers, key: key, workers: workers)
    var result = JourneySampler.Outcomes(count: customers)
    let blocks = Workers.blocks(of: customers, size: Self.customersPerPiece)
    result.ends.withUnsafeMutableBufferPointer { ends in
      result.steps.withUnsafeMutableBufferPointer { steps in
        nonisolated(unsafe) let (ends, steps) = (ends, steps)
        workers.forEach(pieces: blocks.count) { piece, _ in
          for customer in blocks[piece] {
            let (state, step) = end(of: key.customer(customer))
            ends[customer] = UInt8(state - innerCount)
            steps[customer] = UInt32(truncatingIfNeeded: step)
          }
        }
      }
    }
    return (before, result)
  }

  private func end(of key: UInt64) -> (state: Int, steps: UInt64) {
    table.withReader { table in
      excess.withReader { excess in
        keeping.withUnsafeBufferPointer { keeping in
          var state = 0
          var step: UInt64 = 0
          repeat {
            var next = table.draw(state, DrawKey.bits(key, step: step, .successor))
            let limit = keeping[state &* stateCount &+ next]
            if limit != .max {
              let bits = DrawKey.bits(key, step: step, .coupling)
              // What is left of the number above the limit is uniform again.
              if bits >= limit {
                let rest = Double(bits - limit) / (0x1p64 - Double(limit))
                next = excess.draw(state, UInt64(min(rest, 1 - 0x1p-53) * 0x1p53) << 11)
              }
            }
            state = next
            step &+= 1
          } while state < innerCount
          return (state, step)
        }
      }
    }
  }
}
