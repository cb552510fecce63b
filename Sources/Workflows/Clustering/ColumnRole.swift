/// What a column of a customer table is used for, and why.
struct ColumnRole: Sendable, Equatable {
  enum Use: String, Sendable {
    case identifier
    case weight
    case number
    case category
    case unused
  }

  let name: String
  var use: Use
  /// Why the column has this role, when that is not plain from its kind.
  var reason: String?
}
