import Testing

@testable import Tables

@Suite struct KeyColumnTests {
  /// Texts of 1 to 40 bytes, many of them more than once; nil = missing.
  private static func texts(_ lengths: ClosedRange<Int>, count: Int = 400) -> [String?] {
    (0..<count).map { row in
      let number = row * 7 % 150
      if number == 3 { return nil }
      let length = lengths.lowerBound + number % lengths.count
      return String(String(repeating: "customer", count: 5).prefix(max(0, length - 3)))
        + "\(100 + number)".suffix(length)
    }
  }

  private static let cases: [[String?]] = [
    texts(1...7), texts(8...40), texts(1...40), texts(1...7) + texts(8...40), texts(8...40) + texts(1...7),
    texts(16...16, count: 1), texts(7...8),
  ]

  @Test("Keys read in blocks of any size are those of their texts", arguments: 0..<7, [64, 300, 1 << 12, 1 << 18])
  func blocks(number: Int, blockBytes: Int) throws {
    let texts = Self.cases[number]
    var options = ReadOptions(threads: 2)
    options.blockBytes = blockBytes
    options.isBlockSizeGiven = true
    let lines = texts.map { "\($0 ?? ""),1" }
    let reader = try InputFixture.reader(Array((["id,x"] + lines).joined(separator: "\n").utf8), options)
    let key = try #require(try reader.read(ColumnSelection(key: "id")).key)
    let expected = KeyColumn(texts)
    #expect(key.words == expected.words)
    #expect(key.secondWords == expected.secondWords)
    #expect(key.missingCount == texts.count { $0 == nil })
  }

  @Test("Equal texts have equal keys and different ones different keys")
  func different() {
    for texts in Self.cases {
      let key = KeyColumn(texts)
      let pairs = key.words.indices.map { [key.words[$0], key.secondWords.isEmpty ? 0 : key.secondWords[$0]] }
      #expect(Set(pairs).count == Set(texts).count)
      #expect(zip(texts, pairs).allSatisfy { text, pair in (text == nil) == (pair == [0, 0]) })
    }
  }
}
