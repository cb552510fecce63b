import TestSupport
import Testing

@Suite("Text that is damaged, or no text")
struct DamagedTextTests {
  static let commands = ["cluster t.csv", "inspect t.csv", "inspect t.csv --clean"]

  @Test("A quote that is never closed is shown where it opens", arguments: commands)
  func openQuote(line: String) throws {
    try Workplace(["t.csv": Sample.customers(row: 10, "c10,33,100,\"basic")]).expectFailure(
      line, code: 2,
      """
      t.csv:12:12: the quote opened here is never closed
        c10,33,100,"basic
                   ^
      hint: a quote inside a quoted cell is written twice
      """)
  }

  @Test("A NUL byte is shown where it stands", arguments: commands)
  func nulByte(line: String) throws {
    try Workplace(["t.csv": Sample.customers(row: 10, "c10,33,1\u{0}00,basic")]).expectFailure(
      line, code: 2,
      """
      t.csv:12:9: the line holds a NUL byte
        c10,33,1·00,basic
                ^
      """)
  }

  @Test("A file of zeros is no text")
  func zeros() throws {
    let outcome = try Workplace("t.csv", [UInt8](repeating: 0, count: 5000)).run("inspect t.csv")
    #expect(outcome.exitCode == 2)
    #expect(outcome.standardError.hasPrefix("t.csv"))
  }

  @Test("Any bytes at all", arguments: commands)
  func noise(line: String) throws {
    // A fixed sequence that looks like noise.
    var state: UInt64 = 1
    let bytes = (0..<20_000).map { _ -> UInt8 in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(state >> 56)
    }
    try Workplace("t.csv", bytes).expectFailure(line, code: 2, "t.csv: this is not a text table but binary data")
  }

  struct Kind: Sendable, CustomTestStringConvertible {
    let name: String
    let start: [UInt8]
    var hint = ""
    var testDescription: String { name }
  }

  @Test(
    "Files of other kinds are named",
    arguments: [
      Kind(name: "an image", start: Array("\u{89}PNG\r\n\u{1A}\n".unicodeScalars.map { UInt8($0.value) })),
      Kind(name: "a program", start: [0x7F] + Array("ELF".utf8) + [2, 1, 1, 0]),
      Kind(name: "a compressed file (gzip)", start: [0x1F, 0x8B, 8, 0], hint: "\nhint: unpack it first"),
    ])
  func otherKinds(kind: Kind) throws {
    let bytes = kind.start + [UInt8](repeating: 0, count: 100) + Array(Sample.customers.utf8)
    try Workplace("t.csv", bytes).expectFailure(
      "cluster t.csv", code: 2, "t.csv: this is not a text table but \(kind.name)\(kind.hint)")
  }

  @Test("A workbook of this program is answered with how to save it as text")
  func workbook() throws {
    let work = try Workplace(["t.csv": Sample.customers])
    try work.expectSuccess("cluster t.csv -k 2 --bootstrap 0 -o r.xlsx")
    let outcome = try work.run("inspect r.xlsx")
    #expect(outcome.exitCode == 2)
    #expect(outcome.standardError.hasPrefix("r.xlsx: this is not a text table but "))
    #expect(outcome.standardError.hasSuffix("\nhint: save the sheet as CSV\n"))
  }
}
