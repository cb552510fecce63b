import Testing

/// An absorbing chain and what it must give, in exact arithmetic.
struct AbsorbingReference: Sendable, CustomTestStringConvertible {
  let name: String
  let transient: [[Double]]
  let absorbing: [[Double]]
  let fundamental: [[Double]]
  let absorption: [[Double]]
  /// One row.
  let steps: [[Double]]
  /// One row.
  let variance: [[Double]]
  let visits: [[Double]]

  var testDescription: String { name }
}

/// A chain and what it must give, in exact arithmetic.
struct HomogeneousReference: Sendable, CustomTestStringConvertible {
  let name: String
  let probabilities: [[Double]]
  let classes: [[Int]]
  let isClosed: [Bool]
  /// 0 where a state never returns.
  let periods: [Int]
  /// One row a closed class.
  let stationary: [[Double]]
  /// Passage from row to column, the diagonal being returns; nil where it is not certain.
  let steps: [[Double?]]

  var testDescription: String { name }
}
