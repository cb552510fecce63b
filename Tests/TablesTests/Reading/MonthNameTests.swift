import Testing

@testable import Tables

@Suite struct MonthNameTests {
  private func number(_ word: String) -> Int? { withBytes(word) { MonthName.number($0) } }

  @Test(
    "Every month has its names in English and Spanish, whole or by three letters and more",
    arguments: [
      ["January", "enero"], ["February", "febrero"], ["March", "marzo"], ["April", "abril"], ["May", "mayo"],
      ["June", "junio"], ["July", "julio"], ["August", "agosto"], ["September", "setiembre", "septiembre"],
      ["October", "octubre"], ["November", "noviembre"], ["December", "diciembre"],
    ].enumerated().map { ($0 + 1, $1) })
  func names(month: Int, names: [String]) {
    for name in names {
      for length in 3...name.count { #expect(number(String(name.prefix(length))) == month) }
      #expect(number(name.uppercased()) == month)
    }
  }

  @Test("Other words name none", arguments: ["", "ja", "januaryx", "marz0", "mas", "martes", "septembers", "decade"])
  func others(word: String) {
    #expect(number(word) == nil)
  }
}
