import Journeys
import Tables

/// What states, stages and archetypes may be called: results tell them apart by their names alone.
enum StateNames {
  /// Checks that no two names read alike.
  ///
  /// - Parameters:
  ///   - names: Each of a thing of its own.
  ///   - plural: What they name.
  /// - Throws: A failure for two equal names, and for two that differ only in how their letters are put together from
  ///   accents and bases, which nobody can see.
  static func check(_ names: [String], _ plural: String, file: String) throws(Failure) {
    var seen: [String: String] = [:]
    for name in names {
      guard let other = seen.updateValue(name, forKey: name) else { continue }
      throw spelledTwice(name, other, plural, file: file)
    }
  }

  /// The failure of two names that read alike.
  static func spelledTwice(_ name: String, _ other: String, _ plural: String, file: String) -> Failure {
    other.utf8.elementsEqual(name.utf8)
      ? .badContent(
        "two different \(plural) would be called '\(name)' in the results", file: file,
        hint: "call one of them something else in the table")
      : .badContent(
        "two \(plural) read '\(name)' and differ in how accented letters are stored", file: file,
        hint: "store them in one way, such as Unicode NFC")
  }

  /// Checks that a column does not hold what names a state of the chain itself.
  static func checkReserved(
    _ texts: TextColumn, _ header: String, of table: Table, _ noun: String
  ) throws(Failure) {
    for name in StateSpace.reserved {
      guard let level = (0..<texts.levelCount).first(where: { texts.string(ofLevel: $0) == name }),
        let column = table.column(named: header)
      else { continue }
      let row = (0..<texts.rowCount).first { texts.level(ofRow: $0) == level } ?? 0
      throw .badContent(
        "a \(noun) is called '\(name)', which names a state of the chain itself", row: row, column: column,
        of: table, hint: "call it something else in the table")
    }
  }
}
