import LinearAlgebra
import Testing

@testable import Clustering

@Suite("Validity indices")
struct ValidityIndicesTests {
  private let tolerance = 1e-11

  private func indices(_ points: Matrix, _ labels: [Int32], weights: [Double]? = nil) -> ValidityIndices {
    let centers = ReferenceData.means(of: points, labels: labels, weights: weights)
    return ValidityIndices(points: points, centers: centers, labels: labels, weights: weights)
  }

  @Test("iris in three clusters, as scikit-learn gives them")
  func referenceValues() {
    let iris = indices(ReferenceData.iris, ReferenceData.irisLabels3)
    #expect(abs(iris.calinskiHarabasz / 561.62775662962 - 1) < tolerance)
    #expect(abs(iris.daviesBouldin / 0.6619715465007 - 1) < tolerance)
    #expect(abs(iris.within / 78.851441426146 - 1) < tolerance)
    #expect(abs(iris.smallestShare - 38.0 / 150) < tolerance)
    let ruspini = indices(ReferenceData.ruspini, ReferenceData.ruspiniLabels4)
    #expect(abs(ruspini.calinskiHarabasz / 425.3273430935633 - 1) < tolerance)
    #expect(abs(ruspini.daviesBouldin / 0.3569642131970 - 1) < tolerance)
  }

  @Test("worked by hand: 0 and 2 against 10 and 12")
  func workedByHand() {
    let result = indices(Matrix([[0], [2], [10], [12]]), [0, 0, 1, 1])
    #expect(result.within == 4)
    // Between: 4 rows, 5 from the mean of 6.
    #expect(result.explained == 1 - 4.0 / 104)
    #expect(result.calinskiHarabasz == 100 / (4.0 / 2))
    #expect(result.daviesBouldin == 2.0 / 10)
    #expect(result.smallestShare == 0.5)
  }

  @Test("a common offset of 1e8 costs no more than the digits of the data")
  func offsetCostsNoDigits() {
    var shifted = ReferenceData.iris
    for place in shifted.elements.indices { shifted.elements[place] += 0x1p27 }
    var centers = ReferenceData.means(of: ReferenceData.iris, labels: ReferenceData.irisLabels3)
    for place in centers.elements.indices { centers.elements[place] += 0x1p27 }
    let result = ValidityIndices(points: shifted, centers: centers, labels: ReferenceData.irisLabels3)
    #expect(abs(result.calinskiHarabasz / 561.62775662962 - 1) < 1e-7)
  }

  @Test("a weight of two is the row twice; label -1 takes no part")
  func weightsCountAsRepeats() {
    let labels = ReferenceData.ruspiniLabels4
    let weights = labels.indices.map { Double($0 % 3) }
    let repeats = labels.indices.flatMap { [Int](repeating: $0, count: $0 % 3) }
    let repeated = indices(ReferenceData.ruspini.selecting(rows: repeats), repeats.map { labels[$0] })
    let weighted = indices(ReferenceData.ruspini, labels, weights: weights)
    #expect(abs(weighted.calinskiHarabasz / repeated.calinskiHarabasz - 1) < tolerance)
    #expect(abs(weighted.daviesBouldin / repeated.daviesBouldin - 1) < tolerance)
    #expect(abs(weighted.explained - repeated.explained) < tolerance)
    #expect(abs(weighted.smallestShare - repeated.smallestShare) < tolerance)

    let unlabeled = indices(Matrix([[0], [2], [77], [10], [12]]), [0, 0, -1, 1, 1])
    #expect(unlabeled.explained == 1 - 4.0 / 104)
  }

  @Test("any number of threads gives the same bits")
  func threadsDoNotMatter() {
    let (points, labels) = ReferenceData.clouds(rows: 20_000, dimension: 3, count: 4, seed: 1)
    let centers = ReferenceData.means(of: points, labels: labels)
    let one = ValidityIndices(points: points, centers: centers, labels: labels, workers: Workers(count: 1))
    let four = ValidityIndices(points: points, centers: centers, labels: labels, workers: Workers(count: 4))
    #expect(one == four)
  }

  @Test("one cluster explains nothing; n clusters explain everything; equal rows have nothing to explain")
  func corners() {
    let one = indices(Matrix([[0], [2]]), [0, 0])
    #expect(one.explained == 0)
    #expect(one.calinskiHarabasz.isNaN && one.daviesBouldin.isNaN)
    #expect(one.smallestShare == 1)
    let each = indices(Matrix([[0], [2]]), [0, 1])
    #expect(each.explained == 1)
    #expect(each.calinskiHarabasz.isNaN)
    #expect(each.daviesBouldin == 0)
    let equal = indices(Matrix([[3], [3], [3]]), [0, 1, 1])
    #expect(equal.explained == 0 && equal.calinskiHarabasz == 1 && equal.daviesBouldin == 0)
  }

  @Test("an empty cluster has the smallest share, and none at all without rows")
  func emptyClusters() {
    let result = ValidityIndices(points: Matrix([[0], [1]]), centers: Matrix([[0.5], [9]]), labels: [0, 0])
    #expect(result.smallestShare == 0)
    let nothing = ValidityIndices(points: Matrix([[0]]), centers: Matrix([[0.5], [9]]), labels: [-1])
    #expect(nothing.smallestShare == 0 && nothing.explained == 0 && nothing.within == 0)
  }
}
