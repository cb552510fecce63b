/// A dense matrix of doubles, stored row by row in one contiguous buffer.
///
/// A row is an observation and a column a variable wherever data are meant. Rows or columns may be zero.
public struct Matrix: Sendable, Equatable {
  /// Number of rows.
  public let rowCount: Int
  /// Number of columns; also the distance between the first elements of two neighbouring rows.
  public let columnCount: Int
  /// All elements, row after row: element (i, j) is `elements[i * columnCount + j]`.
  public var elements: [Double]

  /// A matrix with every element equal to `value`.
  public init(rows: Int, columns: Int, repeating value: Double = 0) {
    precondition(rows >= 0 && columns >= 0, "A matrix has no negative size.")
    rowCount = rows
    columnCount = columns
    elements = [Double](repeating: value, count: rows * columns)
  }

  /// A matrix over elements given row after row.
  public init(rows: Int, columns: Int, elements: [Double]) {
    precondition(elements.count == rows * columns, "A matrix needs rows × columns elements.")
    rowCount = rows
    columnCount = columns
    self.elements = elements
  }

  /// A matrix of the given rows, all of one length.
  ///
  /// `Matrix([[1, 2], [3, 4]])[1, 0] // == 3`
  public init(_ rows: [[Double]]) {
    let width = rows.first?.count ?? 0
    precondition(rows.allSatisfy { $0.count == width }, "Every row of a matrix has the same length.")
    self.init(rows: rows.count, columns: width, elements: rows.flatMap { $0 })
  }

  /// A matrix whose elements `fill` writes in place, sparing one pass over a large buffer.
  public init(rows: Int, columns: Int, fill: (UnsafeMutableBufferPointer<Double>) -> Void) {
    precondition(rows >= 0 && columns >= 0, "A matrix has no negative size.")
    rowCount = rows
    columnCount = columns
    elements = [Double](unsafeUninitializedCapacity: rows * columns) { buffer, count in
      fill(UnsafeMutableBufferPointer(rebasing: buffer[0..<(rows * columns)]))
      count = rows * columns
    }
  }

  /// The square matrix with ones on its diagonal.
  public static func identity(_ size: Int) -> Matrix {
    var result = Matrix(rows: size, columns: size)
    for i in 0..<size { result[i, i] = 1 }
    return result
  }

  /// The element in a row and a column, each from 0.
  @inlinable
  public subscript(row: Int, column: Int) -> Double {
    get { elements[row &* columnCount &+ column] }
    set { elements[row &* columnCount &+ column] = newValue }
  }

  /// A copy of one row.
  public func row(_ i: Int) -> ArraySlice<Double> {
    elements[(i * columnCount)..<((i + 1) * columnCount)]
  }

  /// Reads one row in place.
  @inlinable
  public func withRow<Result>(_ i: Int, _ body: (Span<Double>) -> Result) -> Result {
    body(elements.span.extracting((i * columnCount)..<((i + 1) * columnCount)))
  }

  /// The rows named by `indices`, in that order, repeats allowed; copied on all of `workers`.
  public func selecting(rows indices: [Int], workers: Workers = Workers(count: 1)) -> Matrix {
    Matrix(rows: indices.count, columns: columnCount) { target in
      elements.withUnsafeBufferPointer { source in
        guard let copies = target.baseAddress, let first = source.baseAddress else { return }
        nonisolated(unsafe) let (target, source) = (copies, first)
        let blocks = Workers.blocks(of: indices.count, size: 4096)
        workers.forEach(pieces: blocks.count) { piece, _ in
          for place in blocks[piece] {
            let i = indices[place]
            precondition(i >= 0 && i < rowCount, "A selected row lies inside the matrix.")
            (target + place &* columnCount).initialize(from: source + i &* columnCount, count: columnCount)
          }
        }
      }
    }
  }

  /// The matrix with rows and columns exchanged.
  public var transposed: Matrix {
    var result = Matrix(rows: columnCount, columns: rowCount)
    for i in 0..<rowCount { for j in 0..<columnCount { result[j, i] = self[i, j] } }
    return result
  }
}
