import Reporting

/// Counts and lists in sentences.
enum Counted {
  /// The count with its noun, as in `1 customer` and `1,234 customers`; the plural adds an s.
  static func text(_ count: Int, _ noun: String) -> String {
    "\(NumberText.integer(count)) \(noun)\(count == 1 ? "" : "s")"
  }

  /// Rising numbers as a list in which three or more in a row are shortened: `3, 5 and 7 to 12`.
  ///
  /// - Parameter last: The word before the last of several.
  static func runs(_ numbers: [Int], last: String = "and") -> String {
    var runs: [ClosedRange<Int>] = []
    for number in numbers {
      if let run = runs.last, run.upperBound + 1 == number {
        runs[runs.count - 1] = run.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
    let parts = runs.flatMap { run in
      run.count > 2 ? ["\(run.lowerBound) to \(run.upperBound)"] : run.map { String($0) }
    }
    return list(parts, last: last)
  }

  /// Parts of a sentence in a row: `a, b and c`.
  ///
  /// - Parameter last: The word before the last of several.
  static func list(_ parts: [String], last: String = "and") -> String {
    guard let end = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " \(last) \(end)"
  }
}
