import Glibc

/// Finds delimiter and quote style by trial.
///
/// A sample is cut with every candidate. Score = how constant the number of cells is × how pure the types of the
/// columns are × (1 − 1/(columns + 1)), and a delimiter that does not split the first record counts half.
struct DialectSniffer {
  static let candidates: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09, UInt8(ascii: "|")]
  static let recordLimit = 300

  struct Choice {
    var delimiter: UInt8
    var escape: QuoteEscape
    var score: Double
  }

  let sample: UnsafeBufferPointer<UInt8>
  let isWhole: Bool
  let quote = UInt8(ascii: "\"")

  /// The best candidate for the records from `offset` on; `delimiter` limits the trial to quote styles.
  func choose(from offset: Int, delimiter: UInt8?) -> Choice {
    let hasBackslashQuote = contains(UInt8(ascii: "\\"), quote)
    var best: Choice?
    for candidate in delimiter.map({ [$0] }) ?? Self.candidates {
      for escape in hasBackslashQuote ? [QuoteEscape.doubled, .backslash] : [.doubled] {
        let scanner = CellScanner(delimiter: candidate, quote: quote, escape: escape)
        let records = SampleRecords(
          sample, from: offset, isWhole: isWhole, scanner: scanner, limit: Self.recordLimit)
        let score = DialectScore(records).value
        if score > best?.score ?? -1 { best = Choice(delimiter: candidate, escape: escape, score: score) }
      }
    }
    guard let best else { preconditionFailure("There is a candidate.") }
    return best
  }

  private func contains(_ first: UInt8, _ second: UInt8) -> Bool {
    guard let base = sample.baseAddress, memchr(base, CInt(first), sample.count) != nil else { return false }
    var previous: UInt8 = 0
    for byte in sample {
      if byte == second && previous == first { return true }
      previous = byte
    }
    return false
  }
}

/// How well a dialect explains a sample.
struct DialectScore {
  let value: Double

  /// Weights of cells: typed ones are the best sign, texts that hold another delimiter or half a quote a bad one.
  private static let textWeight = 0.9
  private static let suspectWeight = 0.5
  private static let brokenQuoteWeight = 0.2

  /// About so many cells are looked at, enough for any verdict.
  private static let judgedCells = 50_000

  private enum CellType: Int { case number, date, text }

  init(_ records: SampleRecords) {
    guard !records.records.isEmpty else {
      value = 0
      return
    }
    let length = Self.commonLength(records)
    let first = records.records.prefix(HeaderLayout.titleLimit).firstIndex { $0.cellCount == length } ?? 0
    let kept = records.records[first...]
    let constancy = Double(kept.count { $0.cellCount == length }) / Double(kept.count)
    var score = constancy * Self.purity(records, from: first, columnCount: length)
    score *= 1 - 1 / Double(length + 1)
    if first > 0 || records.records[0].cellCount < 2 && length > 1 { score *= 0.5 }
    if records.hasUnterminatedQuote || length == 1 && Self.hidesColumns(records, from: first) { score *= 0.5 }
    value = score
  }

  /// Whether another delimiter stands in the header of a single column and before a quote in a row below it, as in
  /// `1,"open`: decimal commas look alike, but no quote follows them.
  private static func hidesColumns(_ records: SampleRecords, from header: Int) -> Bool {
    DialectSniffer.candidates.contains { delimiter in
      guard records[header, 0].text.contains(delimiter) else { return false }
      return (header + 1..<max(header + 1, records.records.count)).contains { record in
        let cell = records[record, 0]
        return !cell.isQuoted
          && zip(cell.text, cell.text.dropFirst()).contains { $0 == delimiter && $1 == UInt8(ascii: "\"") }
      }
    }
  }

  /// The most frequent number of cells; the larger one of equals.
  static func commonLength(_ records: SampleRecords) -> Int {
    var counts: [Int: Int] = [:]
    for record in records.records { counts[record.cellCount, default: 0] += 1 }
    return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
  }

  /// The mean over columns of the weighted share of their commonest type.
  private static func purity(_ records: SampleRecords, from first: Int, columnCount: Int) -> Double {
    var sums = [SIMD3<Double>](repeating: .zero, count: columnCount)
    var counts = [Double](repeating: 0, count: columnCount)
    // The header is judged only where nothing else is there.
    let start = records.records.count > first + 1 ? first + 1 : first
    let limit = max(8, judgedCells / max(1, columnCount))
    for record in start..<min(records.records.count, start + limit) {
      for (column, cell) in records.cells(of: record).prefix(columnCount).enumerated() {
        if Blank.fills(cell.text) { continue }
        let (type, weight) = judge(cell)
        sums[column][type.rawValue] += weight
        counts[column] += 1
      }
    }
    var total = 0.0
    for column in 0..<columnCount {
      total += counts[column] > 0 ? sums[column].max() / counts[column] : textWeight
    }
    return total / Double(columnCount)
  }

  private static func judge(_ cell: SampleRecords.Cell) -> (CellType, Double) {
    if cell.hasTail { return (.text, brokenQuoteWeight) }
    if let first = cell.text.first, first < 0x41 || first >= 0x80 {
      if NumberShape(cell.text) != nil { return (.number, 1) }
      if DateShape(cell.text) != nil { return (.date, 1) }
    }
    if cell.isQuoted { return (.text, textWeight) }
    if cell.text.contains(UInt8(ascii: "\"")) { return (.text, brokenQuoteWeight) }
    let holdsDelimiter = cell.text.contains { DialectSniffer.candidates.contains($0) }
    return (.text, holdsDelimiter ? suspectWeight : textWeight)
  }
}
