/// Which columns of a table are used, and as what.
///
/// Names are those of the header; a text that is none may be a list of them, such as `a,b`.
public struct ColumnChoice: Sendable, Equatable {
  /// Use only these; empty uses every suitable column.
  public var only: [String] = []
  /// Leave these out.
  public var excluded: [String] = []
  /// Read these as numbers.
  public var numbers: [String] = []
  /// Read these as categories, whatever they hold.
  public var categories: [String] = []
  /// The column that names a row; nil finds one.
  public var identifier: String?
  /// The column that says how much a row counts; nil counts each once.
  public var weight: String?

  public init() {}

  /// Splits `a,b\,c` at commas into `a` and `b,c`; blanks around a name and empty names are dropped.
  ///
  /// - Parameters:
  ///   - lists: As they stand on the command line.
  ///   - known: Names that stay whole, commas and all, where a list is one of them.
  public static func names(inLists lists: [String], known: [String] = []) -> [String] {
    var names: [String] = []
    for list in lists {
      if known.contains(where: { $0.utf8.elementsEqual(list.utf8) }) {
        names.append(list)
        continue
      }
      var current = ""
      var isEscaped = false
      for character in list {
        if isEscaped {
          if character != "," { current.append("\\") }
          current.append(character)
          isEscaped = false
        } else if character == "\\" {
          isEscaped = true
        } else if character == "," {
          names.append(withoutOuterBlanks(current))
          current = ""
        } else {
          current.append(character)
        }
      }
      if isEscaped { current.append("\\") }
      names.append(withoutOuterBlanks(current))
    }
    return names.filter { !$0.isEmpty }
  }

  /// The choice with its lists taken apart.
  func split(headers: [String] = []) -> ColumnChoice {
    var choice = self
    choice.only = Self.names(inLists: only, known: headers)
    choice.excluded = Self.names(inLists: excluded, known: headers)
    choice.numbers = Self.names(inLists: numbers, known: headers)
    choice.categories = Self.names(inLists: categories, known: headers)
    return choice
  }

  private static func withoutOuterBlanks(_ text: String) -> String {
    var slice = text[...]
    while slice.first?.isWhitespace == true { slice.removeFirst() }
    while slice.last?.isWhitespace == true { slice.removeLast() }
    return String(slice)
  }

  func validate() throws(Failure) {
    try split().validateNames()
  }

  private func validateNames() throws(Failure) {
    try requireDisjoint(only, "--columns", excluded, "--exclude")
    try requireDisjoint(numbers, "--numbers", categories, "--categories")
    try requireDisjoint(numbers, "--numbers", excluded, "--exclude")
    try requireDisjoint(categories, "--categories", excluded, "--exclude")
    let roles = [identifier, weight].compactMap(\.self)
    if roles.count == 2, roles[0] == roles[1] {
      throw .usage("column '\(roles[0])' cannot be both --id and --weight", hint: "name two different columns")
    }
  }

  private func requireDisjoint(
    _ first: [String], _ firstFlag: String, _ second: [String], _ secondFlag: String
  ) throws(Failure) {
    for name in first where second.contains(name) {
      throw .usage("column '\(name)' is in both \(firstFlag) and \(secondFlag)", hint: "take it out of one of them")
    }
  }
}
