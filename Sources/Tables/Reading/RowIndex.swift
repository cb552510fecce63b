/// Where some rows of an input start, so that any row is found by reading a little of it.
struct RowIndex: Sendable {
  /// Rows of a block between two marks.
  static let interval = 256

  private var rows: [Int] = []
  private var offsets: [Int] = []

  /// Adds a later row.
  mutating func append(row: Int, offset: Int) {
    rows.append(row)
    offsets.append(offset)
  }

  /// The last marked row that is not after `row`, and its offset.
  func mark(before row: Int) -> (row: Int, offset: Int)? {
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if rows[middle] <= row { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? (rows[low - 1], offsets[low - 1]) : nil
  }
}
