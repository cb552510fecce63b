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

  /// The choice with its lists taken apart.
  func split(headers: [String] = []) -> ColumnChoice {
    var choice = self
    choice.only = NameList.names(in: only, known: headers)
    choice.excluded = NameList.names(in: excluded, known: headers)
    choice.numbers = NameList.names(in: numbers, known: headers)
    choice.categories = NameList.names(in: categories, known: headers)
    return choice
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
