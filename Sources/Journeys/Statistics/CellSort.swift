/// Sorts the cells that one unit took: mostly few, millions of times.
enum CellSort {
  /// So many cells are sorted at once.
  static let lanes = 16
  /// Cells below this leave room beside them for a lane.
  static let limit = 1 << 27

  private typealias Lanes = SIMD16<Int32>

  /// Sorts the first `count` cells. At least ``lanes`` must be there to read.
  ///
  /// The place of each of a few cells is how many come before it, which all lanes count together: no branch depends on
  /// the cells, and nobody could predict it.
  ///
  /// - Parameter areNarrow: Whether all cells are below ``limit``.
  @inline(__always)
  static func sort(_ cells: UnsafeMutableBufferPointer<UInt32>, count: Int, areNarrow: Bool) {
    guard count > 1 else { return }
    if count <= lanes, areNarrow {
      rank(cells, count)
    } else if count <= 2 * lanes {
      insert(cells, count)
    } else {
      var cells = UnsafeMutableBufferPointer(rebasing: cells[..<count])
      cells.sort()
    }
  }

  @inline(__always)
  private static func rank(_ cells: UnsafeMutableBufferPointer<UInt32>, _ count: Int) {
    guard let base = cells.baseAddress else { return }
    let numbers = Lanes(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
    let values = UnsafeRawPointer(base).loadUnaligned(as: Lanes.self)
    // With their lanes beside them no two cells are equal. Lanes beyond the count are compared and left.
    let keys = values &<< 4 | numbers
    var places = Lanes(repeating: 0)
    for lane in 0..<count {
      let key = Int32(bitPattern: base[lane]) &<< 4 | Int32(truncatingIfNeeded: lane)
      // A lane that is true is −1.
      places &-= unsafeBitCast(Lanes(repeating: key) .< keys, to: Lanes.self)
    }
    for lane in 0..<count { base[Int(places[lane])] = UInt32(bitPattern: values[lane]) }
  }

  @inline(__always)
  private static func insert(_ cells: UnsafeMutableBufferPointer<UInt32>, _ count: Int) {
    for i in 1..<count {
      let cell = cells[i]
      var place = i
      while place > 0, cells[place - 1] > cell {
        cells[place] = cells[place - 1]
        place -= 1
      }
      cells[place] = cell
    }
  }
}
