import Reporting

/// Counts in sentences: `1 customer`, `1,234 customers`.
enum Counted {
  /// The count with its noun; the plural adds an s.
  static func text(_ count: Int, _ noun: String) -> String {
    "\(NumberText.integer(count)) \(noun)\(count == 1 ? "" : "s")"
  }
}
