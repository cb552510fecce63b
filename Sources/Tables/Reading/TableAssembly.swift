/// Reads an opened input into a table: passes over its rows until every column is settled.
struct TableAssembly {
  /// A misleading sample costs a second pass over the columns that it misled about, rarely a third.
  private static let passLimit = 3
  /// Finding the place of one reads the input up to it.
  private static let forgivenNoticeLimit = 10

  let input: OpenedInput
  let options: ReadOptions
  /// What was asked for, by column.
  let wishes: [ColumnSettlement.Wish?]
  let missingWords: [MissingWords?]
  private let unusedColumns: [Bool]
  private let readColumns: [Bool]
  private let keyPosition: Int?
  private(set) var defaults: ColumnDefaults
  private(set) var builders: [ColumnBuilder?]
  private(set) var kinds: [ColumnKind?]
  private var faults: [(offset: Int, column: Int)] = []
  /// Faults of columns that nobody uses.
  private var forgivenFaults: [(offset: Int, column: Int)] = []

  init(_ input: OpenedInput, options: ReadOptions, _ selection: ColumnSelection) {
    self.input = input
    self.options = options
    wishes = input.names.map { name in
      let isText = options.allText || options.asText.contains(name) || selection.asText.contains(name)
      return isText ? .text : selection.asNumber.contains(name) ? .number : nil
    }
    missingWords = input.names.map { selection.missingWords[$0] }
    unusedColumns = input.names.map { selection.unused.contains($0) }
    readColumns = input.names.map { name in selection.only?.contains(name) ?? true || name == selection.key }
    keyPosition = selection.key.flatMap { key in input.names.firstIndex { $0.utf8.elementsEqual(key.utf8) } }
    defaults = ColumnDefaults([], dialect: input.dialect, options: options)
    if options.decimal == nil, let mark = input.dialect.decimalMark { defaults.decimal = mark }
    builders = Array(repeating: nil, count: input.names.count)
    kinds = Array(repeating: nil, count: input.names.count)
  }

  /// The table; nil when a byte shows that the text is not UTF-8 after all.
  mutating func read() throws(TableError) -> Table? {
    var plans = input.columns.enumerated().map { position, column -> ColumnPlan in
      if !readColumns[position] { return .skip }
      if position == keyPosition { return .key }
      switch wishes[position] {
      case .text: return column.plan == .rowTexts ? .rowTexts : .dictionary
      case .number: return .number(column.mark)
      case nil: return column.plan
      }
    }
    try checkMemory(plans)
    var first: ReadPass?
    for number in 1...Self.passLimit {
      let pass = makePass(plans, isFirst: number == 1)
      try pass.run()
      if case .notUTF8(let offset) = pass.findings.fatal {
        guard options.encoding == .utf8 else { return nil }
        throw .undecodable(try finder.place(at: offset), encoding: .utf8)
      }
      if number == 1 {
        first = pass
        try throwFindings(pass.findings)
        settleDefaults(pass.builders)
      }
      plans = settle(pass, passNumber: number)
      if plans.allSatisfy({ $0 == .skip }) { break }
    }
    guard let first else { preconditionFailure("There is a first pass.") }
    try throwFaults()
    return try makeTable(first)
  }

  var finder: PlaceFinder { PlaceFinder(source: input.text, textOffset: input.textOffset) }

  private func makePass(_ plans: [ColumnPlan], isFirst: Bool) -> ReadPass {
    // Blocks hold several records even where these are long.
    let unit = Digest.unitBytes
    let least = (8 * input.bytesPerRow + unit - 1) / unit * unit
    let blockBytes = options.isBlockSizeGiven ? options.blockBytes : max(options.blockBytes, min(least, 1 << 26))
    let settings = ReadPass.Settings(
      dataOffset: input.dataOffset, dataEnd: input.dataEnd, blockBytes: blockBytes,
      threads: options.threads ?? ProcessorCount.available(),
      inspects: isFirst, checksUTF8: input.encoding == .utf8, bytesPerRow: input.bytesPerRow,
      textBytesPerRow: input.columns.map(\.textBytesPerRow))
    return ReadPass(input.text, dialect: input.dialect, plans: plans, settings: settings)
  }

