import Clustering
import Reporting
import Tables

/// The columns of a customer table, each with its role.
///
/// The identifier is a column named like one, else the first text or code column without repeats. Numbers are features,
/// so are texts with few levels; dates, free text and further identifiers are left out.
struct CustomerColumns {
  let table: Table
  private(set) var roles: [ColumnRole]
  private(set) var identifier: Column?
  private(set) var weights: [Double]?
  private(set) var features: [FeatureColumn] = []
  private(set) var remarks: [CommandOutput.Remark] = []
  /// Nil where a row is a customer.
  private(set) var repeated: RepeatedCustomers?
  /// Columns that would be numbers but for a few cells.
  private var mixed: [MixedColumn] = []
  /// Columns of texts that are numbers with a unit.
  private var withUnit: [UnitColumn] = []
  /// Columns of numbers that may stand for kinds.
  private var numberedKinds: [String] = []

  private let choice: ColumnChoice

  private static let weightHint = "weights are zero or more, one a row; a weight of zero leaves a row out of fitting"
  /// Beyond this, sums of weighted squares could overflow.
  private static let largestWeight = 1e30

  /// Decides the roles.
  ///
  /// - Throws: A failure when a named column is missing, or cannot be what it is named for, or nothing is left.
  init(_ table: Table, choice: ColumnChoice) throws(Failure) {
    self = try Self(deciding: table, choice: choice)
    guard !features.isEmpty else {
      if let spaced = SpacedColumns(table) { throw spaced.failure(in: table.name) }
      if let column = mixed.first {
        throw column.failure(in: table, "column '\(column.name)' cannot be used: it holds")
      }
      throw .badContent(
        "no column can tell customers apart: there is no number and no category to use", file: table.name,
        hint: "see archetype inspect; --numbers and --categories say what a column is")
    }
  }

  /// The roles of the columns when nothing was asked for, also where no feature is left.
  static func roles(of table: Table) -> [ColumnRole] {
    do throws(Failure) {
      return try Self(deciding: table, choice: ColumnChoice()).roles
    } catch {
      preconditionFailure("Only what was asked for can fail.")
    }
  }

  private init(deciding table: Table, choice: ColumnChoice) throws(Failure) {
    self.table = table
    self.choice = choice
    roles = table.columns.map { ColumnRole(name: $0.name, use: .unused) }
    try chooseIdentifier()
    try chooseWeight()
    for place in table.columns.indices where roles[place].use == .unused && roles[place].reason == nil {
      try decide(place)
    }
    remarks += try MixedColumn.warnings(mixed, in: table) + withUnit.map(\.warning)
    noteUnused()
    remarks += [NumberedKinds.note(numberedKinds), try TotalRow(table)?.warning].compactMap(\.self)
  }

  /// What reading assumed and repaired, save in columns that were left out.
  var readingRemarks: [CommandOutput.Remark] {
    table.remarks(exceptOn: Self.unused(headers: table.columns.map(\.name), choice: choice))
  }

  /// The identifier's name and cells; nil when rows are numbered instead.
  var identifierTexts: (name: String, texts: TextColumn)? {
    guard let identifier, let texts = identifier.texts else { return nil }
    return (identifier.name, texts)
  }

  /// Which words were taken for missing cells in these columns of texts, for tables to be read alike.
  func missingWords(of names: [String]) -> [String: MissingWords] {
    var words: [String: MissingWords] = [:]
    for name in names { words[name] = table.column(named: name)?.missingWords }
    return words
  }

  /// Names of columns to read as text: identifiers, and integers that are categories.
  static func readAsText(headers: [String], choice: ColumnChoice) -> Set<String> {
    var names = Set(choice.categories)
    if let identifier = choice.identifier { names.insert(identifier) }
    for header in headers where IdentifierNames.contains(header) && !choice.numbers.contains(header) {
      if choice.weight != header { names.insert(header) }
    }
    return names
  }

