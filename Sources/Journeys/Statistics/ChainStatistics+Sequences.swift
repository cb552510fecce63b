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
    // A step has one entry at most.
    let room = max(chain.sequences.states.count, 1)
    let turns = PlacesInTurn()
    var lengths: [[Int32]] = []
    var counts: [UInt16] = []
    let cells = [UInt32](unsafeUninitializedCapacity: room) { cells, filled in
      counts = [UInt16](unsafeUninitializedCapacity: room) { counts, filled in
        guard let firstCell = cells.baseAddress, let firstCount = counts.baseAddress else { return }
        nonisolated(unsafe) let first = (cells: firstCell, counts: firstCount)
        lengths = workers.map(pieces: blocks.count) { block in
          StatisticsPiece.lengths(blocks[block], chain, isWeighted: isWeighted, grid, numbering) { cells, counts in
            let place = turns.take(cells.count, turn: block)
            guard let own = cells.baseAddress, let ownCounts = counts.baseAddress else { return }
            (first.cells + place).update(from: own, count: cells.count)
            (first.counts + place).update(from: ownCounts, count: cells.count)
          }
        }
        filled = turns.end
      }
      filled = turns.end
    }
    self.init(
      stateCount: chain.space.count, edges: numbering.edges, dwellGrid: grid,
      unitOffsets: [Int].offsets(ofLengths: lengths, workers: workers), cells: cells,
      counts: counts, unitWeights: chain.weights)
  }

  /// Units in blocks, each with the journeys of its units.
  private static func unitBlocks(_ chain: ChainSequences, _ unitCount: Int) -> [UnitBlock] {
    // Units rise from journey to journey.
    func firstJourney(of unit: Int) -> Int {
      var (low, high) = (0, chain.units.count)
      while low < high {
        let middle = (low + high) / 2
        if Int(chain.units[middle]) < unit { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return Workers.blocks(of: unitCount, size: 1 << 12).map { units in
      guard chain.weights.isEmpty else { return UnitBlock(units: units, journeys: units) }
      return UnitBlock(units: units, journeys: firstJourney(of: units.lowerBound)..<firstJourney(of: units.upperBound))
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

/// The entries of some units.
private struct StatisticsPiece {
  private let states: UnsafeBufferPointer<Int32>
  private let offsets: UnsafeBufferPointer<Int>
  /// Where the journeys of the units begin.
  private let base: Int
  /// The cell of each step at the place of the state that it leads to, counted from `base`.
  private let found: UnsafeMutablePointer<UInt32>
  private let counts: UnsafeMutablePointer<UInt16>
  /// How many entries there are. They take the places of the steps that they count.
  private var count = 0

  /// How many entries each unit has; all of them, unit after unit, are given to `use` meanwhile.
  static func lengths(
    _ block: UnitBlock, _ chain: ChainSequences, isWeighted: Bool, _ grid: DwellGrid, _ numbering: EdgeNumbering,
    _ use: (_ cells: UnsafeBufferPointer<UInt32>, _ counts: UnsafeBufferPointer<UInt16>) -> Void
  ) -> [Int32] {
    chain.sequences.states.withUnsafeBufferPointer { states in
      chain.sequences.offsets.withUnsafeBufferPointer { offsets in
        let places = offsets[block.journeys.lowerBound]..<offsets[block.journeys.upperBound]
        return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: places.count + CellSort.lanes) { found in
          withUnsafeTemporaryAllocation(of: UInt16.self, capacity: places.count + 1) { counts in
            guard let found = found.baseAddress, let counts = counts.baseAddress else { return [] }
            var piece = StatisticsPiece(
              states: states, offsets: offsets, base: places.lowerBound, found: found, counts: counts)
            piece.findCells(places, chain.dwells, grid, numbering)
            let lengths = piece.fill(
              block, units: isWeighted ? nil : chain.units,
              areNarrow: numbering.edges.count * grid.count <= CellSort.limit)
            use(
              UnsafeBufferPointer(start: found, count: piece.count),
              UnsafeBufferPointer(start: counts, count: piece.count))
            return lengths
          }
        }
      }
    }
  }

  private init(
    states: UnsafeBufferPointer<Int32>, offsets: UnsafeBufferPointer<Int>, base: Int,
    found: UnsafeMutablePointer<UInt32>, counts: UnsafeMutablePointer<UInt16>
  ) {
    self.states = states
    self.offsets = offsets
    self.base = base
    self.found = found
    self.counts = counts
  }

  /// Finds the cell of every step. Where a journey begins there is none, and what is found there is passed over later: no
  /// branch depends on the lengths of journeys.
  private func findCells(_ places: Range<Int>, _ dwells: [Float], _ grid: DwellGrid, _ numbering: EdgeNumbering) {
    (found + places.count).initialize(repeating: 0, count: CellSort.lanes)
    guard let first = places.first else { return }
    let stateCount = numbering.stateCount
    numbering.numbers.withUnsafeBufferPointer { numbers in
      dwells.withUnsafeBufferPointer { dwells in
        var from = Int(states[first])
        for place in places {
          let to = Int(states[place])
          let bucket = dwells.isEmpty ? 0 : grid.bucket(of: dwells[place])
          let edge = Int(numbers[from &* stateCount &+ to])
          found[place &- base] = UInt32(truncatingIfNeeded: edge &* grid.count &+ bucket)
          from = to
        }
      }
    }
  }

  /// Counts the steps of every unit; how many entries each has.
  private mutating func fill(_ block: UnitBlock, units: [Int32]?, areNarrow: Bool) -> [Int32] {
    [Int32](unsafeUninitializedCapacity: block.units.count) { lengths, filled in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: CellSort.lanes) { room in
        guard let room = room.baseAddress else { return }
        var journey = block.journeys.lowerBound
        for unit in block.units {
          let first = journey
          while journey < block.journeys.upperBound, units.map({ Int($0[journey]) == unit }) ?? (journey == unit) {
            journey &+= 1
          }
          let steps = steps(of: first..<journey)
          let sorted = CellSort.sort(found + steps.lowerBound, count: steps.count, areNarrow: areNarrow, room: room)
          let added = addEntries(of: sorted, count: steps.count)
          lengths[filled] = Int32(truncatingIfNeeded: added)
          filled &+= 1
        }
      }
    }
  }

  /// Where the cells of some journeys stand, which are moved together for it.
  @inline(__always)
  private func steps(of journeys: Range<Int>) -> Range<Int> {
    guard journeys.count != 1 else {
      let (begin, end) = (offsets[journeys.lowerBound] &- base, offsets[journeys.upperBound] &- base)
      return min(begin &+ 1, end)..<end
    }
    let begin = offsets[journeys.lowerBound] &- base
    var end = begin
    for journey in journeys {
      for place in (offsets[journey] &- base)..<(offsets[journey &+ 1] &- base) where place > offsets[journey] &- base {
        found[end] = found[place]
        end &+= 1
      }
    }
    return begin..<end
  }

  /// Adds the entries of the sorted steps of a unit; how many. An entry ends where its count is full.
  @inline(__always)
  private mutating func addEntries(of sorted: UnsafePointer<UInt32>, count steps: Int) -> Int {
    var end = count &- 1
    // No cell is as large.
    var before = UInt32.max
    var times = UInt16(0)
    for step in 0..<steps {
      let cell = sorted[step]
      let isNew = cell != before || times == .max
      end &+= isNew ? 1 : 0
      times = isNew ? 1 : times &+ 1
      found[end] = cell
      counts[end] = times
      before = cell
    }
    defer { count = end &+ 1 }
    return end &+ 1 &- count
  }
}
