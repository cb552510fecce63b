import Testing

@testable import Tables

@Suite struct EncodingDetectionTests {
  private func detect(_ bytes: [UInt8], isWhole: Bool = true) -> Encoding {
    bytes.withUnsafeBufferPointer { EncodingDetection.detect($0, isWhole: isWhole) }
  }

  @Test("Marks decide")
  func marks() {
    #expect(detect([0xEF, 0xBB, 0xBF, 0x61]) == .utf8)
    #expect(detect([0xFF, 0xFE, 0x61, 0]) == .utf16LittleEndian)
    #expect(detect([0xFE, 0xFF, 0, 0x61]) == .utf16BigEndian)
  }

  @Test("NUL bytes in one half of the units are UTF-16")
  func nulBytes() {
    #expect(detect(Array("name,n\n".utf16).flatMap { [UInt8($0), 0] }) == .utf16LittleEndian)
    #expect(detect(Array("name,n\n".utf16).flatMap { [0, UInt8($0)] }) == .utf16BigEndian)
    #expect(detect([0, 0, 0, 0, 0, 0]) == .utf8)
  }

  @Test("Valid UTF-8 is UTF-8, anything else Windows-1252")
  func otherBytes() {
    #expect(detect(Array("ñandú".utf8)) == .utf8)
    #expect(detect([0x61, 0xF1, 0x61]) == .windows1252)
    #expect(detect([0x61, 0xC3], isWhole: false) == .utf8)
    #expect(detect([0x61, 0xC3], isWhole: true) == .windows1252)
  }
}
