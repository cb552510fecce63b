import Glibc
import LinearAlgebra
import TestSupport
import Testing

@testable import Clustering

@Suite("Fitting a preparation")
struct PreparationFitTests {
  private let rounding = 1e-12

  private func number(
    _ values: [Double], _ options: PreparationOptions = .init(), weights: [Double]? = nil
  ) throws -> Preparation.Number {
    try #require(
      try Preparation.fit([.numbers("x", values)], weights: weights, options: options).preparation.columns[0].number)
  }

  private func category(_ texts: [String?], weights: [Double]? = nil) throws -> Preparation.Category {
    try #require(try Preparation.fit([.texts("c", texts)], weights: weights).preparation.columns[0].category)
  }

  private func repeated(_ counts: [(String?, Int)]) -> [String?] {
    counts.flatMap { [String?](repeating: $0.0, count: $0.1) }
  }

  @Test("a nonnegative column with skewness above one goes by its logarithm, and the notice says so")
  func logarithms() throws {
    let skewed: [Double] = [0, 1, 1, 2, 100]
    let (preparation, notices) = try Preparation.fit([.numbers("money", skewed)])
    let number = try #require(preparation.columns[0].number)
    #expect(number.logarithm)
    let logs = skewed.map { log1p($0) }
    let mean = logs.reduce(0, +) / 5
    #expect(isClose(number.center, mean, relative: rounding))
    let variance = logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 5
    #expect(isClose(number.scale, 1 / variance.squareRoot(), relative: rounding))
    let skewness = Moments(skewed, workers: Workers(count: 1)).skewness
    #expect(notices == [.logarithm(column: "money", skewness: skewness)])
  }

  @Test("one negative value, or a skewness of one or less, or another scaling keeps the logarithm away")
  func noLogarithm() throws {
    #expect(!(try number([-0.001, 1, 1, 2, 100]).logarithm))
    #expect(!(try number([0, 1, 2, 3, 4]).logarithm))
    #expect(!(try number([100, 100, 99, 98, 0]).logarithm))
    for scaling in [PreparationOptions.Scaling.standard, .robust, .none] {
      #expect(!(try number([0, 1, 1, 2, 100], Preparation.options(scaling)).logarithm))
    }
  }

  @Test("a skewed column whose logarithms all round to one number is z-scored as it is")
  func logarithmsTooCloseTogether() throws {
    let number = try number([1e17, 1e17, 1e17, 1e17, 1e17 + 16])
    #expect(!number.logarithm)
    #expect(number.scale.isFinite)
  }

  @Test("z-scores use the population's deviation")
  func standard() throws {
    let number = try number([1, 2, 3, 4, 5])
    #expect(number.center == 3)
    #expect(isClose(number.scale, 1 / 2.0.squareRoot(), relative: rounding))
    #expect(number.median == 3)
  }

  @Test("robust scaling takes median and quartiles, or the deviation where both quartiles are one")
  func robust() throws {
    let wide = try number([1, 2, 3, 4, 100], Preparation.options(.robust))
    #expect(wide.center == 3 && wide.scale == 0.5)
    let narrow = try number([5, 5, 5, 5, 10], Preparation.options(.robust))
    #expect(narrow.center == 5 && isClose(narrow.scale, 0.5, relative: rounding))
  }

  @Test("without scaling numbers are only centered and indicators keep their size")
  func unscaled() throws {
    let (preparation, _) = try Preparation.fit(
      [.numbers("x", [0, 1, 1, 2, 100]), .texts("c", ["a", "b", "a", "b", "a"])], options: Preparation.options(.none))
    #expect(preparation.columns[0].number == .init(logarithm: false, center: 20.8, scale: 1, median: 1))
    #expect(preparation.columns[1].category?.scale == 1)
  }

  @Test("the median is that of present cells, whether cells are missing or not, for every scaling")
  func medians() throws {
    for scaling in PreparationOptions.Scaling.allCases {
      let options = Preparation.options(scaling)
      #expect(try number([0, 1, 3, 9, 100], options).median == 3, "\(scaling)")
      #expect(try number([0, 1, 3, .nan, 9, 100], options).median == 3, "\(scaling)")
      #expect(try number([0, 1, 3, 4, 9, 100], options).median == 3.5, "\(scaling)")
      #expect(try number([0, 1, 3, 9], options, weights: [1, 1, 1, 4]).median == 9, "\(scaling)")
      #expect(try number([0, 1, 3, 9], options, weights: [0.1, 0.1, 0.7, 0.1]).median == 3, "\(scaling)")
    }
  }

  @Test("medians where needed are those of columns with missing cells, and all that robust scaling asks for")
  func mediansWhereNeeded() throws {
    let table = [FeatureColumn.numbers("complete", [0, 1, 5]), .numbers("gaps", [2, .nan, 4])]
    func medians(_ scaling: PreparationOptions.Scaling) throws -> [Double?] {
      var (fitted, _) = try Preparation.fit(
        table, weights: nil, options: Preparation.options(scaling), medians: .whereNeeded, workers: .init(count: 1))
      let found = fitted.columns.map { $0.number?.median }
      fitted.setMedian(1, ofColumn: 0)
      #expect(fitted == (try Preparation.fit(table, options: Preparation.options(scaling)).preparation))
      return found
    }
    let standard = try medians(.standard)
    #expect(standard[0]?.isNaN == true && standard[1] == 3)
    #expect(try medians(.robust) == [1, 3])
  }

  @Test("filling in is told with the number of cells and the median")
  func missingNotice() throws {
    let column = FeatureColumn.numbers("age", [20, .nan, 40, 30, .nan])
    #expect(
      try Preparation.fit([column]).notices == [.filledWithMedian(column: "age", cells: 2, median: 30)])
    #expect(try Preparation.fit([column], options: Preparation.options(missing: .drop)).notices.isEmpty)
  }

  @Test("columns with one value are left out and told; without any other that is an error")
  func constants() throws {
    let (preparation, notices) = try Preparation.fit([
      .numbers("five", [5, 5, .nan]), .numbers("x", [1, 2, 3]), .numbers("nothing", [.nan, .nan, .nan]),
      .texts("one", ["a", "a", "a"]), .texts("none", [nil, nil, nil]), .texts("some", ["a", nil, "a"]),
    ])
    #expect(preparation.columns.map(\.name) == ["x", "some"])
    #expect(preparation.dimension == 3)
    #expect(
      notices == [
        .constantColumn("five"), .constantColumn("nothing"), .constantColumn("one"), .constantColumn("none"),
      ])
    #expect(throws: PreparationError.nothingVaries) { try Preparation.fit([.numbers("x", [1, 1])]) }
    // What varies only in rows without weight does not vary.
    #expect(throws: PreparationError.nothingVaries) {
      try Preparation.fit([.numbers("x", [1, 1, 2]), .texts("c", ["a", "a", "b"])], weights: [1, 1, 0])
    }
  }

  @Test("numbers whose squares would overflow are an error that tells how far they reach")
  func tooLarge() throws {
    let error = PreparationError.tooLarge(column: "x", smallest: -1, largest: 2e150)
    #expect(throws: error) { try Preparation.fit([.numbers("x", [1, -1, 2e150])]) }
    #expect(throws: error) {
      try Preparation.fit([.numbers("x", [1, -1, 2e150])], options: Preparation.options(.none))
    }
    #expect(try number([-1e100, 0, 1e99]).scale.isFinite)
    // One row in 1e13 by weight: its feature, 1e106, would overflow when squared and summed.
    let light = [1, 1, 1e-206]
    #expect(throws: PreparationError.tooLarge(column: "x", smallest: 0, largest: 1e10)) {
      try Preparation.fit([.numbers("x", [0, 1e-100, 1e10])], weights: light, options: Preparation.options(.robust))
    }
  }

  @Test("a column of two values keeps its scale, however skewed")
  func twoValues() throws {
    #expect(!(try number([0, 0, 0, 0, 0, 1]).logarithm))
    #expect(!(try number([3, 3, 3, 3, 3, 900]).logarithm))
    #expect(try number([3, 3, 3, 3, 4, 900]).logarithm)
  }

  @Test("levels come by falling share, those that tie in order of appearance")
  func levels() throws {
    let category = try category(["b", "a", "c", "a", "b", nil, "a", "d"])
    #expect(category.levels == ["a", "b", "c", "d", "(missing)"])
    #expect(category.shares == [0.375, 0.25, 0.125, 0.125, 0.125])
    #expect(isClose(category.scale, 1 / 0.75.squareRoot(), relative: rounding))
  }

  @Test("levels of less than one in a hundred are gathered in (other)")
  func rareLevels() throws {
    let texts = repeated([("a", 500), ("b", 474), ("c", 10), ("d", 9), ("e", 7)])
    let (preparation, notices) = try Preparation.fit([.texts("c", texts)])
    let category = try #require(preparation.columns[0].category)
    #expect(category.levels == ["a", "b", "c", "(other)"])
    #expect(areClose(category.shares, [0.5, 0.474, 0.01, 0.016], relative: rounding))
    #expect(notices == [.gatheredLevels(column: "c", levels: 2, kept: 3)])
  }

  @Test("a single rare level keeps its name")
  func singleRareLevel() throws {
    #expect(try category(repeated([("a", 600), ("b", 395), ("c", 5)])).levels == ["a", "b", "c"])
  }

  @Test("at most twenty levels, (other) and (missing) among them")
  func mostLevels() throws {
    let many = repeated((0..<25).map { ("level \($0)", 4) })
    let gathered = try category(many)
    #expect(gathered.levels.count == 20 && gathered.levels.last == "(other)")
    let first = (0..<19).map { "level \($0)" }
    #expect(Array(gathered.levels.dropLast()) == first)
    #expect(isClose(gathered.shares[19], 6.0 / 25, relative: rounding))
    let missing = try category(many + repeated([(nil, 10)]))
    #expect(missing.levels.count == 20 && missing.levels.suffix(2) == ["(other)", "(missing)"])
    let twenty = try category(repeated((0..<20).map { ("level \($0)", 4) }))
    #expect(twenty.levels.count == 20 && !twenty.levels.contains("(other)"))
  }

  @Test("a level that is itself called (other) is gathered with the rare ones")
  func levelCalledOther() throws {
    let texts = repeated([("a", 500), ("(other)", 300), ("b", 185), ("c", 8), ("d", 7)])
    let category = try category(texts)
    #expect(category.levels == ["a", "b", "(other)"])
    #expect(areClose(category.shares, [0.5, 0.185, 0.315], relative: rounding))
    let kept = try self.category(repeated([("a", 5), ("(other)", 3)]))
    #expect(kept.levels == ["a", "(other)"])
  }

  @Test("a level that is itself called (missing) is missing")
  func levelCalledMissing() throws {
    let category = try category(["a", "(missing)", nil, "a"])
    #expect(category.levels == ["a", "(missing)"])
    #expect(category.shares == [0.5, 0.5])
  }

  @Test("a weight of two is the row twice")
  func weightsCountAsRepeats() throws {
    var stream = RandomStream(seed: 4)
    let n = 400
    let numbers = (0..<n).map { _ in stream.uniform() < 0.1 ? .nan : exp(stream.normal() * 1.5) }
    let texts = (0..<n).map { _ in ["a", "b", "c", nil][stream.index(below: 4)] }
    let weights = (0..<n).map { Double($0 % 3) }
    let repeats = (0..<n).flatMap { [Int](repeating: $0, count: $0 % 3) }
    for scaling in PreparationOptions.Scaling.allCases {
      let options = Preparation.options(scaling)
      let weighted = try Preparation.fit(
        [.numbers("x", numbers), .texts("c", texts)], weights: weights, options: options
      ).preparation
      let doubled = try Preparation.fit(
        [.numbers("x", repeats.map { numbers[$0] }), .texts("c", repeats.map { texts[$0] })], options: options
      ).preparation
      let (one, two) = (weighted.columns[0].number!, doubled.columns[0].number!)
      #expect(one.logarithm == two.logarithm && one.median == two.median)
      #expect(isClose(one.center, two.center, relative: rounding) && isClose(one.scale, two.scale, relative: rounding))
      let (first, second) = (weighted.columns[1].category!, doubled.columns[1].category!)
      let shares = Dictionary(zip(second.levels, second.shares)) { first, _ in first }
      #expect(zip(first.levels, first.shares).allSatisfy { isClose($1, shares[$0]!, relative: rounding) })
      #expect(isClose(first.scale, second.scale, relative: rounding))
    }
  }

  @Test("1, 2 and 7 workers fit the same bits")
  func workersDoNotMatter() throws {
    let (points, labels) = ReferenceData.clouds(rows: 2 * blockRows + 9, dimension: 1, count: 4, seed: 3)
    let columns: [FeatureColumn] = [
      .numbers("x", points.elements.map { exp($0) }),
      FeatureColumn(name: "c", values: .categories(codes: labels, levels: ["a", "b", "c", "d"])),
    ]
    let fits = try [1, 2, 7].map { try Preparation.fit(columns, workers: Workers(count: $0)).preparation }
    #expect(fits[0] == fits[1] && fits[1] == fits[2])
  }
}