  /// Names of columns to read as numbers, whatever they look like.
  static func readAsNumber(_ choice: ColumnChoice) -> Set<String> {
    Set(choice.numbers + [choice.weight].compactMap(\.self))
  }

  /// Names of columns that are left out on the command line: whatever is wrong in them does not matter.
  static func unused(headers: [String], choice: ColumnChoice) -> Set<String> {
    var names = Set(choice.excluded)
    if !choice.only.isEmpty { names.formUnion(headers) }
    return names.subtracting(choice.only + choice.numbers + [choice.weight].compactMap(\.self))
  }

  /// Checks that every column named on the command line exists.
  static func check(_ choice: ColumnChoice, headers: [String], file: String) throws(Failure) {
    let named = choice.only + choice.excluded + choice.numbers + choice.categories
    for name in named + [choice.identifier, choice.weight].compactMap({ $0 }) where !headers.contains(name) {
      var failure = Failure.unknownName(
        name, among: headers, plural: "columns", kind: .badContent, message: "there is no column '\(name)'")
      failure.file = file
      throw failure
    }
  }

  private mutating func chooseIdentifier() throws(Failure) {
    let candidates = table.columns.indices.filter { place in
      let column = table.columns[place]
      guard let texts = column.texts, texts.rowCount > 0 else { return false }
      guard column.kind != .boolean, column.kind != .empty, texts.levelCount > 0 else { return false }
      return !isClaimed(column.name) && !choice.excluded.contains(column.name)
    }
    let named = candidates.filter { place in
      let column = table.columns[place]
      return IdentifierNames.contains(column.name) && column.name != choice.identifier && !column.texts!.isFlag
    }
    let unique = named.filter { table.columns[$0].texts!.isUnique }
    for place in named {
      roles[place].reason = unique.contains(place) ? "a further identifier" : Self.repeatReason(table.columns[place])
    }
    if let name = choice.identifier, let place = table.columns.firstIndex(where: { $0.name == name }) {
      adopt(identifierAt: place, reason: "named by --id")
      if let texts = table.columns[place].texts, !texts.isUnique {
        if texts.differentCount < table.rowCount - table.columns[place].missingCount {
          warnOfRepeatedCustomers(at: place)
        } else {
          remarks.append(.init(.warning, "column '\(name)' has empty cells: rows stay separate customers"))
        }
      }
      return
    }
    if let place = unique.first {
      adopt(identifierAt: place, reason: "named like an identifier")
      // Who names every customer once may name an account or a household more often.
      if !IdentifierNames.namesCustomer(table.columns[place].name) || customersOfLog != nil {
        warnOfRepeatedCustomers(in: named)
      }
      return
    }
    if let place = named.first(where: { isNearlyComplete(table.columns[$0]) && roles[$0].reason == Self.hasEmptyCells })
    {
      adopt(identifierAt: place, reason: "named like an identifier")
      let column = table.columns[place]
      remarks.append(
        .init(
          .warning,
          "\(Counted.text(column.missingCount, "row")) without '\(column.name)' \(column.missingCount == 1 ? "is" : "are") "
            + "taken for customers like the others",
          hint: "fill in '\(column.name)', or delete such rows"))
      return
    }
    let others = candidates.filter { !IdentifierNames.contains(table.columns[$0].name) && table.rowCount > 1 }
    if let place = others.first(where: { table.columns[$0].texts!.isUnique }) {
      adopt(identifierAt: place, reason: "first column of texts without repeats")
      if let mixed = MixedColumn(table.columns[place]) { self.mixed.append(mixed) }
    }
    warnOfRepeatedCustomers(in: named)
  }

  /// Finds the customers of a table that has several rows of each.
  private mutating func warnOfRepeatedCustomers(in named: [Int]) {
    let repeated = named.first { place in
      IdentifierNames.namesCustomer(table.columns[place].name) && roles[place].reason == Self.repeats
    }
    guard let place = repeated ?? customersOfLog else { return }
    roles[place].reason = Self.repeatedCustomers
    warnOfRepeatedCustomers(at: place)
  }

