import Tables

extension Table {
  /// The numbers of a column, NaN = missing.
  ///
  /// - Parameters:
  ///   - what: What they are, such as `conversions`.
  /// - Throws: A failure with the place of the first cell that is no number.
  func numbers(of column: Column, _ what: String, hint: String? = nil) throws(Failure) -> [Double] {
    if let numbers = column.numbers { return numbers }
    let texts = column.texts
    let odd = (0..<rowCount).filter { row in
      texts?.string(ofRow: row).map { Double($0)?.isFinite != true } ?? false
    }
    guard let row = odd.first, let cell = texts?.string(ofRow: row) else {
      throw .badContent("column '\(column.name)' holds no numbers, and \(what) are numbers", file: name, hint: hint)
    }
    var failure = Failure.badContent(
      "column '\(column.name)' holds '\(cell)', and \(what) are numbers", row: row, column: column, of: self, hint: hint
    )
    failure.repeats = odd.count - 1
    throw failure
  }
}
