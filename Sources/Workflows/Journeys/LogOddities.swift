import Tables

/// What the rows of a log show before they are grouped by customer, and the grouped log no longer does.
struct LogOddities: Equatable {
  /// The customer with the most rows, where that is a large part of them.
  struct Busiest: Equatable {
    /// The first of its rows, from 0.
    var row: Int
    var share: Double
  }

  /// So many rows at the beginning tell in which order a log is.
  private static let orderSample = 1 << 16
  /// Among so many rows a customer with a tenth of all is found.
  private static let customerSample = 1 << 11
  /// A smaller part is looked for in vain.
  private static let leastShare = 0.1
  /// Rows of one customer that fall in time, where others are mixed up: more than chance brings in a short list.
  private static let leastFalls = 20

  /// Whether times fall from row to row: of all rows, or of neighbours that are of one customer.
  var runsBackwards: Bool
  var busiest: Busiest?

  /// - Parameter times: One a row of the key, NaN = missing.
  init(_ key: KeyColumn, times: [Double]) {
    let words = (key.words, key.secondWords)
    func areSame(_ row: Int, _ other: Int) -> Bool {
      words.0[row] == words.0[other] && (words.1.isEmpty || words.1[row] == words.1[other])
    }
    runsBackwards = Self.runsBackwards(times.prefix(Self.orderSample), areSame)
    busiest = Self.busiest(words.0, areSame)
  }

  private static func runsBackwards(_ times: ArraySlice<Double>, _ areSame: (Int, Int) -> Bool) -> Bool {
    var (falls, ownFalls, hasRise) = (0, 0, false)
    for row in times.indices.dropFirst() {
      if times[row] < times[row - 1] {
        falls += 1
        if areSame(row, row - 1) { ownFalls += 1 }
      } else if times[row] > times[row - 1] {
        hasRise = true
        if areSame(row, row - 1) { return false }
      }
    }
    return hasRise ? ownFalls >= leastFalls : falls > 0
  }

  private static func busiest(_ words: [UInt64], _ areSame: (Int, Int) -> Bool) -> Busiest? {
    let sampled = min(words.count, customerSample)
    let rows = (0..<sampled).map { number in
      // Multiples of the golden section fall evenly, and in step with no pattern of the rows.
      sampled == words.count
        ? number
        : Int((UInt64(number) &* 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: UInt64(words.count)).high)
    }
    let sorted = rows.map { words[$0] }.filter { $0 != 0 }.sorted()
    var (run, longestRun) = (0, 0)
    for place in sorted.indices {
      run = place > 0 && sorted[place] == sorted[place - 1] ? run + 1 : 1
      longestRun = max(longestRun, run)
    }
    guard Double(longestRun) >= leastShare / 2 * Double(sampled),
      // Of equals the one with the first row.
      let most = rows.filter({ row in sorted.count { $0 == words[row] } == longestRun }).min()
    else { return nil }
    let share = Double(words.indices.count { areSame($0, most) }) / Double(words.count)
    guard share >= leastShare, let first = words.indices.first(where: { areSame($0, most) }) else { return nil }
    return Busiest(row: first, share: share)
  }
}
