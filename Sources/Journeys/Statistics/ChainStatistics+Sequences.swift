import LinearAlgebra
import MarkovChains

extension ChainStatistics {
  /// Counts the edges of journeys, unit by unit.
  ///
  /// O(states), and n² numbers for n states. Journeys of a weighted chain are units of their own.
  public init(_ chain: ChainSequences, dwellGrid: DwellGrid, unitCount: Int, workers: Workers) {
    let stateCount = chain.space.count
    let sequences = chain.sequences
    let edges = Self.edges(sequences, workers)
    var numbers = [Int32](repeating: -1, count: stateCount * stateCount)
    for (number, edge) in edges.enumerated() { numbers[Int(edge.from) * stateCount + Int(edge.to)] = Int32(number) }
    let isWeighted = !chain.weights.isEmpty
    let grid = chain.dwells.isEmpty ? DwellGrid.none : dwellGrid
    let blocks = Self.unitBlocks(chain, isWeighted ? chain.journeyCount : unitCount)
    let table = numbers
    var pieces = workers.map(pieces: blocks.count) { block in
      var piece = StatisticsPiece()
      piece.add(blocks[block], chain, isWeighted: isWeighted, grid, edgeNumbers: table)
      return piece
    }
    var cells: [UInt32] = []
    var counts: [UInt16] = []
    var offsets = [0]
    cells.reserveCapacity(pieces.reduce(0) { $0 + $1.cells.count })
    counts.reserveCapacity(cells.capacity)
    offsets.reserveCapacity((isWeighted ? chain.journeyCount : unitCount) + 1)
    for i in pieces.indices {
      let base = cells.count
      cells.append(contentsOf: pieces[i].cells)
      counts.append(contentsOf: pieces[i].counts)
      for end in pieces[i].ends { offsets.append(base + Int(end)) }
      // Given back at once, so that nothing is held twice.
      pieces[i] = StatisticsPiece()
    }
    self.init(
      stateCount: stateCount, edges: edges, dwellGrid: grid, unitOffsets: offsets, cells: cells, counts: counts,
      unitWeights: chain.weights)
  }

  /// The edges that occur, by state before and state after.
  private static func edges(_ sequences: Sequences, _ workers: Workers) -> [Edge] {
    let stateCount = sequences.stateCount
    let blocks = Workers.blocks(of: sequences.count, size: max(1 << 12, (sequences.count + 7) / 8))
    let seen = workers.map(pieces: blocks.count) { block in
      var seen = [Bool](repeating: false, count: stateCount * stateCount)
      for journey in blocks[block] {
        let range = sequences.range(of: journey)
        for place in range.dropFirst() {
          seen[Int(sequences.states[place - 1]) * stateCount + Int(sequences.states[place])] = true
        }
      }
      return seen
    }
    return (0..<stateCount * stateCount).filter { cell in seen.contains { $0[cell] } }
      .map { Edge(from: $0 / stateCount, to: $0 % stateCount) }
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

/// The entries of some units.
private struct StatisticsPiece: Sendable {
  var cells: [UInt32] = []
  var counts: [UInt16] = []
  /// Where each unit's entries end.
  var ends: [Int32] = []

  mutating func add(
    _ block: (units: Range<Int>, firstJourney: Int), _ chain: ChainSequences, isWeighted: Bool, _ grid: DwellGrid,
    edgeNumbers: [Int32]
  ) {
    let sequences = chain.sequences
    let stateCount = sequences.stateCount
    var journey = block.firstJourney
    var found: [UInt32] = []
    for unit in block.units {
      found.removeAll(keepingCapacity: true)
      while journey < sequences.count, isWeighted ? journey == unit : Int(chain.units[journey]) == unit {
        let range = sequences.range(of: journey)
        for place in range.dropFirst() {
          let edge = edgeNumbers[Int(sequences.states[place - 1]) * stateCount + Int(sequences.states[place])]
          let bucket = chain.dwells.isEmpty ? 0 : grid.bucket(of: chain.dwells[place])
          found.append(UInt32(Int(edge) * grid.count + bucket))
        }
        journey += 1
      }
      Self.sort(&found)
      var last = UInt32.max
      for cell in found {
        if cell == last, counts[counts.count - 1] < .max {
          counts[counts.count - 1] += 1
        } else {
          cells.append(cell)
          counts.append(1)
          last = cell
        }
      }
      ends.append(Int32(cells.count))
    }
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
