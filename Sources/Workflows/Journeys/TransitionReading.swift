import Journeys
import LinearAlgebra
import MarkovChains
import Reporting
import Tables

/// Reads a table of transitions with how often, or how probably, each happens.
enum TransitionReading {
  static func read(_ request: JourneyRequest) throws(Failure) -> JourneyObservations {
    let reader = try TableReader.opened(request.input, request.reading)
    let keys = reader.headers.map { IdentifierNames.words(of: $0).joined() }
    func column(_ names: Set<String>) -> String? {
      keys.firstIndex { names.contains($0) }.map { reader.headers[$0] }
    }
    var count = column(["count", "counts", "n", "cuenta", "recuento"])
    let probability = column(["probability", "p", "prob", "probabilidad", "share"])
    guard let from = column(["from", "desde", "origen"]), let to = column(["to", "hasta", "a", "destino"]),
      var weight = count ?? probability
    else {
      throw .badContent(
        "a table of transitions has the columns from, to and count or probability, and this one has "
          + reader.headers.joined(separator: ", "), file: reader.name, hint: "rename its columns")
    }
    var table = try reader.table(ColumnSelection(asText: [from, to], only: [from, to, weight]))
    // As transitions.csv has assumed probabilities: beside counts that are all empty.
    if count != nil, let probability, table.column(named: weight)?.kind == .empty {
      count = nil
      weight = probability
      table = try reader.table(ColumnSelection(asText: [from, to], only: [from, to, weight]))
    }
    let hasChains = keys.contains { ["archetype", "chain"].contains($0) }
    let cells = try cells(
      table, from, to, weight, isProbability: count == nil,
      hint: hasChains ? "keep the rows of one archetype and one chain" : nil)
    guard let column = table.column(named: from) else { preconditionFailure("Its columns were asked for.") }
    return try observations(table, column, cells, isProbability: count == nil, request)
  }

  private struct Cell {
    let row: Int
    let from: String
    let to: String
    let weight: Double
  }

  private static func cells(
    _ table: Table, _ from: String, _ to: String, _ weight: String, isProbability: Bool, hint: String?
  ) throws(Failure) -> [Cell] {
    guard table.rowCount > 0 else { throw .badContent("the table has a header and no rows", file: table.name) }
    guard let froms = table.column(named: from)?.texts, let tos = table.column(named: to)?.texts,
      let column = table.column(named: weight)
    else {
      throw .badContent("the columns '\(from)' and '\(to)' are empty", file: table.name)
    }
    var weights = try table.numbers(of: column, isProbability ? "probabilities" : "counts")
    if isProbability { try takePercents(&weights, column, table) }
    var cells: [Cell] = []
    var seen: Set<String> = []
    var total = 0.0
    for row in 0..<table.rowCount {
      guard let from = froms.string(ofRow: row), let to = tos.string(ofRow: row), !weights[row].isNaN else {
        throw .badContent("the transition lacks from, to or \(weight)", row: row, column: column, of: table)
      }
      guard weights[row] >= 0, !isProbability || weights[row] <= 1 + 1e-9 else {
        throw .badContent(
          isProbability ? "a probability lies between 0 and 1, or 0% and 100%" : "a count is not negative", row: row,
          column: column,
          of: table)
      }
      guard seen.insert("\(from)\u{0}\(to)").inserted else {
        throw .badContent(
          "the transition from '\(from)' to '\(to)' is there twice", row: row, column: column, of: table, hint: hint)
      }
      total += weights[row]
      guard isProbability || total <= PathReading.mostJourneys else {
        throw .badContent(
          "counts beyond 9,000,000,000,000,000 in all are not exact", row: row, column: column, of: table)
      }
      cells.append(Cell(row: row, from: from, to: to, weight: weights[row]))
    }
    return cells
  }

  /// A probability written as `25%` is 0.25.
  private static func takePercents(_ weights: inout [Double], _ column: Column, _ table: Table) throws(Failure) {
    for row in weights.indices {
      do throws(TableError) {
        if try table.cells(ofRow: row)[column.position].contains("%") { weights[row] /= 100 }
      } catch {
        throw Failure(error)
      }
    }
  }

