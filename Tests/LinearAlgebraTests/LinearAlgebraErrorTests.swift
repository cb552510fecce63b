import LinearAlgebra
import Testing

@Suite("Errors of linear algebra")
struct LinearAlgebraErrorTests {
  @Test("every error says what is wrong, counting from one")
  func messages() {
    #expect(LinearAlgebraError.singular(pivot: 0).message == "the matrix is singular: pivot 1 is zero")
    #expect(
      LinearAlgebraError.notPositiveDefinite(order: 3).message
        == "the matrix is not positive definite: its leading block of order 3")
    #expect(
      LinearAlgebraError.notConverged(remaining: 2).message
        == "the eigenvalues did not converge: 2 elements remain off the diagonal")
  }
}
