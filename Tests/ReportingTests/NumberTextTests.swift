import Reporting
import Testing

@Suite struct NumberTextTests {
  @Test(
    "Numbers keep four significant digits and every whole digit",
    arguments: [
      (0.0, "0"), (-0.0, "0"), (1, "1"), (-1, "-1"), (0.5, "0.5"), (12.345678, "12.35"), (123.456, "123.5"),
      (999.96, "1,000"), (1234.5678, "1,235"), (12345.6, "12,346"), (-1234567.8, "-1,234,568"),
      (0.0001234567, "0.0001235"),
      (0.00001, "0.00001"), (0.00000999996, "1e-05"), (0.0000012345, "1.234e-06"), (1e15, "1e+15"),
      (-1.5e16, "-1.5e+16"),
      (Double.leastNonzeroMagnitude, "4.941e-324"), (Double.greatestFiniteMagnitude, "1.798e+308"), (.nan, "–"),
      (.infinity, "∞"), (-.infinity, "-∞"),
    ])
  func numbers(value: Double, expected: String) {
    #expect(NumberText.number(value) == expected)
  }

  @Test("Significant digits can be chosen")
  func significantDigits() {
    #expect(NumberText.number(12.345678, significantDigits: 3) == "12.3")
    #expect(NumberText.number(1234.5, significantDigits: 2) == "1,235")
    #expect(NumberText.number(0.98765, significantDigits: 1) == "1")
  }

  @Test("Whole numbers are grouped by thousands")
  func integers() {
    #expect([0, 7, -999, 1000, -1_234_567].map(NumberText.integer) == ["0", "7", "-999", "1,000", "-1,234,567"])
    #expect(NumberText.integer(.min) == "-9,223,372,036,854,775,808")
  }

  @Test("Fixed decimals and money")
  func decimals() {
    #expect(NumberText.decimal(1234.5, decimals: 2) == "1,234.50")
    #expect(NumberText.decimal(-0.004, decimals: 2) == "0.00")
    #expect(NumberText.decimal(0.05, decimals: 2) == "0.05")
    #expect(NumberText.decimal(2e15, decimals: 2) == "2e+15")
    #expect(NumberText.money(12.5) == "12.50")
    #expect(NumberText.money(999.999) == "1,000")
    #expect(NumberText.money(-1234.56, unit: "EUR") == "-1,235 EUR")
    #expect(NumberText.money(.nan, unit: "EUR") == "–")
  }

  @Test("Shares are written as per cent, and a small one is not written as none")
  func percentages() {
    #expect(NumberText.percent(0.4123) == "41.2%")
    #expect(NumberText.percent(1) == "100.0%")
    #expect(NumberText.percent(0) == "0.0%")
    #expect(NumberText.percent(0.0004) == "<0.1%")
    #expect(NumberText.percent(0.004, decimals: 0) == "<1%")
    #expect(NumberText.percent(-0.00001) == "0.0%")
    #expect(NumberText.percent(.nan) == "–")
  }

  @Test("Differences always carry their sign, except none at all")
  func differences() {
    #expect([1.25, -3, 0, -0.0].map { NumberText.signed($0) } == ["+1.25", "-3", "0", "0"])
    #expect(NumberText.percentagePoints(0.0213) == "+2.1 pp")
    #expect(NumberText.percentagePoints(-0.0213) == "-2.1 pp")
    #expect(NumberText.percentagePoints(0.0000001) == "0.0 pp")
    #expect(NumberText.percentagePoints(.nan) == "–")
    #expect(NumberText.points(-0.0213) == "2.1 pp" && NumberText.points(0.0213) == "2.1 pp")
  }

  @Test("Differences with fixed decimals are zero without a sign where nothing of them shows")
  func fixedDifferences() {
    #expect(NumberText.signed(46.78, decimals: 0) == "+47")
    #expect(NumberText.signed(1.2, decimals: 2) == "+1.20")
    #expect(NumberText.signed(-0.04, decimals: 1) == "0.0")
    #expect(NumberText.signed(0.04, decimals: 1) == "0.0")
  }

  @Test("An interval is written with two digits of its width")
  func decimalsOfIntervals() {
    #expect(NumberText.decimals(telling: 40.57, from: 53.71) == 0)
    #expect(NumberText.decimals(telling: 3.144, from: 4.097) == 2)
    #expect(NumberText.decimals(telling: 9.625, from: 15.65) == 1)
    #expect(NumberText.decimals(telling: 7_610, from: 9_367) == 0)
    #expect(NumberText.decimals(telling: 1, from: 1) == nil)
    #expect(NumberText.decimals(telling: 0, from: 1e-12) == nil)
    #expect(NumberText.decimals(telling: -.infinity, from: 1) == nil)
  }

  @Test("Probabilities of tests")
  func probabilities() {
    #expect([0.0342, 0.0004, 0.0005, 1].map(NumberText.probability) == ["0.034", "<0.001", "0.001", "1.000"])
    #expect(NumberText.probability(.nan) == "–")
  }

  @Test("A column shares its decimals")
  func columns() {
    #expect(NumberText.column([1, 12, 1203]) == ["1", "12", "1,203"])
    #expect(NumberText.column([0.5, 1.25]) == ["0.50", "1.25"])
    #expect(NumberText.column([0.12345, 98.76543]) == ["0.12", "98.77"])
    #expect(NumberText.column([10, 200.5, .nan]) == ["10.0", "200.5", "–"])
    #expect(NumberText.column([]) == [])
    #expect(NumberText.column([0, .nan]) == ["0", "–"])
    #expect(NumberText.column([1e-9, 2e-9]) == ["1e-09", "2e-09"])
  }
}
