import Clustering
import Reporting

/// Whether a new table is so unlike the one that archetypes were found in that they may not fit it.
enum UnusualCustomers {
  /// Of the customers that archetypes were found in, one in a hundred is unusual.
  private static let largestShare = 0.1
  private static let fewestCustomers = 5
  /// How far the mean of a column is from what it was, in the unit of its scale, for the column to be named.
  private static let largestShift = 1.0
  private static let mostColumns = 3

  /// A warning where many are unusual, with the columns that moved most; nil where few are.
  static func warning(_ model: ClusterModel, _ columns: [FeatureColumn], unusual: Int) -> CommandOutput.Remark? {
    let rows = columns.first?.rowCount ?? 0
    guard unusual >= fewestCustomers, Double(unusual) >= largestShare * Double(rows) else { return nil }
    let moved = moved(model, columns)
    let places = moved.isEmpty ? "" : "; moved most has \(Counted.list(moved))"
    return .init(
      .warning,
      "\(NumberText.integer(unusual)) of \(Counted.text(rows, "customer")) are unusual, where 1 in 100 was\(places)",
      hint: moved.isEmpty
        ? "find archetypes again if customers have changed"
        : "see that such columns are in the units they were in, and find archetypes again if customers have changed")
  }

  /// The columns of numbers whose mean moved most.
  private static func moved(_ model: ClusterModel, _ columns: [FeatureColumn]) -> [String] {
    guard model.preparation.scaling != .none else { return [] }
    let shifts = zip(model.preparation.columns, columns).compactMap {
      wanted, column -> (text: String, shift: Double)? in
      guard let number = wanted.number, case .numbers(let values) = column.values else { return nil }
      let features = values.lazy.filter { !$0.isNaN }.map { Preparation.feature($0, number) }
      let count = features.reduce(0) { sum, _ in sum + 1 }
      let shift = features.reduce(0, +) / Double(count)
      guard abs(shift) >= largestShift, shift.isFinite else { return nil }
      let (now, before) = (Preparation.original(shift, number), Preparation.original(0, number))
      return (
        "'\(wanted.name)' (from around \(NumberText.number(before)) to around \(NumberText.number(now)))", abs(shift)
      )
    }
    return shifts.sorted { $0.shift > $1.shift }.prefix(mostColumns).map(\.text)
  }
}
