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
    // A step has one entry at most. Every block leaves its own where those of its steps would begin, and all are moved
    // together at last: that takes less memory than to join pieces.
    let places = blocks.map { chain.sequences.offsets[$0.journeys.lowerBound] }
    var lengths: [[Int32]] = []
    var counts: [UInt16] = []
    let cells = [UInt32](unsafeUninitializedCapacity: max(chain.sequences.states.count, 1)) { cells, filled in
      counts = [UInt16](unsafeUninitializedCapacity: max(chain.sequences.states.count, 1)) { counts, filled in
        guard let firstCell = cells.baseAddress, let firstCount = counts.baseAddress else { return }
        nonisolated(unsafe) let first = (cells: firstCell, counts: firstCount)
        let pieces = workers.map(pieces: blocks.count) { block in
          var piece = StatisticsPiece(cells: first.cells + places[block], counts: first.counts + places[block])
          piece.fill(blocks[block], chain, isWeighted: isWeighted, grid, numbering)
          return (lengths: piece.lengths, count: piece.count)
        }
        lengths = pieces.map(\.lengths)
        for (block, count) in pieces.map(\.count).enumerated() {
          (firstCell + filled).update(from: firstCell + places[block], count: count)
          (firstCount + filled).update(from: firstCount + places[block], count: count)
          filled += count
        }
      }
      filled = counts.count
    }
    self.init(
      stateCount: chain.space.count, edges: numbering.edges, dwellGrid: grid,
      unitOffsets: [Int].offsets(ofLengths: lengths, workers: workers), cells: cells,
      counts: counts, unitWeights: chain.weights)
  }

  /// Units in blocks, each with the journeys of its units.
  private static func unitBlocks(_ chain: ChainSequences, _ unitCount: Int) -> [UnitBlock] {
    var journey = 0
    return Workers.blocks(of: unitCount, size: max(1 << 12, unitCount / 64)).map { units in
      guard chain.weights.isEmpty else { return UnitBlock(units: units, journeys: units) }
      let first = journey
      while journey < chain.units.count, Int(chain.units[journey]) < units.upperBound { journey += 1 }
      return UnitBlock(units: units, journeys: first..<journey)
    }
  }
}

/// Some units and their journeys.
private struct UnitBlock: Sendable {
  let units: Range<Int>
  let journeys: Range<Int>
}

/// The edges that occur, by state before and state after.
struct EdgeNumbering: Sendable {
  let edges: [ChainStatistics.Edge]
  let stateCount: Int
  /// By state before × number of states + state after; −1 where there is none.
  let numbers: [Int32]

  /// Numbers known edges in their order.
  init(_ edges: [ChainStatistics.Edge], stateCount: Int) {
    var numbers = [Int32](repeating: -1, count: stateCount * stateCount)
    for (number, edge) in edges.enumerated() { numbers[Int(edge.from) * stateCount + Int(edge.to)] = Int32(number) }
    self.edges = edges
    self.stateCount = stateCount
    self.numbers = numbers
  }

  /// Finds the edges that a chain takes.
  init(_ chain: ChainSequences, _ workers: Workers) {
    let stateCount = chain.space.count
    let blocks = chain.journeyBlocks
    let seen = workers.map(pieces: blocks.count) { block in
      var seen = [Bool](repeating: false, count: stateCount * stateCount)
      seen.withUnsafeMutableBufferPointer { seen in
        if chain.space.chain == .plain {
          chain.forEachStep(of: blocks[block]) { _, from, to, _ in seen[from &* stateCount &+ to] = true }
        } else {
          chain.forEachPair(of: blocks[block]) { _, from, to, _ in seen[from &* stateCount &+ to] = true }
          // Nobody steps back to the start.
          for from in 0..<stateCount { seen[from * stateCount] = false }
        }
      }
      return seen
    }
    let cells = (0..<stateCount * stateCount).filter { cell in seen.contains { $0[cell] } }
    self.init(cells.map { .init(from: $0 / stateCount, to: $0 % stateCount) }, stateCount: stateCount)
  }
}

/// The entries of some units, written to a place that has room for one a step.
private struct StatisticsPiece {
  let cells: UnsafeMutablePointer<UInt32>
  let counts: UnsafeMutablePointer<UInt16>
  /// How many entries each unit has.
  private(set) var lengths: [Int32] = []
  /// How many entries there are.
  private(set) var count = 0

  init(cells: UnsafeMutablePointer<UInt32>, counts: UnsafeMutablePointer<UInt16>) {
    self.cells = cells
    self.counts = counts
  }

  mutating func fill(
    _ block: UnitBlock, _ chain: ChainSequences, isWeighted: Bool, _ grid: DwellGrid, _ numbering: EdgeNumbering
  ) {
    let stateCount = numbering.stateCount
    let hasDwells = !chain.dwells.isEmpty
    let areNarrow = numbering.edges.count * grid.count <= CellSort.limit
    let places = chain.sequences.offsets
    let most = places[block.journeys.upperBound] - places[block.journeys.lowerBound]
    var journey = block.journeys.lowerBound
    lengths.reserveCapacity(block.units.count)
    numbering.numbers.withUnsafeBufferPointer { numbers in
      chain.dwells.withUnsafeBufferPointer { dwells in
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: most + CellSort.lanes) { found in
          found[..<CellSort.lanes].initialize(repeating: 0)
          for unit in block.units {
            let first = journey
            while journey < block.journeys.upperBound, isWeighted ? journey == unit : Int(chain.units[journey]) == unit
            {
              journey += 1
            }
            var steps = 0
            chain.forEachStep(of: first..<journey) { _, from, to, place in
              let edge = Int(numbers[from &* stateCount &+ to])
              let bucket = hasDwells ? grid.bucket(of: dwells[place]) : 0
              found[steps] = UInt32(truncatingIfNeeded: edge &* grid.count &+ bucket)
              steps &+= 1
            }
            CellSort.sort(found, count: steps, areNarrow: areNarrow)
            let added = entries(of: UnsafeBufferPointer(rebasing: found[..<steps]), from: count)
            lengths.append(Int32(truncatingIfNeeded: added))
            count += added
          }
        }
      }
    }
  }

  /// Counts the sorted steps of a unit; how many entries it has.
  @inline(__always)
  private func entries(of found: UnsafeBufferPointer<UInt32>, from begin: Int) -> Int {
    var end = begin
    var place = 0
    while place < found.count {
      let cell = found[place]
      let start = place
      repeat { place += 1 } while place < found.count && found[place] == cell && place - start < Int(UInt16.max)
      cells[end] = cell
      counts[end] = UInt16(truncatingIfNeeded: place - start)
      end += 1
    }
    return end - begin
  }
}
