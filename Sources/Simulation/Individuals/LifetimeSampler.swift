import Journeys
import LinearAlgebra

/// Sends individual customers through a retention chain in calendar time, from the first conversion to the lapse.
public struct LifetimeSampler: Sendable {
  private static let customersPerPiece = 1 << 13
  private let grid: DwellGrid
  private let edges: AliasTable
  private let dwells: AliasTable
  private let targets: [UInt32]
  private let end: Int

  /// A sampler of a chain whose start leads to its end.
  public init(_ chain: RetentionChain) {
    grid = chain.dwells.grid
    end = chain.stateCount - 1
    var (edges, dwells) = (AliasTable(), AliasTable())
    for state in 0..<end {
      let leaving = chain.edges.indices.filter { Int(chain.edges[$0].from) == state }
      edges.append(leaving, weights: leaving.map { chain.probabilities[$0] })
    }
    for edge in chain.edges.indices {
      dwells.append(
        Array(0..<grid.count), weights: Array(chain.dwells.shares[edge * grid.count..<(edge + 1) * grid.count]))
    }
    self.edges = edges
    self.dwells = dwells
    targets = chain.edges.map { UInt32($0.to) }
  }

  /// For each customer the time from the first conversion to the last contact, in the unit of the dwells.
  public func lifetimes(customers: Int, key: DrawKey, workers: Workers) -> [Double] {
    let blocks = Workers.blocks(of: customers, size: Self.customersPerPiece)
    return workers.map(pieces: blocks.count) { piece in
      edges.withReader { edges in
        dwells.withReader { dwells in
          blocks[piece].map { customer in
            let key = key.customer(customer)
            var (state, step, time) = (0, UInt64(0), 0)
            while state < end {
              let edge = edges.draw(state, DrawKey.bits(key, step: step, .successor))
              time += dwells.draw(edge, DrawKey.bits(key, step: step, .dwell))
              state = Int(targets[edge])
              step &+= 1
            }
            return Double(time) * grid.step
          }
        }
      }
    }.flatMap { $0 }
  }
}
