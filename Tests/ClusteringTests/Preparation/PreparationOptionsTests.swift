import Testing

@testable import Clustering

@Suite("Options and errors of preparation")
struct PreparationOptionsTests {
  @Test("the defaults are those of the manual")
  func defaults() {
    let options = PreparationOptions()
    #expect(options.scaling == .auto && options.missing == .median)
    #expect(options.smallestLevelShare == 0.01 && options.mostLevels == 20)
    #expect(PreparationOptions.Scaling.allCases.map(\.rawValue) == ["auto", "standard", "robust", "none"])
    #expect(PreparationOptions.Missing.allCases.map(\.rawValue) == ["median", "drop", "error"])
  }

  @Test("every error says what is wrong")
  func messages() {
    let errors: [PreparationError] = [
      .nothingVaries, .missingCell(column: "age", row: 6), .noCompleteRow,
      .tooLarge(column: "x", smallest: -1, largest: 2e150),
    ]
    #expect(
      errors.map(\.message) == [
        "no column varies, so rows cannot be told apart", "column 'age' is empty in data row 7",
        "no row has enough cells filled to take part",
        "column 'x' reaches from -1.0 to 2e+150, too far to compute distances",
      ])
  }
}
