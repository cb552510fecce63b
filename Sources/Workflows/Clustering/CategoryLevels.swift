import Clustering
import Tables

/// The values of a column of texts as levels of a category.
enum CategoryLevels {
  private static let mostShown = 3

  /// Why a text column is no category: its usual levels cover less than half of the rows.
  static func reasonAgainst(_ texts: TextColumn, isCode: Bool) -> String? {
    let options = PreparationOptions()
    let present = texts.rowCount - texts.missingCount
    // Texts that nearly all differ are not worth telling apart.
    guard 2 * texts.mostRows(inLevels: options.mostLevels) >= present else {
      return isCode ? "codes that nearly all differ" : "free text"
    }
    let texts = texts.sharingLevels()
    var counts = [Int](repeating: 0, count: texts.levelCount)
    texts.withCodes { codes in for code in codes where code >= 0 { counts[Int(code)] += 1 } }
    let usual = counts.sorted(by: >).prefix(options.mostLevels).filter {
      $0 > 1 && Double($0) >= options.smallestLevelShare * Double(texts.rowCount)
    }
    if 2 * usual.reduce(0, +) >= present { return nil }
    return "\(isCode ? "codes" : "free text"): \(texts.levelCount) different values"
  }

  /// The levels without the blanks around them.
  static func values(of texts: TextColumn) -> FeatureColumn.Values {
    let texts = texts.sharingLevels()
    let levels = (0..<texts.levelCount).map { texts.string(ofLevel: $0) }
    let trimmed = levels.map(trimmed)
    guard trimmed != levels else { return .categories(codes: texts.withCodes { Array($0) }, levels: levels) }
    // Nobody sees the blank that tells 'web ' from 'web'.
    var places: [String: Int32] = [:]
    var different: [String] = []
    let codes = trimmed.map { level -> Int32 in
      if let place = places[level] { return place }
      different.append(level)
      places[level] = Int32(different.count - 1)
      return Int32(different.count - 1)
    }
    return .categories(
      codes: texts.withCodes { $0.map { $0 < 0 ? $0 : codes[Int($0)] } }, levels: different)
  }

  private static func trimmed(_ text: String) -> String {
    let tail = text.drop { $0.isWhitespace }
    return String(tail.prefix(tail.count - tail.reversed().prefix { $0.isWhitespace }.count))
  }

  /// That `Madrid` and `MADRID` are compared as two places; nil where no two values are so alike.
  static func warningOfCapitals(_ values: FeatureColumn.Values, in name: String) -> CommandOutput.Remark? {
    guard case .categories(_, let levels) = values else { return nil }
    let spellings = Dictionary(grouping: levels) { $0.lowercased() }
    let alike = levels.compactMap { level in
      spellings[level.lowercased()].flatMap { $0.count > 1 && $0[0] == level ? $0 : nil }
    }
    guard !alike.isEmpty else { return nil }
    let shown = alike.prefix(mostShown).map { Counted.list($0.map { "'\($0)'" }) }.joined(separator: "; ")
    let others = alike.count > mostShown ? "; and \(alike.count - mostShown) more" : ""
    return .init(
      .warning,
      "column '\(name)' has values that differ in capitals alone, and count as different: \(shown)\(others)",
      hint: "write them alike if they mean the same")
  }
}
