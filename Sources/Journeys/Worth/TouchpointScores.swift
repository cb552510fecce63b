import LinearAlgebra

/// Scores that customers gave at touchpoints, and what good ones were followed by.
///
/// A visit is followed up when it lies at least two inactivity windows before the end of observation. The customer was
/// **retained** when the contacts after it, none silent for longer than the window, last at least one window; and became an
/// **advocate** when one of them, at most a window later, is at a touchpoint of advocacy.
public struct TouchpointScores: Sendable {
  /// What is summed up of each touchpoint.
  enum Cell: Int, CaseIterable {
    case count, sum, customers
    case highCount, highRetained, highAdvocates, highCustomers
    case neutralCount, neutralRetained, neutralAdvocates, neutralCustomers
  }

  /// What is derived for each touchpoint.
  enum Number: Int, CaseIterable {
    case mean
    /// Mean less that of all contacts.
    case excess
    /// Share retained after high scores less that after neutral ones.
    case retentionGain
    /// Share of advocates after high scores less that after neutral ones.
    case advocacyGain
  }

  /// Scores at most `low` are low, at least `high` are high, those between neutral.
  public struct Bands: Sendable, Equatable {
    /// The highest low score.
    public let low: Double
    /// The lowest high score.
    public let high: Double

    public init(low: Double, high: Double) {
      precondition(low < high, "Low scores lie below high ones.")
      self.low = low
      self.high = high
    }
  }

  /// Sums over the contacts of each customer.
  let entries: UnitEntries

  /// Sums up the scores of a log. O(contacts).
  ///
  /// - Parameters:
  ///   - log: With a score for every contact, NaN = missing.
  ///   - rules: How contacts become journeys: inactivity window and end of observation.
  ///   - bands: What high and neutral scores are; nil leaves out what they were followed by.
  ///   - isAdvocacy: Whether each touchpoint is one of advocacy.
  ///   - workers: Threads to use; any number gives the same result.
  public init(_ log: EventLog, rules: JourneyRules, bands: Bands?, isAdvocacy: [Bool], workers: Workers) {
    precondition(log.amounts.scores.count == log.contactCount, "Every contact has its score, missing or not.")
    let blocks = Workers.blocks(of: log.customerCount, size: max(1 << 12, log.customerCount / 64))
    let pieces = workers.map(pieces: blocks.count) { block in
      var piece = Piece(log: log, rules: rules, bands: bands, isAdvocacy: isAdvocacy)
      for customer in blocks[block] { piece.add(customer) }
      return piece
    }
    var offsets = [0]
    for piece in pieces {
      let base = offsets[offsets.count - 1]
      offsets += piece.ends.map { base + $0 }
    }
    entries = UnitEntries(
      cellCount: isAdvocacy.count * Cell.allCases.count, offsets: offsets, cells: pieces.flatMap(\.cells),
      amounts: pieces.flatMap(\.amounts))
  }

  /// Sums of one touchpoint.
  struct Cells {
    private let totals: ArraySlice<Double>

    init(_ totals: [Double], _ touchpoint: Int) {
      self.totals = totals[(touchpoint * Cell.allCases.count)..<((touchpoint + 1) * Cell.allCases.count)]
    }

    subscript(_ cell: Cell) -> Double { totals[totals.startIndex + cell.rawValue] }

    /// A share after high scores less the same after neutral ones; NaN without either.
    func gain(_ high: Cell, _ neutral: Cell) -> Double {
      self[high] / self[.highCount] - self[neutral] / self[.neutralCount]
    }

    /// Standard error of a gain if each customer had one score there, two of either kind added.
    ///
    /// It does not vanish where all or none are retained.
    func leastError(_ high: Cell, _ neutral: Cell) -> Double {
      func variance(_ share: Double, _ customers: Double) -> Double {
        let share = (share * customers + 2) / (customers + 4)
        return share * (1 - share) / (customers + 4)
      }
      return
        (variance(self[high] / self[.highCount], self[.highCustomers])
        + variance(self[neutral] / self[.neutralCount], self[.neutralCustomers])).squareRoot()
    }
  }