  // MARK: Settling

  /// Takes the file's decimal mark from the columns whose numbers insist on one.
  private mutating func settleDefaults(_ builders: [ColumnBuilder]) {
    guard options.decimal == nil else { return }
    let marks = Set(builders.compactMap(\.certainMark))
    if marks.count == 1, let mark = marks.first { defaults.decimal = mark }
  }

  /// Keeps the columns that are done and returns the plans of those to be read again.
  private mutating func settle(_ pass: ReadPass, passNumber: Int) -> [ColumnPlan] {
    pass.builders.enumerated().map { column, builder in
      if builder.plan == .skip { return .skip }
      let settlement = ColumnSettlement(
        builder, rowCount: pass.rowCount, defaults, wish: wishes[column], passesLeft: Self.passLimit - passNumber)
      switch settlement {
      case .again(let plan):
        precondition(passNumber < Self.passLimit, "The last pass settles every column.")
        return plan
      case .done(let kind):
        kinds[column] = kind
      case .fault where unusedColumns[column]:
        forgivenFaults.append((builder.tally.firstOdd, column))
        kinds[column] = if case .date = builder.plan { .date } else { .number }
      case .fault:
        faults.append((builder.tally.firstOdd, column))
      }
      builders[column] = builder
      return .skip
    }
  }

  // MARK: Errors

  private func throwFindings(_ findings: PassFindings) throws(TableError) {
    switch findings.fatal {
    case .nulByte(let offset): throw .nulByte(try finder.place(at: offset))
    case .unterminatedQuote(let offset): throw .unterminatedQuote(try finder.place(at: offset))
    case .notUTF8, nil: break
    }
    if let long = findings.firstLong {
      throw .longRow(
        try finder.place(at: long.offset), cells: long.cells, columns: input.names.count, repeats: findings.longRows - 1
      )
    }
  }

  private func throwFaults() throws(TableError) {
    if let fault = faults.min(by: { $0.offset < $1.offset }) { throw try error(of: fault) }
  }

  /// What is wrong in the columns that nobody uses, the first few of them.
  func forgivenNotices() throws(TableError) -> [Notice] {
    let first = forgivenFaults.sorted { $0.offset < $1.offset }.prefix(Self.forgivenNoticeLimit)
    var notices: [Notice] = []
    for fault in first {
      let error = try error(of: fault)
      let others = error.repeats > 0 ? " (and \(error.repeats) more like this)" : ""
      let line = error.place.line.map { "line \($0): " } ?? ""
      notices.append(
        Notice(.warning, "\(line)\(error.message)\(others)", hint: error.hint, column: input.names[fault.column]))
    }
    return notices
  }

  private func error(of fault: (offset: Int, column: Int)) throws(TableError) -> TableError {
    let (offset, column) = fault
    guard let builder = builders[column] else { preconditionFailure("A column with a fault was read.") }
    let place = try finder.place(at: offset)
    let cell = try finder.cellText(at: offset, scanner: CellScanner(input.dialect))
    let repeats = Int(builder.tally.odd) - 1
    if case .date = builder.plan {
      return .notDate(place, column: input.names[column], cell: cell, repeats: repeats)
    }
    return .notNumber(place, column: input.names[column], cell: cell, repeats: repeats)
  }

  private func checkMemory(_ plans: [ColumnPlan]) throws(TableError) {
    guard let available = options.availableMemory ?? MemoryBudget.availableBytes() else { return }
    var bytesPerRow = 0
    for (plan, column) in zip(plans, input.columns) {
      switch plan {
      case .skip: break
      case .number, .date, .key: bytesPerRow += 8
      case .dictionary: bytesPerRow += 4
      case .rowTexts: bytesPerRow += 8 + column.textBytesPerRow
      }
    }
    let rows = input.text.count / max(1, input.bytesPerRow)
    let needed = rows * bytesPerRow
    if needed > available {
      throw .insufficientMemory(Place(file: input.text.name), neededBytes: needed, availableBytes: available)
    }
  }
}
