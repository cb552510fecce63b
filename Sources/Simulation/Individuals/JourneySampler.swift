import LinearAlgebra

/// Sends individual customers through a chain.
///
/// What algebra does not give: how far the count of so many customers may be from what is expected.
public struct JourneySampler: Sendable {
  /// Where each customer's journey ended, and after how many steps.
  public struct Outcomes: Sendable, Equatable {
    /// 0 = the first of the chain's ends ((conversion), or (lapsed)), 1 = the second ((lost)).
    public internal(set) var ends: [UInt8]
    /// Steps up to the end, the last one included.
    public internal(set) var steps: [UInt32]

    init(count: Int) {
      ends = [UInt8](repeating: 0, count: count)
      steps = [UInt32](repeating: 0, count: count)
    }

    /// How many journeys ended so.
    public func count(ofEnd end: UInt8) -> Int { ends.reduce(0) { $1 == end ? $0 + 1 : $0 } }
  }

  private static let customersPerPiece = 1 << 13
  private let table: AliasTable
  private let innerCount: Int

  /// - Parameter rows: A chain whose start leads to an end.
  public init(_ rows: ChainRows) {
    precondition(rows.isLeft(0), "Journeys begin somewhere and end.")
    var table = AliasTable()
    for i in rows.inner { table.append(Array(0..<rows.stateCount), weights: Array(rows.probabilities.row(i))) }
    self.table = table
    innerCount = rows.inner.upperBound
  }

  /// The journeys of so many customers; about 5 ns a step on one thread.
  public func outcomes(customers: Int, key: DrawKey, workers: Workers) -> Outcomes {
    var result = Outcomes(count: customers)
    let blocks = Workers.blocks(of: customers, size: Self.customersPerPiece)
    let innerCount = innerCount
    result.ends.withUnsafeMutableBufferPointer { ends in
      result.steps.withUnsafeMutableBufferPointer { steps in
        nonisolated(unsafe) let (ends, steps) = (ends, steps)
        workers.forEach(pieces: blocks.count) { piece, _ in
          table.withReader { reader in
            for customer in blocks[piece] {
              let key = key.customer(customer)
              var state = 0
              var step: UInt64 = 0
              repeat {
                state = reader.draw(state, DrawKey.bits(key, step: step, .successor))
                step &+= 1
              } while state < innerCount
              ends[customer] = UInt8(state &- innerCount)
              steps[customer] = UInt32(truncatingIfNeeded: step)
            }
          }
        }
      }
    }
    return result
  }
}
