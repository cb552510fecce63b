/// A table of short texts, aligned for a terminal or written as Markdown.
///
/// ```swift
/// TextTable(columns: [.text("name", ["high spend", "occasional"]), .number("size", ["1,204", "83"])]).text()
/// // == "name         size\n"
/// //    "high spend  1,204\n"
/// //    "occasional     83\n"
/// ```
public struct TextTable: Sendable, Equatable {
  public enum Alignment: Sendable { case left, right }

  /// How a column gets narrower.
  public enum Fitting: Sendable, Equatable {
    /// It never does.
    case whole
    /// Cells end in `…`.
    case cut
    /// Cells go on in the next line, between words, but never in fewer columns than this.
    case wrapped(downTo: Int)

    fileprivate var narrowest: Int? {
      switch self {
      case .whole: nil
      case .cut: TextTable.narrowest
      case .wrapped(let narrowest): narrowest
      }
    }
  }

  /// One column: its header and its cells, already formatted.
  public struct Column: Sendable, Equatable {
    public let header: String
    public let cells: [String]
    public let alignment: Alignment
    /// What happens to cells that do not fit the terminal.
    public let fitting: Fitting

    public init(header: String, cells: [String], alignment: Alignment, fitting: Fitting) {
      self.header = printable(header)
      self.cells = cells.map(printable)
      self.alignment = alignment
      self.fitting = fitting
    }

    /// Left-aligned, may be cut to fit.
    public static func text(_ header: String, _ cells: [String]) -> Column {
      Column(header: header, cells: cells, alignment: .left, fitting: .cut)
    }

    /// Left-aligned, broken into lines to fit: for texts that have to be read whole.
    public static func name(_ header: String, _ cells: [String]) -> Column {
      Column(header: header, cells: cells, alignment: .left, fitting: .wrapped(downTo: narrowestWrapped))
    }

    /// Right-aligned, always whole.
    public static func number(_ header: String, _ cells: [String]) -> Column {
      Column(header: header, cells: cells, alignment: .right, fitting: .whole)
    }
  }

  public let columns: [Column]

  /// - Precondition: All columns have the same number of cells.
  public init(columns: [Column]) {
    precondition(columns.allSatisfy { $0.cells.count == columns[0].cells.count }, "columns differ in length")
    self.columns = columns
  }

  public var rowCount: Int { columns.first?.cells.count ?? 0 }

  /// The table as lines that each end in a line feed: the header, then a line a row, or more where a cell is wrapped.
  ///
  /// - Parameters:
  ///   - width: Columns of the terminal; nil leaves every cell whole. The widest text columns are cut or wrapped first,
  ///     none below ``narrowest`` columns, so a table of many columns may still be wider.
  ///   - emphasis: Makes the header bold.
  public func text(width: Int? = nil, emphasis: Emphasis = .none) -> String {
    if columns.isEmpty { return "" }
    let widths = fittedWidths(width)
    var result = ""
    appendLine(columns.map(\.header), widths, to: &result, style: emphasis.bold)
    for row in 0..<rowCount {
      appendLine(columns.map { $0.cells[row] }, widths, to: &result, style: { $0 })
    }
    return result
  }

  /// The table as GitHub-flavoured Markdown, cells padded so that the source reads well too.
  public func markdown() -> String {
    if columns.isEmpty { return "" }
    let headers = columns.map { escapedForMarkdown($0.header) }
    let cells = columns.map { $0.cells.map(escapedForMarkdown) }
    let widths = columns.indices.map { column in
      cells[column].reduce(max(3, displayWidth(headers[column]))) { max($0, displayWidth($1)) }
    }
    func line(_ text: (Int) -> String) -> String {
      "| " + columns.indices.map { padded(text($0), $0, widths[$0]) }.joined(separator: " | ") + " |\n"
    }
    var result = line { headers[$0] }
    result += line { columns[$0].alignment == .left ? dashes(widths[$0]) : dashes(widths[$0] - 1) + ":" }
    for row in 0..<rowCount {
      result += line { cells[$0][row] }
    }
    return result
  }

  /// Text columns are never cut below this many columns.
  public static let narrowest = 6
  /// Columns of names are never narrower than this: most words fit.
  public static let narrowestWrapped = 28

  private static let gap = "  "

  private func fittedWidths(_ limit: Int?) -> [Int] {
    var widths = columns.map { column in
      column.cells.reduce(displayWidth(column.header)) { max($0, displayWidth($1)) }
    }
    guard let limit else { return widths }
    var excess = widths.reduce(0, +) + Self.gap.count * (columns.count - 1) - limit
    while excess > 0 {
      let candidates = columns.indices.filter { column in
        columns[column].fitting.narrowest.map { widths[column] > $0 } ?? false
      }
      // The last of equally wide columns gives way first: what identifies a row stands on the left.
      guard let widest = candidates.max(by: { widths[$0] <= widths[$1] }) else { break }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }

  private func appendLine(
    _ cells: [String], _ widths: [Int], to result: inout String, style: (String) -> String
  ) {
    let pieces = cells.indices.map { lines(of: cells[$0], column: $0, width: widths[$0]) }
    for place in 0..<(pieces.map(\.count).max() ?? 0) {
      var line = ""
      for column in cells.indices {
        if column > 0 { line += Self.gap }
        line += padded(place < pieces[column].count ? pieces[column][place] : "", column, widths[column])
      }
      while line.last == " " { line.removeLast() }
      result += style(line) + "\n"
    }
  }

  private func lines(of cell: String, column: Int, width: Int) -> [String] {
    switch columns[column].fitting {
    case .whole: return [cell]
    case .cut: return [truncated(cell, toWidth: width)]
    case .wrapped:
      if displayWidth(cell) <= width { return [cell] }
      // A dot between parts ends a line and begins none.
      let bound = cell.replacing(" · ", with: "\u{A0}· ")
      return Paragraph(bound).wrapped(width: width).split(separator: "\n").map { line in
        truncated(String(line).replacing("\u{A0}· ", with: " · ").replacing("\u{A0}·", with: " ·"), toWidth: width)
      }
    }
  }

  private func padded(_ text: String, _ column: Int, _ width: Int) -> String {
    let padding = String(repeating: " ", count: max(0, width - displayWidth(text)))
    return columns[column].alignment == .left ? text + padding : padding + text
  }
}

private func dashes(_ count: Int) -> String {
  String(repeating: "-", count: count)
}

/// A bar would end the cell, and `<` could start a tag.
private func escapedForMarkdown(_ text: String) -> String {
  var result = ""
  for character in text {
    switch character {
    case "|": result += "\\|"
    case "\\": result += "\\\\"
    case "<": result += "&lt;"
    default: result.append(character)
    }
  }
  return result
}
