import Reporting
import Tables

/// A column of texts of which most are numbers: probably numbers with a few cells to correct.
struct MixedColumn {
  /// Fewer different numbers may well be the names of a few kinds, as in `1`, `2`, `3+`.
  private static let fewestDifferentNumbers = 5
  /// So many cells show whether the rest is worth a look.
  private static let glimpse = 100

  let name: String
  /// Cells that are not empty.
  let presentCount: Int
  /// Those of them that are no numbers, and the first one.
  let oddCount: Int
  let firstOdd: (row: Int, text: String)

  /// Nil when the column is anything else: not texts, numbers throughout, or numbers in less than half of its cells.
  init?(_ column: Column) {
    guard column.kind == .text, let texts = column.texts else { return nil }
    var different = Set<String>()
    var first: (row: Int, text: String)?
    var (present, odd) = (0, 0)
    // In a column whose texts repeat, a level is looked at once.
    var known = [Bool?](repeating: nil, count: texts.isDictionary ? texts.levelCount : 0)
    for row in 0..<texts.rowCount {
      let level = texts.level(ofRow: row)
      guard level >= 0 else { continue }
      let isNumber: Bool
      if texts.isDictionary, let already = known[level] {
        isNumber = already
      } else {
        let text = texts.string(ofLevel: level)
        isNumber = Self.isNumber(text)
        if texts.isDictionary { known[level] = isNumber }
        if isNumber, different.count < Self.fewestDifferentNumbers { different.insert(text) }
      }
      present += 1
      if !isNumber {
        odd += 1
        if first == nil { first = (row, texts.string(ofLevel: level)) }
      }
      if present == Self.glimpse, 2 * odd > present { return nil }
    }
    guard let first, 2 * odd < present, different.count == Self.fewestDifferentNumbers else { return nil }
    name = column.name
    presentCount = present
    oddCount = odd
    firstOdd = first
  }

  /// For a list of columns: `numbers but for 3 of 40 cells`.
  var summary: String {
    "numbers but for \(NumberText.integer(oddCount)) of \(Counted.text(presentCount, "cell"))"
  }

  /// Places are sought for the first few columns only: each reads the input again.
  private static let mostPlaces = 5

  /// What to tell about such columns where they were not taken as numbers.
  static func warnings(_ columns: [MixedColumn], in table: Table) throws(Failure) -> [CommandOutput.Remark] {
    var warnings: [CommandOutput.Remark] = []
    for column in columns.prefix(mostPlaces) {
      do throws(TableError) {
        let position = table.column(named: column.name)?.position ?? 0
        warnings.append(column.warning(at: try table.place(ofRow: column.firstOdd.row, column: position)))
      } catch {
        throw Failure(error)
      }
    }
    let others = columns.dropFirst(mostPlaces)
    if !others.isEmpty {
      let names = others.prefix(mostPlaces).map { "'\($0.name)'" }.joined(separator: ", ")
      let verb = others.count == 1 ? "is" : "are"
      warnings.append(
        .init(.warning, "\(Counted.text(others.count, "more column")) \(verb) not taken as numbers likewise: \(names)"))
    }
    return warnings
  }

  private func warning(at place: Place) -> CommandOutput.Remark {
    let first = "\(oddCount == 1 ? "" : "the first of them ")'\(firstOdd.text.prefix(80))'"
    return .init(
      .warning,
      "column '\(name)' is not taken as numbers: \(NumberText.integer(oddCount)) of "
        + "\(Counted.text(presentCount, "cell")) \(oddCount == 1 ? "is none" : "are none"), \(first)"
        + (place.line.map { " in line \($0)" } ?? ""),
      hint:
        "correct such cells or leave them empty; --numbers \(shellWord(name)) insists on numbers, --categories \(shellWord(name)) says that "
        + "they are none")
  }

  /// For whoever insists on numbers: where the first of the other cells stands.
  func failure(in table: Table, _ message: String) -> Failure {
    do throws(TableError) {
      let position = table.column(named: name)?.position ?? 0
      var failure = Failure.badContent(
        "\(message) '\(firstOdd.text.prefix(80))'", at: try table.place(ofRow: firstOdd.row, column: position),
        hint: "correct such cells, or leave them empty")
      failure.repeats = oddCount - 1
      return failure
    } catch {
      return Failure(error)
    }
  }

  /// Digits with marks that group them or start decimals, a sign, and what stands beside amounts.
  static func isNumber(_ text: String) -> Bool {
    let bare = text.filter { !$0.isWhitespace && !$0.isCurrencySymbol && $0 != "%" && $0 != "\u{27}" }
    let digits = bare.hasPrefix("-") || bare.hasPrefix("+") ? bare.dropFirst() : bare[...]
    return digits.contains { $0.isNumber } && digits.allSatisfy { $0.isNumber || $0 == "." || $0 == "," }
  }
}
