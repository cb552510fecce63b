import Tables

extension TextColumn {
  /// How many different texts there are.
  var differentCount: Int {
    if isDictionary { return levelCount }
    return Set((0..<rowCount).compactMap { string(ofRow: $0) }).count
  }

  /// Whether a few words repeat, as `Sí` and `No` do: nobody is told by them, whatever the name of the column.
  ///
  /// Levels with digits or an @ are codes and addresses that repeat, save for `0` and `1` alone.
  var isFlag: Bool {
    let mostLevels = 20
    guard isDictionary, levelCount > 0, levelCount <= mostLevels else { return false }
    let present = withCodes { codes in codes.count { $0 >= 0 } }
    guard 2 * levelCount <= present else { return false }
    let levels = (0..<levelCount).map { string(ofLevel: $0) }
    if levels.sorted() == ["0", "1"] { return true }
    return !levels.contains { level in level.contains { $0.isNumber || $0 == "@" } }
  }
}