  /// The customers of a log, whatever their column is called.
  private var customersOfLog: Int? {
    RepeatedCustomers.place(inLog: table).flatMap { place in
      let name = table.columns[place].name
      return isClaimed(name) || choice.excluded.contains(name) ? nil : place
    }
  }

  private mutating func warnOfRepeatedCustomers(at place: Int) {
    let found = RepeatedCustomers(table.columns[place], of: table)
    repeated = found
    remarks.append(found.warning(in: table, identifier: identifier?.name))
  }

  private static let repeats = "looks like an identifier, but repeats"
  private static let hasEmptyCells = "looks like an identifier, but has empty cells"
  private static let repeatedCustomers = "names customers, but repeats"

  private static func repeatReason(_ column: Column) -> String {
    let texts = column.texts!
    let present = texts.rowCount - column.missingCount
    return texts.differentCount < present ? repeats : hasEmptyCells
  }

  /// Whether no more than one cell in twenty is empty.
  private func isNearlyComplete(_ column: Column) -> Bool { 20 * column.missingCount <= table.rowCount }

  private mutating func adopt(identifierAt place: Int, reason: String) {
    roles[place].use = .identifier
    roles[place].reason = reason
    identifier = table.columns[place]
  }

  /// Whether the user has given the column another role.
  private func isClaimed(_ name: String) -> Bool {
    choice.numbers.contains(name) || choice.categories.contains(name) || choice.only.contains(name)
      || choice.weight == name
  }

  private mutating func chooseWeight() throws(Failure) {
    guard let name = choice.weight, let place = table.columns.firstIndex(where: { $0.name == name }) else { return }
    let column = table.columns[place]
    guard let numbers = column.numbers else {
      throw .badContent(
        "column '\(name)' cannot be a weight: it holds \(Self.example(column))", file: table.name,
        hint: Self.weightHint)
    }
    let wrong = numbers.indices.filter { !(0...Self.largestWeight).contains(numbers[$0]) }
    if let row = wrong.first { throw wrongWeight(column, numbers[row], row: row, repeats: wrong.count - 1) }
    guard numbers.contains(where: { $0 > 0 }) else { throw Failure(ClusteringError.noWeight, file: table.name) }
    roles[place].use = .weight
    weights = numbers
  }

  private func wrongWeight(_ column: Column, _ weight: Double, row: Int, repeats: Int) -> Failure {
    let what = weight.isNaN ? "holds no number" : weight < 0 ? "is negative" : "is too large"
    var failure: Failure
    do throws(TableError) {
      failure = .badContent(
        "a weight in column '\(column.name)' \(what)", at: try table.place(ofRow: row, column: column.position),
        hint: Self.weightHint)
    } catch {
      return Failure(error)
    }
    failure.repeats = repeats
    return failure
  }

  private mutating func decide(_ place: Int) throws(Failure) {
    let column = table.columns[place]
    let name = column.name
    let isLeftOut = choice.excluded.contains(name) || !choice.only.isEmpty && !choice.only.contains(name)
    let mixed = isLeftOut || choice.categories.contains(name) ? nil : MixedColumn(column)
    if choice.numbers.contains(name), column.numbers == nil { throw notNumbers(column, mixed) }
    if let mixed {
      self.mixed.append(mixed)
      roles[place].reason = mixed.summary
    }
    if !isLeftOut, !choice.categories.contains(name), let column = UnitColumn(column) {
      withUnit.append(column)
      roles[place].reason = column.summary
    }
    if let reason = reasonToLeaveOut(column) {
      roles[place].reason = roles[place].reason.map { "\(reason); \($0)" } ?? reason
      return
    }
    switch column.values {
    case .numbers(let numbers):
      roles[place].use = .number
      features.append(FeatureColumn(name: name, values: .numbers(numbers)))
      if !choice.numbers.contains(name), NumberedKinds.contains(column, numbers) { numberedKinds.append(name) }
      noteWeight(name)
    case .dates:
      preconditionFailure("Dates are left out.")
    case .texts(let texts):
      roles[place].use = .category
      let values = CategoryLevels.values(of: texts)
      features.append(FeatureColumn(name: name, values: values))
      remarks += [CategoryLevels.warningOfCapitals(values, in: name)].compactMap(\.self)
    }
  }

