import Glibc
import LinearAlgebra

/// Random tables with the margins of given ones, as they come about when columns do not depend on rows.
///
/// Source: the conditional distribution of Fisher; drawn cell by cell as hypergeometric numbers (Patefield 1981).
struct SimulatedTables: Sendable {
  /// Larger tables are not simulated: drawing a cell takes as many steps as its number may vary by.
  static let mostObservations = 1e11

  /// Margins of a table, rows rising so that the largest one is what remains, columns falling so that rows end early.
  private struct Margins: Sendable {
    let rows: [Int]
    let columns: [Int]
  }

  private let tables: [Margins]
  private let observed: Double
  private let logFactorials: LogFactorials

  /// - Parameter tables: Tables of whole counts.
  init(_ tables: ContingencyTables) {
    self.tables = tables.tables.map { table in
      Margins(
        rows: table.rowTotals.map { Int($0) }.sorted(), columns: table.columnTotals.map { Int($0) }.sorted(by: >))
    }
    observed = tables.tables.reduce(0) { sum, table in table.cells.reduce(sum) { $0 + EntropyTerm.of($1.count) } }
    logFactorials = LogFactorials(upTo: Int(tables.tables.map(\.total).max() ?? 0))
  }

  /// The share of tables at least as dependent by G as the observed ones, those counted among them.
  func pValue(replicates: Int, seed: UInt64, workers: Workers) -> Double {
    // G is Σ n ln n of the cells but for what the margins fix.
    let bound = observed - 1e-9 * max(observed.magnitude, 1)
    let reached = workers.map(pieces: replicates) { replicate in
      var stream = RandomStream(seed: seed, path: 0x7461_626C, UInt64(replicate))
      var sum = 0.0
      for margins in tables { sum += entropySum(margins, &stream) }
      return sum >= bound
    }
    return Double(1 + reached.count { $0 }) / Double(replicates + 1)
  }

  private func entropySum(_ margins: Margins, _ stream: inout RandomStream) -> Double {
    var sum = 0.0
    var columns = margins.columns
    var population = columns.reduce(0, +)
    for row in margins.rows.dropLast() {
      var (draws, left) = (row, population)
      for column in columns.indices {
        guard draws > 0 else { break }
        let drawn = hypergeometric(population: left, successes: columns[column], draws: draws, &stream)
        left -= columns[column]
        columns[column] -= drawn
        draws -= drawn
        sum += EntropyTerm.of(Double(drawn))
      }
      population -= row
    }
    return columns.reduce(sum) { $0 + EntropyTerm.of(Double($1)) }
  }

  /// Successes among draws without replacement, by inversion outward from the most likely number.
  private func hypergeometric(population: Int, successes: Int, draws: Int, _ stream: inout RandomStream) -> Int {
    let lowest = max(0, draws + successes - population)
    let highest = min(draws, successes)
    if lowest == highest { return lowest }
    let u = stream.uniform()
    if draws == 1 { return u * Double(population) < Double(successes) ? 1 : 0 }
    let ratio = Double(draws + 1) * Double(successes + 1) / Double(population + 2)
    let mode = min(max(Int(ratio), lowest), highest)
    let failures = population - successes
    let f = logFactorials
    let chance =
      f[successes] - f[mode] - f[successes - mode] + f[failures] - f[draws - mode] - f[failures - draws + mode]
      - f[population] + f[draws] + f[population - draws]
    var (below, above) = (mode, mode)
    var (downward, upward) = (exp(chance), exp(chance))
    var rest = u - upward
    while rest > 0, below > lowest || above < highest {
      if above < highest {
        upward *= Double(successes - above) / Double(above + 1)
        upward *= Double(draws - above) / Double(failures - draws + above + 1)
        above += 1
        rest -= upward
        if rest <= 0 { return above }
      }
      if below > lowest {
        downward *= Double(below) / Double(successes - below + 1)
        downward *= Double(failures - draws + below) / Double(draws - below + 1)
        below -= 1
        rest -= downward
        if rest <= 0 { return below }
      }
    }
    return mode
  }
}

/// ln n!, from a table as far as it is small.
private struct LogFactorials: Sendable {
  private let table: [Double]

  init(upTo largest: Int) {
    var table = [0.0]
    for n in 1...max(1, min(largest, 1 << 16)) { table.append(table[n - 1] + log(Double(n))) }
    self.table = table
  }

  subscript(n: Int) -> Double { n < table.count ? table[n] : SpecialFunctions.logGamma(Double(n) + 1) }
}
