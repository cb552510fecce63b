import Testing

@testable import Tables

@Suite struct UTF8ValidationTests {
  private func firstInvalid(_ bytes: [UInt8], allowsCutEnd: Bool = false) -> Int? {
    bytes.withUnsafeBufferPointer { UTF8Validation.firstInvalid($0, allowsCutEnd: allowsCutEnd) }
  }

  @Test("Text is valid")
  func valid() {
    #expect(firstInvalid(Array("plain ASCII that is long, ñ € 😀 \u{7FF}\u{800}\u{FFFF}\u{10FFFF}".utf8)) == nil)
    #expect(firstInvalid([]) == nil)
  }

  @Test(
    "What UTF-8 forbids is found",
    arguments: [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xC3], [0xE2, 0x82], [0xC3, 0x28],
    ] as [[UInt8]])
  func invalid(bytes: [UInt8]) {
    #expect(firstInvalid(Array("0123456789".utf8) + bytes) == 10)
  }

  @Test("A character that the sample cuts is allowed where that may be")
  func cutEnd() {
    #expect(firstInvalid([0x61, 0xE2, 0x82], allowsCutEnd: true) == nil)
    #expect(firstInvalid([0x61, 0xE2, 0x28], allowsCutEnd: true) == 1)
  }

  @Test("Random bytes are judged as the standard library does")
  func randomBytes() {
    var random = TestRandom(seed: 5)
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 1...12, using: &random)).map { _ -> UInt8 in
        [0x41, 0x80, 0xBF, 0xC3, 0xE0, 0xA0, 0xED, 0x9F, 0xF0, 0x90, 0xF4, 0x8F][Int(random.next() % 12)]
      }
      let isValid = String(validating: bytes, as: UTF8.self) != nil
      if (firstInvalid(bytes) == nil) != isValid { Issue.record("\(bytes)") }
    }
  }
}
