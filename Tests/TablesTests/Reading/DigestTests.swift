import Testing

@testable import Tables

@Suite struct DigestTests {
  private func digest(_ bytes: [UInt8]) -> String { bytes.withUnsafeBufferPointer { Digest.of($0) } }

  @Test("Every bit, the order and the length matter")
  func sensitivity() {
    let base = (0..<100).map { UInt8($0) }
    var seen: Set<String> = [digest(base), digest(base.reversed()), digest(base + [0]), digest([]), digest([0])]
    #expect(seen.count == 5)
    for index in base.indices {
      for bit in 0..<8 {
        var changed = base
        changed[index] ^= 1 << UInt8(bit)
        seen.insert(digest(changed))
      }
    }
    #expect(seen.count == 5 + 800)
  }

  @Test("Units change places only with another digest")
  func units() {
    let first = [UInt8](repeating: 1, count: Digest.unitBytes)
    let second = [UInt8](repeating: 2, count: Digest.unitBytes)
    #expect(digest(first + second) != digest(second + first))
    #expect(digest(first + first) != digest(first))
  }

  /// Expected values are those of `Fixtures/digest_reference.py`.
  @Test("The digest of known bytes stays what it was")
  func pinned() {
    #expect(digest([]) == "e220a8397b1dcdaf")
    #expect(digest(Array("a,b\n1,2\n".utf8)) == "e15bfe8187a22146")
    #expect(digest((0..<Digest.unitBytes + 100).map { UInt8($0 % 251) }) == "314bed8d9754fd04")
  }
}
