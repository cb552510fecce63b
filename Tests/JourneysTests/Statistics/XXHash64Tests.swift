import Testing

@testable import Journeys

struct XXHash64Tests {
  private func digest(_ bytes: [UInt8]) -> String { bytes.withUnsafeBytes { XXHash64.text(XXHash64.digest($0)) } }

  /// Values of the reference implementation, by way of Python's xxhash.
  @Test func `the reference implementation agrees at every kind of length`() {
    #expect(digest([]) == "ef46db3751d8e999")
    #expect(digest(Array("a".utf8)) == "d24ec4f1a98c6e5b")
    #expect(digest(Array("abc".utf8)) == "44bc2cf5ad770999")
    #expect(digest(Array("Nobody inspects the spammish repetition".utf8)) == "fbcea83c8a378bf1")
    #expect(digest(Array(0..<64)) == "f7c67301db6713f0")
    #expect(digest(Array(0..<101)) == "e99038495f85381e")
  }

  @Test func `a text has all its digits`() {
    #expect(XXHash64.text(0x1F) == "000000000000001f")
  }
}
