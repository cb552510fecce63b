import Tables

/// Recognizes numbers that only number the rows, such as the index that a data frame writes beside its columns.
enum RowNumbers {
  /// Fewer rows may follow each other by chance.
  private static let fewestRows = 5

  /// Whether every row has the number after that of the row before.
  static func areConsecutive(_ numbers: [Double]) -> Bool {
    numbers.count >= fewestRows && zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 + 1 && $1 != $0 }
  }

  /// Whether a column had no name: `Unnamed: 0`, or a blank first header among others that are not.
  static func isNameless(_ column: Column, of table: Table) -> Bool {
    if column.name.hasPrefix("Unnamed:") { return true }
    let second = table.columns.count > 1 ? table.columns[1].name : nil
    return table.dialect.hasHeader && column.position == 0 && column.name == "column_1" && second != "column_2"
  }

  /// Whether all numbers are there, whole and different. Sorts a copy.
  static func areUniqueIntegers(_ numbers: [Double]) -> Bool {
    guard numbers.allSatisfy({ $0 == $0.rounded() }) else { return false }
    let sorted = numbers.sorted()
    return zip(sorted, sorted.dropFirst()).allSatisfy { $0 < $1 }
  }
}
