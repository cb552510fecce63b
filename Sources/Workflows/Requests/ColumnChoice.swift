/// Which columns of a table are used, and as what. Names are those of the header.
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
  public static func names(inLists lists: [String]) -> [String] {
    var names: [String] = []
    for list in lists {
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
          names.append(current)
          current = ""
        } else {
          current.append(character)
        }
      }
      if isEscaped { current.append("\\") }
      names.append(current)
    }
    return names.map(withoutOuterBlanks).filter { !$0.isEmpty }
  }

  private static func withoutOuterBlanks(_ text: String) -> String {
    var slice = text[...]
    while slice.first?.isWhitespace == true { slice.removeFirst() }
    while slice.last?.isWhitespace == true { slice.removeLast() }
    return String(slice)
  }

  func validate() throws(Failure) {
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
