import LinearAlgebra
import Testing

@testable import Clustering

@Suite("Simplified silhouette")
struct SimplifiedSilhouetteTests {
  private let tolerance = 1e-10

  @Test("iris in three clusters and ruspini in four")
  func referenceValues() {
    for (points, labels, expected) in [
      (ReferenceData.iris, ReferenceData.irisLabels3, 0.6663855564711),
      (ReferenceData.ruspini, ReferenceData.ruspiniLabels4, 0.8157677278837),
    ] {
      let centers = ReferenceData.means(of: points, labels: labels)
      let mean = Silhouette.simplifiedMean(points: points, centers: centers, labels: labels)
      #expect(abs(mean - expected) < tolerance)
    }
  }

  @Test("weights weigh, and unlabeled rows and rows without weight take no part")
  func weightsWeigh() {
    // Silhouettes 1 - 1/3, 1 and one that does not count.
    let points = Matrix([[1], [4], [9]])
    let centers = Matrix([[0], [4]])
    let mean = Silhouette.simplifiedMean(points: points, centers: centers, labels: [0, 1, -1], weights: [3, 1, 5])
    #expect(abs(mean - (3 * (2.0 / 3) + 1) / 4) < tolerance)
  }

  @Test("not defined for one center or no rows; zero where centers agree with the row")
  func corners() {
    let one = Matrix([[0]])
    #expect(Silhouette.simplifiedMean(points: one, centers: one, labels: [0]).isNaN)
    #expect(Silhouette.simplifiedMean(points: one, centers: Matrix([[0], [0]]), labels: [0]) == 0)
    #expect(Silhouette.simplifiedMean(points: one, centers: Matrix([[0], [1]]), labels: [-1]).isNaN)
  }
}