  /// That a column may be there for `--weight`, where nobody said what it is for.
  private mutating func noteWeight(_ name: String) {
    guard choice.weight == nil, !isClaimed(name), IdentifierNames.namesWeight(name) else { return }
    remarks.append(
      .init(
        .note, "column '\(name)' is compared like any other number",
        hint: "use --weight \(shellWord(name)) if it says how many customers a row stands for"))
  }

  private func notNumbers(_ column: Column, _ mixed: MixedColumn?) -> Failure {
    let message = "column '\(column.name)' cannot be a number: it holds"
    if let mixed { return mixed.failure(in: table, message) }
    return .badContent(
      "\(message) \(Self.example(column))", file: table.name, hint: "leave it out of --numbers, or correct the cells")
  }

  /// Why a column is no feature; nil when it is one.
  private func reasonToLeaveOut(_ column: Column) -> String? {
    if choice.excluded.contains(column.name) { return "left out by --exclude" }
    if !choice.only.isEmpty && !choice.only.contains(column.name) { return "not in --columns" }
    if choice.numbers.contains(column.name) || choice.categories.contains(column.name) { return nil }
    if column.kind == .boolean { return nil }
    switch column.values {
    case .numbers(let numbers): return choice.only.isEmpty ? numberReason(column, numbers) : nil
    case .dates: return "a date; a number such as days since then can be used"
    case .texts(let texts):
      return column.kind == .empty ? "empty" : CategoryLevels.reasonAgainst(texts, isCode: column.kind == .code)
    }
  }

  /// Why numbers are no amount: they number the rows, or are codes.
  private func numberReason(_ column: Column, _ numbers: [Double]) -> String? {
    if column.kind == .integer, RowNumbers.areConsecutive(numbers) { return "counts the rows" }
    if RowNumbers.isNameless(column, of: table), RowNumbers.areUniqueIntegers(numbers) {
      return "numbers the rows: a column without a name, of whole numbers without repeats"
    }
    // Smaller numbers are counts or flags: of telephones, or whether there is one.
    if IdentifierNames.isCode(column.name), numbers.contains(where: { $0 >= 100 }) { return "looks like a code" }
    return nil
  }

  private static func example(_ column: Column) -> String {
    switch column.values {
    case .dates: return "dates"
    case .texts(let texts):
      let present = (0..<texts.rowCount).lazy.compactMap { texts.string(ofRow: $0) }
      // Among codes, digits alone would not show what is wrong.
      let telling = present.first { text in text.contains { $0.isLetter } } ?? present.first
      return telling.map { "texts such as '\($0)'" } ?? "no value"
    case .numbers: return "numbers"
    }
  }

  private mutating func noteUnused() {
    for role in roles where role.use == .unused {
      guard let reason = role.reason, !reason.hasPrefix("left out by"), !reason.hasPrefix("not in"),
        reason != Self.repeatedCustomers, !mixed.contains(where: { $0.name == role.name }),
        !withUnit.contains(where: { $0.name == role.name })
      else { continue }
      let hint: String? =
        if reason == Self.hasEmptyCells {
          "use --id \(shellWord(role.name)) to name customers by it all the same"
        } else {
          reason.hasPrefix("looks like") ? "use --categories \(shellWord(role.name)) to take it as a category" : nil
        }
      remarks.append(.init(.note, "column '\(role.name)' is not used: \(reason)", hint: hint))
    }
  }
}
