import LinearAlgebra
import MarkovChains

@testable import Journeys

/// Retention chains whose truth is known, and customers who follow them.
struct SemiMarkovCase {
  /// Rows of probabilities from states 1...3 to 1...3 and the end, state 4.
  let rows: [[Double]]
  /// Dwells from each state: uniform between two bounds.
  let dwells: [ClosedRange<Double>]
  /// No gap of a customer is longer.
  let window = 32.0

  /// buy, visit, call.
  static let shop = SemiMarkovCase(
    rows: [[0.2, 0.5, 0.1, 0.2], [0.3, 0.4, 0.05, 0.25], [0.1, 0.3, 0.2, 0.4]], dwells: [0...30, 2...9, 0...1.5])

  /// One state from which a share stays, after dwells of the shares.
  static func coin(shares: [Double], stay: Double) -> RetentionChain {
    let edges = [(0, 1), (1, 1), (1, 2)].map { ChainStatistics.Edge(from: $0.0, to: $0.1) }
    let none = [1.0] + Array(repeating: 0, count: shares.count - 1)
    let dwells = DwellDistributions(
      edges: edges, stateCount: 3, cellTotals: none + shares + none, grid: DwellGrid(step: 1, count: shares.count))
    return RetentionChain(stateCount: 3, edges: edges, rates: [1, stay, 1 - stay], dwells: dwells)!
  }

  /// The chain itself, on a grid of whole steps.
  var chain: RetentionChain {
    var edges = [ChainStatistics.Edge(from: 0, to: 1)]
    var rates = [1.0]
    var cells = [1.0] + Array(repeating: 0, count: 32)
    for state in 1...3 {
      for next in 1...4 {
        edges.append(ChainStatistics.Edge(from: state, to: next))
        rates.append(rows[state - 1][next - 1])
        let range = dwells[state - 1]
        cells += (0...32).map { bucket in
          max(min(range.upperBound, Double(bucket) + 0.5) - max(range.lowerBound, Double(bucket) - 0.5), 0)
        }
      }
    }
    let grid = DwellGrid(window: window)
    let dwells = DwellDistributions(edges: edges, stateCount: 5, cellTotals: cells, grid: grid)
    return RetentionChain(stateCount: 5, edges: edges, rates: rates, dwells: dwells)!
  }

  struct Customers {
    let journeys: RetentionJourneys
    let count: Int

    func statistics(on grid: DwellGrid) -> ChainStatistics {
      ChainStatistics(journeys.chain, dwellGrid: grid, unitCount: count, workers: Workers(count: 2))
    }

    var statistics: ChainStatistics { statistics(on: DwellGrid(window: 32)) }
  }

  /// Customers who begin at any time, some of whom come back after a lapse.
  func simulated(customers: Int, end: Double, seed: UInt64 = 11) -> Customers {
    var columns = EventColumns(customerWords: [], times: [], touchpoints: [])
    for customer in 0..<customers {
      var stream = RandomStream(seed: seed, path: UInt64(customer))
      var time = stream.uniform() * end
      var state = 0
      var returns = stream.uniform() < 0.2
      while time <= end {
        columns.customerWords.append(UInt64(customer + 1))
        columns.times.append(time)
        columns.touchpoints.append(UInt16(state))
        var next = stream.uniform()
        var following = 0
        while following < 3, next >= rows[state][following] {
          next -= rows[state][following]
          following += 1
        }
        if following < 3 {
          let range = dwells[state]
          time += range.lowerBound + stream.uniform() * (range.upperBound - range.lowerBound)
          state = following
        } else if returns {
          returns = false
          time += window * 1.5
          state = 1
        } else {
          break
        }
      }
    }
    let log = EventLog(emptying: &columns, workers: Workers(count: 2))
    let rules = JourneyRules(isConversion: [true, false, false], inactiveAfter: window, end: end)
    let journeys = RetentionJourneys(
      log, touchpoints: ["buy", "visit", "call"], rules: rules, workers: Workers(count: 2))
    return Customers(journeys: journeys, count: log.customerCount)
  }
}
