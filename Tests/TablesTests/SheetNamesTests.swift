import Testing

@testable import Tables

@Suite struct SheetNamesTests {
  @Test("Names that Excel accepts stay, others are changed as little as possible")
  func allowed() {
    #expect(sheetNames(for: ["archetypes", "assignments", "niño"]) == ["archetypes", "assignments", "niño"])
    #expect(
      sheetNames(for: ["a/b[c]:d*e?f\\g", "'x'", "", "History"]) == ["a_b_c__d_e_f_g", "_x_", "sheet", "History_2"])
  }

  @Test("Equal names, whatever their case and length, get numbers")
  func unique() {
    #expect(sheetNames(for: ["a/b", "A_B", "a?b"]) == ["a_b", "A_B_2", "a_b_3"])
    let long = String(repeating: "x", count: 40)
    #expect(
      sheetNames(for: [long, long]) == [String(repeating: "x", count: 31), String(repeating: "x", count: 29) + "_2"])
  }

  @Test("A cut at 31 UTF-16 units splits no character and leaves no apostrophe at the end")
  func cutting() {
    #expect(sheetNames(for: [String(repeating: "👍", count: 20)])[0] == String(repeating: "👍", count: 15))
    let apostrophe = String(repeating: "x", count: 30) + "'y"
    #expect(sheetNames(for: [apostrophe]) == [String(repeating: "x", count: 30) + "_"])
  }
}
