import LinearAlgebra
import MarkovChains

extension ChainStatistics {
  /// Counts the edges of journeys, unit by unit.
  ///
  /// O(states), and n² numbers for n states. Journeys of a weighted chain are units of their own.
  public init(_ chain: ChainSequences, dwellGrid: DwellGrid, unitCount: Int, workers: Workers) {
    let isWeighted = !chain.weights.isEmpty
    let grid = chain.dwells.isEmpty ? DwellGrid.none : dwellGrid
    let units = isWeighted ? chain.journeyCount : unitCount
    let numbering = EdgeNumbering(chain, workers)
    let blocks = Self.unitBlocks(chain, units)
    var pieces = workers.map(pieces: blocks.count) { block in
      StatisticsPiece(blocks[block], chain, isWeighted: isWeighted, grid, numbering)
    }
    let cells = [UInt32].joined(pieces.count, workers: workers) { pieces[$0].cells }
    for i in pieces.indices { pieces[i].cells = [] }
    let counts = [UInt16].joined(pieces.count, workers: workers) { pieces[$0].counts }
    for i in pieces.indices { pieces[i].counts = [] }
    var offsets = [0]
    offsets.reserveCapacity(units + 1)
    for piece in pieces {
      let base = offsets[offsets.count - 1]
      for end in piece.ends { offsets.append(base + Int(end)) }
    }
    self.init(
      stateCount: chain.space.count, edges: numbering.edges, dwellGrid: grid, unitOffsets: offsets, cells: cells,
      counts: counts, unitWeights: chain.weights)
  }

  /// Units in blocks, each with the journeys of its units.
  private static func unitBlocks(_ chain: ChainSequences, _ unitCount: Int) -> [(units: Range<Int>, firstJourney: Int)]
  {
    var journey = 0
    return Workers.blocks(of: unitCount, size: max(1 << 12, unitCount / 64)).map { units in
      while chain.weights.isEmpty, journey < chain.units.count, Int(chain.units[journey]) < units.lowerBound {
        journey += 1
      }
      return (units, chain.weights.isEmpty ? journey : units.lowerBound)
    }
  }
}

/// The edges that occur, by state before and state after.
private struct EdgeNumbering: Sendable {
  let edges: [ChainStatistics.Edge]
  /// By state before × number of states + state after; −1 where there is none.
  let numbers: [Int32]

  init(_ chain: ChainSequences, _ workers: Workers) {
    let stateCount = chain.space.count
    let blocks = chain.journeyBlocks
    let seen = workers.map(pieces: blocks.count) { block in
      var seen = [Bool](repeating: false, count: stateCount * stateCount)
      seen.withUnsafeMutableBufferPointer { seen in
        chain.forEachStep(of: blocks[block]) { _, from, to, _ in seen[from &* stateCount &+ to] = true }
      }
      return seen
    }
    var edges: [ChainStatistics.Edge] = []
    var numbers = [Int32](repeating: -1, count: stateCount * stateCount)
    for cell in numbers.indices where seen.contains(where: { $0[cell] }) {
      numbers[cell] = Int32(edges.count)
      edges.append(.init(from: cell / stateCount, to: cell % stateCount))
    }
    self.edges = edges
    self.numbers = numbers
  }
}

/// The entries of some units.
private struct StatisticsPiece: Sendable {
  var cells: [UInt32] = []
  var counts: [UInt16] = []
  /// Where each unit's entries end.
  private(set) var ends: [Int32] = []

  init(
    _ block: (units: Range<Int>, firstJourney: Int), _ chain: ChainSequences, isWeighted: Bool, _ grid: DwellGrid,
    _ numbering: EdgeNumbering
  ) {
    let stateCount = chain.space.count
    let hasDwells = !chain.dwells.isEmpty
    var journey = block.firstJourney
    var found: [UInt32] = []
    ends.reserveCapacity(block.units.count)
    numbering.numbers.withUnsafeBufferPointer { numbers in
      chain.dwells.withUnsafeBufferPointer { dwells in
        for unit in block.units {
          let first = journey
          while journey < chain.journeyCount, isWeighted ? journey == unit : Int(chain.units[journey]) == unit {
            journey += 1
          }
          found.removeAll(keepingCapacity: true)
          chain.forEachStep(of: first..<journey) { _, from, to, place in
            let edge = Int(numbers[from &* stateCount &+ to])
            let bucket = hasDwells ? grid.bucket(of: dwells[place]) : 0
            found.append(UInt32(truncatingIfNeeded: edge &* grid.count &+ bucket))
          }
          add(&found)
        }
      }
    }
  }

  /// Adds the steps of a unit.
  private mutating func add(_ found: inout [UInt32]) {
    Self.sort(&found)
    var place = 0
    while place < found.count {
      let cell = found[place]
      var end = place + 1
      while end < found.count, found[end] == cell, end - place < Int(UInt16.max) { end += 1 }
      cells.append(cell)
      counts.append(UInt16(truncatingIfNeeded: end - place))
      place = end
    }
    ends.append(Int32(cells.count))
  }

  /// Most customers have few cells, which insertion sorts fastest.
  private static func sort(_ cells: inout [UInt32]) {
    guard cells.count <= 32 else { return cells.sort() }
    cells.withUnsafeMutableBufferPointer { cells in
      for i in 0..<cells.count {
        let cell = cells[i]
        var place = i
        while place > 0, cells[place - 1] > cell {
          cells[place] = cells[place - 1]
          place -= 1
        }
        cells[place] = cell
      }
    }
  }
}
