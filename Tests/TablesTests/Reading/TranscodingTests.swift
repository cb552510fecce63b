import Testing

@testable import Tables

@Suite struct TranscodingTests {
  private static let text = "nombre,año\nJosé 😀,1\nÑandú €,2\n"

  private func wide(_ text: String, bigEndian: Bool, mark: Bool) -> [UInt8] {
    ((mark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit in
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      return bigEndian ? [high, low] : [low, high]
    }
  }

  @Test("UTF-16 with and without a mark, both ways round")
  func utf16() throws {
    for isBig in [false, true] {
      for hasMark in [false, true] {
        let table = try InputFixture.table(wide(Self.text, bigEndian: isBig, mark: hasMark))
        #expect(table.encoding == (isBig ? .utf16BigEndian : .utf16LittleEndian))
        #expect(table.columns.map(\.name) == ["nombre", "año"])
        #expect(table.columns[0].texts?.string(ofRow: 0) == "José 😀")
        #expect(try table.cells(ofRow: 1) == ["Ñandú €", "2"])
        #expect(table.notices.isEmpty)
      }
    }
  }

  @Test("Half a pair and an odd byte become a replacement, with a warning")
  func brokenUTF16() throws {
    let bytes = wide("a,b\nx,1\n", bigEndian: false, mark: true) + [0x00, 0xD8, 0x2C, 0x00, 0x32, 0x00, 0x0A]
    let table = try InputFixture.table(bytes)
    #expect(table.columns[0].texts?.string(ofRow: 1) == "\u{FFFD}")
    #expect(table.notices.first?.message.hasPrefix("2 characters") == true)
  }

  @Test("A byte-order mark of UTF-8 is no part of the first name")
  func utf8Mark() throws {
    let table = try InputFixture.table("\u{FEFF}a,b\n1,2\n")
    #expect(table.columns[0].name == "a")
    #expect(table.encoding == .utf8)
    #expect(InputFixture.error("\u{FEFF}a,b\n1,2,3\n")?.place.column == 5)
  }

  @Test("Bytes that are no UTF-8 are Windows-1252, which is noted")
  func windows1252() throws {
    let bytes: [UInt8] = Array("nombre;precio\n".utf8) + [0x4A, 0x6F, 0x73, 0xE9, 0x3B, 0x80, 0x20, 0x35, 0x0A]
    let table = try InputFixture.table(bytes)
    #expect(table.encoding == .windows1252)
    #expect(table.columns[0].texts?.string(ofRow: 0) == "José")
    #expect(table.columns[1].numbers == [5])
    #expect(table.notices.contains { $0.severity == .note && $0.message.contains("Windows-1252") })
    #expect(table.notices.allSatisfy { $0.severity == .note })
    let asked = try InputFixture.table(bytes, ReadOptions(encoding: .windows1252))
    #expect(!asked.notices.contains { $0.message.contains("Windows-1252") })
  }

  @Test("Bytes that Windows-1252 leaves undefined do not stop the reading")
  func undefinedBytes() throws {
    let bytes: [UInt8] = Array("a,b\n".utf8) + [0x81, 0xE9, 0x2C, 0x31, 0x0A]
    let table = try InputFixture.table(bytes)
    #expect(table.columns[0].texts?.string(ofRow: 0) == "\u{81}é")
    #expect(table.notices.contains { $0.message.hasPrefix("1 character of the text had no meaning") })
  }

  @Test("The digest is that of the bytes as they came")
  func digest() throws {
    let bytes = wide(Self.text, bigEndian: true, mark: true)
    let expected = bytes.withUnsafeBufferPointer { Digest.of($0) }
    #expect(try InputFixture.table(bytes).digest == expected)
  }

  @Test("Every character of Windows-1252 arrives")
  func allBytes() throws {
    let bytes = (UInt8(0xA0)...0xFF).map { $0 }
    let table = try InputFixture.table(Array("a,b\n".utf8) + bytes + Array(",1\n".utf8))
    let scalars = table.columns[0].texts?.string(ofRow: 0)?.unicodeScalars.map { UInt8($0.value) }
    #expect(scalars == bytes)
  }
}