  private static func observations(
    _ table: Table, _ column: Column, _ cells: [Cell], isProbability: Bool, _ request: JourneyRequest
  ) throws(Failure) -> JourneyObservations {
    let names = Set(cells.flatMap { [$0.from, $0.to] })
    let isJourney = names.contains(StateSpace.start)
    if !isJourney, names.contains(StateSpace.conversion) {
      throw .badContent(
        "there is a \(StateSpace.conversion) and no \(StateSpace.start) from which journeys begin", file: table.name,
        hint: "write where journeys begin as from \(StateSpace.start), or call the end something else in a plain chain")
    }
    if isJourney, !names.contains(StateSpace.conversion) {
      throw .badContent(
        "there is a \(StateSpace.start) and no \(StateSpace.conversion) that journeys lead to", file: table.name,
        hint:
          "write the ends as \(StateSpace.conversion) and \(StateSpace.lost), or leave out \(StateSpace.start) for a plain chain"
      )
    }
    if let wrong = cells.first(where: {
      [StateSpace.conversion, StateSpace.lost].contains($0.from) || $0.to == StateSpace.start
    }),
      isJourney
    {
      throw .badContent(
        "a transition leads from '\(wrong.from)' to '\(wrong.to)', and journeys begin at \(StateSpace.start) and finish "
          + "at their end", row: wrong.row, column: column, of: table, hint: "leave out such rows")
    }
    if let wrong = cells.first(where: { [$0.from, $0.to].contains(StateSpace.lapsed) }), isJourney {
      throw .badContent(
        "\(StateSpace.lapsed) is no end of a journey to a conversion", row: wrong.row, column: column, of: table,
        hint: "call it \(StateSpace.lost)")
    }
    let touchpoints = names.filter { !StateSpace.reserved.contains($0) || !isJourney }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let space = StateSpace(isJourney ? .conversion : .plain, touchpoints: touchpoints)
    let number = Dictionary(uniqueKeysWithValues: space.names.enumerated().map { ($1, $0) })
    if isProbability { try checkSums(cells, table, column) }
    var counts = TransitionCounts(stateCount: space.count)
    for cell in cells where cell.weight > 0 {
      counts.add(from: number[cell.from]!, to: number[cell.to]!, count: cell.weight)
    }
    if isProbability { counts = expected(counts, space, journeys: request.sampleSize.map(Double.init) ?? 1) }
    return JourneyObservations(
      source: .init(table), states: try EventStates(names: touchpoints, request),
      statistics: ChainStatistics(cellsOf: counts), space: space, isAssumed: isProbability,
      // That 25% was read as 25 is not so of probabilities.
      remarks: table.remarks().filter { !isProbability || !$0.message.contains("%") })
  }

  /// Probabilities of a row of the chain sum to one.
  private static func checkSums(_ cells: [Cell], _ table: Table, _ column: Column) throws(Failure) {
    var sums: [(from: String, sum: Double, row: Int)] = []
    for cell in cells {
      if let place = sums.firstIndex(where: { $0.from == cell.from }) {
        sums[place].sum += cell.weight
      } else {
        sums.append((cell.from, cell.weight, cell.row))
      }
    }
    for entry in sums where abs(entry.sum - 1) > 1e-6 {
      throw .badContent(
        "the probabilities from '\(entry.from)' sum to \(NumberText.number(entry.sum, significantDigits: 9)), not 1",
        row: entry.row,
        column: column, of: table, hint: "give every exit of '\(entry.from)', \(StateSpace.lost) included")
    }
  }

  /// Where nobody comes probabilities weigh almost nothing, so that they are there for those whom a what-if sends there.
  private static let leastVisits = 1e-15

  /// How often each step is taken when so many journeys are made, so that probabilities weigh as counts would.
  private static func expected(
    _ probabilities: TransitionCounts, _ space: StateSpace, journeys: Double
  ) -> TransitionCounts {
    var visits = [Double](repeating: journeys, count: space.count)
    if space.chain == .conversion {
      let layout = TouchpointStates(space)
      let quantities = ChainQuantities(FittedChain(probabilities, states: layout), states: layout)
      for touchpoint in space.touchpoints.indices {
        guard let expected = quantities[.expectedVisits, ofTouchpoint: touchpoint] else { continue }
        visits[space.state(ofTouchpoint: touchpoint)] = expected * journeys
      }
    }
    var counts = TransitionCounts(stateCount: space.count)
    for from in 0..<space.count {
      let left = max(visits[from], journeys * leastVisits)
      for to in 0..<space.count where probabilities.counts[from, to] > 0 {
        counts.add(from: from, to: to, count: probabilities.counts[from, to] * left)
      }
    }
    return counts
  }
}
