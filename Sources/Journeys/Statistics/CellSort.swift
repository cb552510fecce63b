/// Sorts the cells that one unit took: mostly few, millions of times.
enum CellSort {
  /// So many cells are sorted at once.
  static let lanes = 16
  /// Cells below this leave room beside them for a lane, and above them for lanes that hold no cell.
  static let limit = 1 << 26

  /// Sorts the first `count` cells; where they stand then, in `cells` themselves or in `room`.
  ///
  /// The place of each of a few cells is how many come before it, which all lanes count together: no branch depends on
  /// the cells, nor on how many of a few there are, and nobody could predict it.
  ///
  /// - Parameters:
  ///   - cells: ``lanes`` at least must be there to read. Those behind the first `count` stay.
  ///   - areNarrow: Whether all cells are below ``limit``.
  ///   - room: For ``lanes`` cells.
  @inline(__always)
  static func sort(
    _ cells: UnsafeMutablePointer<UInt32>, count: Int, areNarrow: Bool, room: UnsafeMutablePointer<UInt32>
  ) -> UnsafePointer<UInt32> {
    if areNarrow, count <= 8 {
      rank8(cells, count, room)
      return UnsafePointer(room)
    }
    if areNarrow, count <= lanes {
      rank16(cells, count, room)
      return UnsafePointer(room)
    }
    if count <= 2 * lanes {
      insert(cells, count)
    } else {
      var cells = UnsafeMutableBufferPointer(start: cells, count: count)
      cells.sort()
    }
    return UnsafePointer(cells)
  }

  // The same for eight lanes and for sixteen: lanes of a generic number are compared one by one.
  @inline(__always)
  private static func rank8(
    _ cells: UnsafeMutablePointer<UInt32>, _ count: Int, _ room: UnsafeMutablePointer<UInt32>
  ) {
    typealias Lanes = SIMD8<Int32>
    let numbers = Lanes(0, 1, 2, 3, 4, 5, 6, 7)
    let values = UnsafeRawPointer(cells).loadUnaligned(as: Lanes.self)
    let last = Lanes(repeating: Int32(truncatingIfNeeded: count) &- 1)
    let isNone = unsafeBitCast(last .< numbers, to: Lanes.self)
    let keys = values &<< 4 & ~isNone | isNone & Lanes(repeating: .max - 15) | numbers
    var places = Lanes(repeating: 0)
    for lane in 0..<8 {
      // A lane that is true is −1.
      places &-= unsafeBitCast(Lanes(repeating: keys[lane]) .< keys, to: Lanes.self)
    }
    for lane in 0..<8 { room[Int(places[lane])] = UInt32(bitPattern: values[lane]) }
  }

  @inline(__always)
  private static func rank16(
    _ cells: UnsafeMutablePointer<UInt32>, _ count: Int, _ room: UnsafeMutablePointer<UInt32>
  ) {
    typealias Lanes = SIMD16<Int32>
    let numbers = Lanes(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
    let values = UnsafeRawPointer(cells).loadUnaligned(as: Lanes.self)
    let last = Lanes(repeating: Int32(truncatingIfNeeded: count) &- 1)
    let isNone = unsafeBitCast(last .< numbers, to: Lanes.self)
    let keys = values &<< 4 & ~isNone | isNone & Lanes(repeating: .max - 15) | numbers
    var places = Lanes(repeating: 0)
    for lane in 0..<16 {
      // A lane that is true is −1.
      places &-= unsafeBitCast(Lanes(repeating: keys[lane]) .< keys, to: Lanes.self)
    }
    for lane in 0..<16 { room[Int(places[lane])] = UInt32(bitPattern: values[lane]) }
  }

  @inline(__always)
  private static func insert(_ cells: UnsafeMutablePointer<UInt32>, _ count: Int) {
    for i in 1..<max(count, 1) {
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
