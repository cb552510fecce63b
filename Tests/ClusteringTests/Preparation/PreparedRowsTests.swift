import LinearAlgebra
import TestSupport
import Testing

@testable import Clustering

@Suite("Prepared rows")
struct PreparedRowsTests {
  private let rounding = 1e-12
  private let alone = Workers(count: 1)

  private func variance(_ values: [Double], _ weights: [Double]? = nil) -> Double {
    Moments(values, weights: weights, workers: alone).variance
  }

  @Test("z-scored numbers have mean 0 and variance 1, under the weights")
  func numbers() throws {
    let values: [Double] = [1, 4, 2, 8, 5, 7]
    let weights: [Double] = [1, 2, 0, 4, 1, 1]
    for given in [nil, weights] {
      let preparation = try Preparation.fit([.numbers("x", values)], weights: given).preparation
      let feature = try preparation.apply([.numbers("x", values)], workers: alone).feature(0)
      #expect(abs(Moments(feature, weights: given, workers: alone).mean) < rounding)
      #expect(isClose(variance(feature, given), 1, relative: rounding))
    }
  }

  @Test("the variances of a category's indicators sum to 1, as that of a number, under the weights")
  func categories() throws {
    var stream = RandomStream(seed: 5)
    let texts = (0..<500).map { _ in ["a", "a", "b", "c", nil][stream.index(below: 5)] }
    let weights = (0..<500).map { _ in stream.uniform() }
    for given in [nil, weights] {
      let preparation = try Preparation.fit([.texts("c", texts)], weights: given).preparation
      let rows = try preparation.apply([.texts("c", texts)], workers: alone)
      #expect(rows.points.columnCount == 4)
      let sum = (0..<4).reduce(0) { $0 + variance(rows.feature($1), given) }
      #expect(isClose(sum, 1, relative: rounding))
      for j in 0..<4 { #expect(abs(Moments(rows.feature(j), weights: given, workers: alone).mean) < rounding) }
    }
  }

  @Test("features stand in the order of the columns, levels in the order of the preparation")
  func layout() throws {
    let table: [FeatureColumn] = [.texts("c", ["b", "a", "a"]), .numbers("x", [1, 2, 3])]
    let preparation = try Preparation.fit(table, options: Preparation.options(.none)).preparation
    let points = try preparation.apply(table, workers: alone).points
    #expect(areClose(Array(points.row(0)), [-2.0 / 3, 2.0 / 3, -1], relative: rounding))
    #expect(areClose(Array(points.row(2)), [1.0 / 3, -1.0 / 3, 1], relative: rounding))
  }

  @Test("a level not seen before belongs to (other) where there is one, else to none")
  func unseenLevels() throws {
    let known: [FeatureColumn] = [.texts("c", ["a", "a", "b", "b"])]
    let plain = try Preparation.fit(known, options: Preparation.options(.none)).preparation
    let rows = try plain.apply([.texts("c", ["z", "b", nil])], workers: alone)
    #expect(Array(rows.points.row(0)) == [-0.5, -0.5])
    #expect(Array(rows.points.row(1)) == [-0.5, 0.5])
    #expect(Array(rows.points.row(2)) == [-0.5, -0.5])
    var texts = [String?](repeating: "a", count: 990) + (0..<10).map { "rare \($0)" }
    texts.append(nil)
    let gathering = try Preparation.fit([.texts("c", texts)], options: Preparation.options(.none)).preparation
    #expect(gathering.columns[0].category?.levels == ["a", "(other)", "(missing)"])
    let others = try gathering.apply([.texts("c", ["z", "rare 3", nil])], workers: alone)
    let indicators = (0..<3).map { i in (0..<3).map { others.points[i, $0] > 0 } }
    #expect(indicators == [[false, true, false], [false, true, false], [false, false, true]])
  }

  @Test("levels are told apart by their bytes, though Unicode calls them equal")
  func levelsAreBytes() throws {
    let table: [FeatureColumn] = [.texts("c", ["caf\u{E9}", "cafe\u{301}", "cafe\u{301}", "t\u{E9}"])]
    let preparation = try Preparation.fit(table, options: Preparation.options(.none)).preparation
    let points = try preparation.apply(table, workers: alone).points
    #expect((0..<4).map { i in (0..<3).first { points[i, $0] > 0 } } == [1, 0, 0, 2])
  }

  @Test("a missing number takes the median, in original units before the logarithm")
  func medians() throws {
    let table: [FeatureColumn] = [.numbers("x", [0, 1, 2, 300, .nan])]
    let preparation = try Preparation.fit(table).preparation
    #expect(preparation.columns[0].number!.logarithm)
    let rows = try preparation.apply(table, workers: alone)
    #expect(rows.points[4, 0] == Preparation.feature(1.5, preparation.columns[0].number!))
  }

  @Test("a row missing more than half of its columns is set aside, half of them is not too many")
  func incompleteRows() throws {
    let table: [FeatureColumn] = [
      .numbers("w", [1, 2, .nan, .nan, .nan, 6]), .numbers("x", [1, .nan, .nan, .nan, .nan, 7]),
      .numbers("y", [1, 3, 5, .nan, .nan, 8]), .texts("z", ["a", "b", "a", "b", nil, "a"]),
    ]
    let rows = try Preparation.fit(table).preparation.apply(table, workers: alone)
    #expect(rows.completeness == [.fitted, .fitted, .fitted, .partial, .empty, .fitted])
    #expect(rows.completeness(of: 3) == .partial)
    #expect(rows.fittedRows == [0, 1, 2, 5])
    #expect(rows.missingColumns[3] == [0, 1, 2])
  }

  @Test("dropping sets every incomplete row aside; complete rows need no list")
  func dropping() throws {
    let table: [FeatureColumn] = [
      .numbers("x", [1, .nan, 3, .nan]), .numbers("y", [1, 2, 4, .nan]), .numbers("z", [1, 2, 4, .nan]),
    ]
    let options = Preparation.options(missing: .drop)
    let preparation = try Preparation.fit(table, options: options).preparation
    #expect(try preparation.apply(table, workers: alone).completeness == [.fitted, .partial, .fitted, .empty])
    let complete = try preparation.apply(
      [.numbers("x", [1]), .numbers("y", [2]), .numbers("z", [2])], workers: alone)
    #expect(complete.completeness == nil && complete.fittedRows == nil)
    #expect(complete.completeness(of: 0) == .fitted)
  }

  @Test("a missing cell declared an error names the first row, from 0, and its column")
  func missingCellError() throws {
    let table: [FeatureColumn] = [.numbers("x", [1, 2, 3, .nan]), .numbers("y", [1, 2, .nan, 4])]
    let preparation = try Preparation.fit(table, options: Preparation.options(missing: .error)).preparation
    #expect(throws: PreparationError.missingCell(column: "y", row: 2)) {
      try preparation.apply(table, workers: alone)
    }
  }

  @Test("no rows stay no rows")
  func noRows() throws {
    let preparation = try Preparation.fit([.numbers("x", [1, 2])]).preparation
    let rows = try preparation.apply([.numbers("x", [])], workers: alone)
    #expect(rows.points.rowCount == 0 && rows.points.columnCount == 1)
  }

  @Test("1, 2 and 7 workers prepare the same bits and find the same incomplete rows")
  func workersDoNotMatter() throws {
    var values = ReferenceData.clouds(rows: 2 * blockRows + 9, dimension: 1, count: 2, seed: 3).points.elements
    for i in stride(from: 5, to: values.count, by: 1_000) { values[i] = .nan }
    let table: [FeatureColumn] = [.numbers("x", values)]
    let preparation = try Preparation.fit(table, options: Preparation.options(missing: .drop)).preparation
    let rows = try [1, 2, 7].map { try preparation.apply(table, workers: Workers(count: $0)) }
    for other in rows.dropFirst() {
      #expect(other.points == rows[0].points)
      #expect(other.completeness == rows[0].completeness && other.missingColumns == rows[0].missingColumns)
    }
    #expect(rows[0].completeness?.count { $0 == .empty } == 17)
  }
}
