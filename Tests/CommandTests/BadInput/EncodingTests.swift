import TestSupport
import Testing

@Suite("Encodings other than UTF-8")
struct EncodingTests {
  private static let text = Sample.customers.replacing("pro", with: "niño €")

  private static func utf16(_ text: String, bigEndian: Bool, mark: Bool) -> [UInt8] {
    ((mark ? "\u{FEFF}" : "") + text).utf16.flatMap { unit in
      bigEndian ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
    }
  }

  @Test("UTF-16 in both orders, with and without a byte-order mark", arguments: [true, false], [true, false])
  func utf16(bigEndian: Bool, mark: Bool) throws {
    let work = try Workplace(["utf8.csv": Self.text])
    try work.folder.write(Self.utf16(Self.text, bigEndian: bigEndian, mark: mark), to: "t.csv")
    let options = "-k 2 --bootstrap 0 --no-output --quiet"
    let outcome = try work.expectSuccess("cluster t.csv \(options)")
    let expected = try work.expectSuccess("cluster utf8.csv \(options)")
    #expect(outcome.standardOutput == expected.standardOutput)
    #expect(outcome.standardOutput.contains("share_plan=niño €"))
    #expect(outcome.standardError.isEmpty)
    let findings = try JSONDocument(work.expectSuccess("inspect t.csv --format json"))
    #expect(try findings.text("encoding") == (bigEndian ? "utf-16be" : "utf-16le"))
  }

  @Test("UTF-16 cut in the middle of a character")
  func cutUTF16() throws {
    let bytes = Self.utf16(Self.text, bigEndian: false, mark: true) + [UInt8(ascii: "x")]
    let outcome = try Workplace("t.csv", bytes).expectSuccess("cluster t.csv -k 2 --bootstrap 0 --no-output --quiet")
    #expect(outcome.standardError.contains("t.csv: 1 character of the text had no meaning in utf-16le\n"))
  }

  @Test("Half a surrogate pair")
  func loneSurrogate() throws {
    var bytes = Self.utf16(Self.text, bigEndian: false, mark: true)
    // The name of the first customer.
    let place = 2 + 2 * (Sample.customerHeader.utf16.count + 1)
    (bytes[place], bytes[place + 1]) = (0x00, 0xD8)
    let outcome = try Workplace("t.csv", bytes).expectSuccess("inspect t.csv --clean")
    #expect(outcome.standardError == "warning: t.csv: 1 character of the text had no meaning in utf-16le\n")
    #expect(outcome.standardOutput.contains("\n\u{FFFD}0,"))
  }

  @Test("Windows-1252 with a byte that means nothing in it")
  func windows1252() throws {
    let rows = Sample.customerRows.map { $0.replacing("pro", with: "niXo") }
    let bytes = Sample.table(Sample.customerHeader, rows).utf8.map { $0 == UInt8(ascii: "X") ? 0x81 : $0 }
    let outcome = try Workplace("t.csv", bytes).expectSuccess("cluster t.csv -k 2 --bootstrap 0 --no-output")
    #expect(
      outcome.standardError.hasPrefix(
        """
        note: t.csv: the text is not valid UTF-8 and was read as Windows-1252
        hint: --encoding names another one
        warning: t.csv: 30 characters of the text had no meaning in windows-1252

        """))
  }

  @Test("Windows-1252 is read for what it says")
  func spanish() throws {
    let bytes = Sample.customers.utf8.flatMap { $0 == UInt8(ascii: "p") ? [0xF1, 0x80] : [$0] }
    let outcome = try Workplace("t.csv", bytes).expectSuccess("cluster t.csv -k 2 --bootstrap 0 --no-output")
    #expect(outcome.standardOutput.contains("share_ñ€lan=ñ€ro"))
  }

  @Test("A byte that is no UTF-8 is an error where UTF-8 was asked for")
  func notUTF8() throws {
    let bytes = Sample.customers(row: 1, "c1,22,1Q0,pro").utf8.map { $0 == UInt8(ascii: "Q") ? 0xF1 : $0 }
    let outcome = try Workplace("t.csv", bytes).run("cluster t.csv --encoding utf-8")
    #expect(outcome.exitCode == 2)
    #expect(outcome.standardError.hasPrefix("t.csv:3:8: this byte is not utf-8\n"))
    #expect(outcome.standardError.hasSuffix("\nhint: --encoding windows-1252 reads any byte\n"))
  }
}
