import Glibc
import Testing

@testable import Tables

@Suite struct NumberBytesTests {
  private func text(_ value: Double, _ style: NumberStyle, decimalMark: Character = ".") -> String {
    var buffer = ByteBuffer()
    NumberBytes(decimalMark: decimalMark.asciiValue ?? 0).append(value, style, to: &buffer)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  /// What the C library writes, rounded exactly.
  private func libraryText(_ value: Double, format: String, digits: Int) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { text in
      _ = withVaList([CInt(digits), value]) { vsnprintf(text.baseAddress, text.count, format, $0) }
      return text.baseAddress.map { String(cString: $0) } ?? ""
    }
  }

  @Test(
    "Shortest numbers read back and spend no digit more than needed",
    arguments: [
      (0.0, "0"), (-0.0, "0"), (1, "1"), (-1, "-1"), (0.1, "0.1"), (-2.5, "-2.5"), (0.1 + 0.2, "0.30000000000000004"),
      (123456.789, "123456.789"), (1e15, "1000000000000000"), (9_007_199_254_740_994, "9007199254740994"),
      (1e16, "1e+16"), (2.5e16, "2.5e+16"), (1e22, "1e+22"), (1.5e300, "1.5e+300"), (0.0001, "0.0001"),
      (0.00012345678901234, "0.00012345678901234"), (0.00001, "1e-05"), (0.0000001, "1e-07"), (1.25e-7, "1.25e-07"),
      (1e-100, "1e-100"), (Double.leastNonzeroMagnitude, "5e-324"),
      (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
      (9999999.9999999, "9999999.9999999"), (0.9999999999999999, "0.9999999999999999"),
      (1.0000000000000002, "1.0000000000000002"),
      (2251799813685249.5, "2251799813685249.5"), (.infinity, "inf"), (-.infinity, "-inf"), (.nan, ""),
    ])
  func shortest(value: Double, expected: String) {
    #expect(text(value, .shortest) == expected)
  }

  @Test(
    "Six significant digits",
    arguments: [
      (0.0, "0"), (-0.0, "0"), (1, "1"), (0.41493849, "0.414938"), (12.62469999, "12.6247"), (-12.62469999, "-12.6247"),
      (123456.5, "123456"), (123457.5, "123458"), (123456.50000001, "123457"), (999999.5, "1000000"), (0.9999996, "1"),
      (123_456_789, "123457000"), (1_234_567_890_123_456, "1234570000000000"), (1e16, "1e+16"),
      (1.2345678e-5, "1.23457e-05"),
      (9.999999e-5, "0.0001"), (1.2345678e-30, "1.23457e-30"), (1.2345678e200, "1.23457e+200"),
      (Double.leastNonzeroMagnitude, "4.94066e-324"),
      (.nan, ""), (.infinity, "inf"),
    ] as [(Double, String)])
  func significantDigits(value: Double, expected: String) {
    #expect(text(value, .significant(6)) == expected)
  }

  @Test(
    "Four decimals at most, never an exponent",
    arguments: [
      (0.0, "0"), (0.21634, "0.2163"), (0.5, "0.5"), (1, "1"), (0.00005, "0.0001"), (0.00004, "0"), (-0.00004, "0"),
      (-0.00006, "-0.0001"), (0.03125, "0.0312"), (0.09375, "0.0938"), (99.99996, "100"), (-1234.56785, "-1234.5678"),
      (1e15, "1000000000000000"), (123456789012.34567, "123456789012.34567"),
    ])
  func decimals(value: Double, expected: String) {
    #expect(text(value, .decimals(4)) == expected)
  }

  @Test("The decimal mark can be a comma, in front of an exponent too")
  func decimalComma() {
    #expect(text(-1234.5, .shortest, decimalMark: ",") == "-1234,5")
    #expect(text(1.5e-9, .significant(6), decimalMark: ",") == "1,5e-09")
    #expect(text(0.25, .decimals(4), decimalMark: ",") == "0,25")
  }

  @Test("Random numbers of every size round as the C library rounds them, and shortest ones read back")
  func randomNumbers() {
    var state: UInt64 = 42
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
    var wrong: [String] = []
    for index in 0..<3_000 {
      let bits = Double(bitPattern: next())
      let usual = Double(Int(truncatingIfNeeded: next() % 2_000_000_000)) / [1, 10, 64, 1000, 12345.678][index % 5]
      for value in [bits, usual] where value.isFinite {
        if Double(text(value, .shortest)) != value { wrong.append("\(value) shortest") }
        for digits in [1, 3, 6, 14] {
          let expected = Double(libraryText(value, format: "%.*e", digits: digits - 1))
          if Double(text(value, .significant(digits))) != expected { wrong.append("\(value) to \(digits) digits") }
        }
      }
      let expected = Double(libraryText(usual, format: "%.*f", digits: 3))
      if Double(text(usual, .decimals(3))) != expected { wrong.append("\(usual) to 3 decimals") }
    }
    #expect(wrong == [])
  }

  @Test("Shortest numbers have as few digits as Swift's own description")
  func asShortAsSwift() {
    for integer in stride(from: 1, to: 3_000_000, by: 977) {
      let value = Double(integer) / 1e5
      let description = value.description
      let expected = description.hasSuffix(".0") ? String(description.dropLast(2)) : description
      #expect(text(value, .shortest) == expected)
    }
  }

  @Test(
    "Decimal digits of integers are counted",
    arguments: [(0, 1), (9, 1), (10, 2), (99, 2), (100, 3)] as [(UInt64, Int)])
  func digitCounts(value: UInt64, expected: Int) {
    #expect(digitCount(value) == expected)
    #expect(digitCount(.max) == 20)
    #expect(digitCount(9_999_999_999_999_999_999) == 19)
  }
}
