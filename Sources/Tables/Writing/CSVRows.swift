/// Turns rows of a table into CSV text, a block at a time; every thread has its own.
///
/// Columns are rendered one after the other, so that a column's kind is looked at once a block and not once a cell, and
/// then woven into rows.
struct CSVRows: ~Copyable {
  /// The rows as text, in the order in which they were appended.
  private(set) var text = ByteBuffer(capacity: 1 << 16)
  /// Texts met so far that a spreadsheet would take for formulas.
  private(set) var formulaLikeCells = 0

  private let plan: CSVPlan
  /// Cells of one block, column after column, each followed by its delimiter or line end.
  private var cells = ByteBuffer(capacity: 1 << 16)
  /// Where each of these cells ends.
  private var ends: [Int] = []

  init(plan: CSVPlan) {
    self.plan = plan
  }

  mutating func removeAll() {
    text.removeAll()
  }

  /// Appends the line of column names.
  mutating func appendHeader() {
    let last = plan.table.columns.count - 1
    for (index, column) in plan.table.columns.enumerated() {
      var name = column.name
      let start = cells.count
      name.withUTF8 { plan.appendText($0, to: &cells, formulaLike: &formulaLikeCells) }
      plan.endCell(startedAt: start, isLastColumn: index == last, in: &cells)
    }
    text.append(cells.bytes)
    cells.removeAll()
  }

  /// Appends the lines of these rows.
  mutating func append(_ rows: Range<Int>) {
    let columns = plan.table.columns
    cells.removeAll()
    ends.removeAll(keepingCapacity: true)
    ends.reserveCapacity(rows.count * columns.count)
    for index in columns.indices {
      render(index, rows)
    }
    weave(rowCount: rows.count, columnCount: columns.count)
  }

  private mutating func render(_ index: Int, _ rows: Range<Int>) {
    let plan = plan
    let isLast = index == plan.table.columns.count - 1
    switch plan.table.columns[index].values {
    case .integers(let values):
      each(values, rows, isLast) { value, cells in cells.append(decimal: value) }
    case .numbers(let values, let style):
      each(values, rows, isLast) { value, cells in plan.numbers.append(value, style, to: &cells) }
    case .flags(let values):
      each(values, rows, isLast) { value, cells in cells.append(value ? "true" : "false") }
    case .dates(let values, let style):
      each(values, rows, isLast) { value, cells in plan.dates.append(value, style, to: &cells) }
    case .texts(let values):
      var formulaLike = 0
      each(values, rows, isLast) { value, cells in
        var value = value
        value.withUTF8 { plan.appendText($0, to: &cells, formulaLike: &formulaLike) }
      }
      formulaLikeCells += formulaLike
    case .levels(let codes, _):
      renderLevels(codes, plan.levels[index], rows)
    case .copied(let source):
      renderCopied(source, rows, isLast)
    }
  }

  @inline(__always)
  private mutating func each<Value>(
    _ values: [Value], _ rows: Range<Int>, _ isLast: Bool, _ append: (Value, inout ByteBuffer) -> Void
  ) {
    values.withUnsafeBufferPointer { values in
      for row in rows {
        append(values[row], &cells)
        endCell(isLast)
      }
    }
  }

  @inline(__always)
  private mutating func endCell(_ isLast: Bool) {
    plan.endCell(startedAt: ends.last ?? 0, isLastColumn: isLast, in: &cells)
    ends.append(cells.count)
  }

  private mutating func renderLevels(_ codes: [Int32], _ levels: RenderedLevels?, _ rows: Range<Int>) {
    guard let levels else { preconditionFailure("levels are rendered when a table is planned") }
    codes.withUnsafeBufferPointer { codes in
      levels.starts.withUnsafeBufferPointer { starts in
        levels.bytes.withUnsafeBufferPointer { bytes in
          for row in rows {
            let code = Int(codes[row]) + 1
            cells.append(UnsafeBufferPointer(rebasing: bytes[starts[code]..<starts[code + 1]]))
            ends.append(cells.count)
            formulaLikeCells += levels.isFormulaLike[code] ? 1 : 0
          }
        }
      }
    }
  }

  private mutating func renderCopied(_ source: CopiedCells, _ rows: Range<Int>, _ isLast: Bool) {
    var row = rows.lowerBound
    let plan = plan
    let copiesBytes = plan.style == .plain
    source.send(rows) { bytes in
      precondition(row < rows.upperBound, "more cells were sent than rows asked for")
      switch source.typed {
      case .numbers(let values) where !values[row].isNaN:
        if copiesBytes {
          plan.appendQuoted(bytes, to: &cells)
        } else {
          plan.numbers.append(values[row], .shortest, to: &cells)
        }
      case .dates(let values, let style) where !values[row].isNaN:
        if copiesBytes {
          plan.appendQuoted(bytes, to: &cells)
        } else {
          plan.dates.append(values[row], style, to: &cells)
        }
      case .numbers, .dates, .none:
        plan.appendText(bytes, to: &cells, formulaLike: &formulaLikeCells)
      }
      endCell(isLast)
      row += 1
    }
    precondition(row == rows.upperBound, "fewer cells were sent than rows asked for")
  }

  private mutating func weave(rowCount: Int, columnCount: Int) {
    text.reserve(cells.count)
    ends.withUnsafeBufferPointer { ends in
      for row in 0..<rowCount {
        var cell = row
        for _ in 0..<columnCount {
          let start = cell == 0 ? 0 : ends[cell - 1]
          text.appendShort(cells, start..<ends[cell])
          cell += rowCount
        }
      }
    }
  }
}