  /// ``Number`` in order, touchpoint after touchpoint; NaN = undefined.
  static func numbers(_ totals: [Double], touchpointCount: Int) -> [Double] {
    let cells = (0..<touchpointCount).map { Cells(totals, $0) }
    let mean = cells.reduce(0) { $0 + $1[.sum] } / cells.reduce(0) { $0 + $1[.count] }
    return cells.flatMap { cells in
      let own = cells[.sum] / cells[.count]
      return [
        own, own - mean, cells.gain(.highRetained, .neutralRetained), cells.gain(.highAdvocates, .neutralAdvocates),
      ]
    }
  }

  /// The sums of some customers.
  private struct Piece: Sendable {
    let log: EventLog
    let rules: JourneyRules
    let bands: Bands?
    let isAdvocacy: [Bool]
    var cells: [UInt32] = []
    var amounts: [Double] = []
    /// Where each customer's entries end.
    var ends: [Int] = []
    private var sums: [Double]

    init(log: EventLog, rules: JourneyRules, bands: Bands?, isAdvocacy: [Bool]) {
      (self.log, self.rules, self.bands, self.isAdvocacy) = (log, rules, bands, isAdvocacy)
      sums = Array(repeating: 0, count: isAdvocacy.count * Cell.allCases.count)
    }

    mutating func add(_ customer: Int) {
      let range = log.range(of: customer)
      var touched: [Int] = []
      // From the last contact back, knowing what follows: when the run of contacts ends, and the next advocacy.
      // Advocacy within a window has no longer silence before it.
      var next = Double.infinity
      var runEnd = -Double.infinity
      var advocacy = Double.infinity
      for place in range.reversed() where log.times[place] <= rules.end {
        let time = log.times[place]
        if next - time > rules.inactiveAfter { runEnd = time }
        let touchpoint = Int(log.touchpoints[place])
        let score = log.amounts.scores[place]
        if !score.isNaN {
          if sums[touchpoint * Cell.allCases.count + Cell.count.rawValue] == 0 { touched.append(touchpoint) }
          add(1, .count, touchpoint)
          add(score, .sum, touchpoint)
          if let bands, time <= rules.end - 2 * rules.inactiveAfter, score > bands.low {
            follow(
              touchpoint, isHigh: score >= bands.high, retained: runEnd - time >= rules.inactiveAfter,
              advocate: advocacy - time <= rules.inactiveAfter)
          }
        }
        if isAdvocacy[touchpoint] { advocacy = time }
        next = time
      }
      for touchpoint in touched.sorted() { finish(touchpoint) }
      ends.append(cells.count)
    }

    private mutating func follow(_ touchpoint: Int, isHigh: Bool, retained: Bool, advocate: Bool) {
      add(1, isHigh ? .highCount : .neutralCount, touchpoint)
      if retained { add(1, isHigh ? .highRetained : .neutralRetained, touchpoint) }
      if advocate { add(1, isHigh ? .highAdvocates : .neutralAdvocates, touchpoint) }
    }

    private mutating func finish(_ touchpoint: Int) {
      add(1, .customers, touchpoint)
      let base = touchpoint * Cell.allCases.count
      if sums[base + Cell.highCount.rawValue] > 0 { add(1, .highCustomers, touchpoint) }
      if sums[base + Cell.neutralCount.rawValue] > 0 { add(1, .neutralCustomers, touchpoint) }
      for cell in base..<(base + Cell.allCases.count) where sums[cell] != 0 {
        cells.append(UInt32(cell))
        amounts.append(sums[cell])
        sums[cell] = 0
      }
    }

    @inline(__always)
    private mutating func add(_ amount: Double, _ cell: Cell, _ touchpoint: Int) {
      sums[touchpoint * Cell.allCases.count + cell.rawValue] += amount
    }
  }
}
