import LinearAlgebra
import Testing

@Suite("Matrices")
struct MatrixTests {
  private let matrix = Matrix([[1, 2, 3], [4, 5, 6]])

  @Test("elements stand row after row, however the matrix is made")
  func storage() {
    #expect(matrix.rowCount == 2 && matrix.columnCount == 3)
    #expect(matrix.elements == [1, 2, 3, 4, 5, 6])
    #expect(matrix[0, 2] == 3 && matrix[1, 0] == 4)
    #expect(matrix == Matrix(rows: 2, columns: 3, elements: [1, 2, 3, 4, 5, 6]))
    #expect(Matrix(rows: 1, columns: 2, repeating: 7).elements == [7, 7])
    let filled = Matrix(rows: 2, columns: 2) { buffer in for i in 0..<4 { buffer[i] = Double(i * i) } }
    #expect(filled == Matrix([[0, 1], [4, 9]]))
  }

  @Test("an element can be changed without touching a copy")
  func values() {
    var changed = matrix
    changed[1, 1] = -5
    #expect(changed.elements == [1, 2, 3, 4, -5, 6])
    #expect(matrix[1, 1] == 5)
    #expect(changed != matrix)
  }

  @Test("matrices of equal elements and other shapes differ")
  func shapeMatters() {
    #expect(Matrix([[1, 2]]) != Matrix([[1], [2]]))
  }

  @Test("rows can be copied, read in place and selected, with repeats")
  func rows() {
    #expect(Array(matrix.row(1)) == [4, 5, 6])
    #expect(matrix.withRow(1) { $0[0] + $0[2] } == 10)
    #expect(matrix.selecting(rows: [1, 0, 1]) == Matrix([[4, 5, 6], [1, 2, 3], [4, 5, 6]]))
    let none = matrix.selecting(rows: [])
    #expect(none.rowCount == 0 && none.columnCount == 3)
  }

  @Test("many rows are taken on any number of threads")
  func manyRows() {
    let tall = Matrix(rows: 10_000, columns: 2) { target in
      for place in 0..<20_000 { target.initializeElement(at: place, to: Double(place)) }
    }
    let picked = (0..<9_000).map { $0 * 7 % 10_000 }
    let taken = tall.selecting(rows: picked, workers: Workers(count: 3))
    #expect(taken == tall.selecting(rows: picked))
    #expect(taken[4_321, 1] == Double(2 * picked[4_321] + 1))
  }

  @Test("transposing exchanges rows and columns, twice gives the matrix back")
  func transposes() {
    #expect(matrix.transposed == Matrix([[1, 4], [2, 5], [3, 6]]))
    #expect(matrix.transposed.transposed == matrix)
  }

  @Test("the identity has ones on its diagonal")
  func identity() {
    #expect(Matrix.identity(2) == Matrix([[1, 0], [0, 1]]))
    #expect(Matrix.identity(0).elements.isEmpty)
  }

  @Test("rows or columns may be zero")
  func empty() {
    let noRows = Matrix(rows: 0, columns: 3)
    #expect(noRows.elements.isEmpty && noRows.transposed.rowCount == 3)
    #expect(Matrix([]).rowCount == 0 && Matrix([]).columnCount == 0)
    #expect(Matrix([[], []]).rowCount == 2)
    #expect(Matrix(rows: 0, columns: 2) { _ in }.elements.isEmpty)
  }
}
