import Testing

@testable import Tables

@Suite struct LevelTableTests {
  @Test("Levels are numbered in the order in which they come")
  func order() {
    var table = LevelTable()
    defer { table.free() }
    let levels = ["b", "a", "b", "", "abcdefgh", "abcdefghi", "a", "abcdefgh"].map { text in
      withBytes(text) { table.level(of: $0) }
    }
    #expect(levels == [0, 1, 0, 2, 3, 4, 1, 3])
    #expect(table.count == 5)
    #expect(String(decoding: table.text(ofLevel: 4), as: UTF8.self) == "abcdefghi")
    #expect(table.contents().offsets == [0, 1, 2, 2, 10, 19])
  }

  @Test("Many levels are found again")
  func manyLevels() {
    var table = LevelTable()
    defer { table.free() }
    for _ in 0..<2 {
      for number in 0..<5000 {
        let level = withBytes("level number \(number)") { table.level(of: $0) }
        if level != number { Issue.record("\(number) became \(level)") }
      }
    }
    #expect(table.count == 5000)
    table.removeAll()
    #expect(table.count == 0)
    #expect(withBytes("level number 7") { table.level(of: $0) } == 0)
  }

  @Test("Texts of every length are told from those that begin alike")
  func lengths() {
    var table = LevelTable()
    defer { table.free() }
    let texts = (0...24).flatMap { length in
      ["x", "\0"].map { String(repeating: "x", count: length) + $0 }
    }
    // Those met last are found by another way than those met first: look for both.
    for _ in 0..<2 {
      for (number, text) in texts.enumerated() {
        for _ in 0..<2 where withBytes(text, { table.level(of: $0) }) != number { Issue.record("\(number)") }
      }
    }
    table.removeAll()
    #expect(withBytes("xx") { table.level(of: $0) } == 0)
  }

  @Test("Merging maps levels and adds the new ones in order")
  func merging() {
    var first = LevelTable()
    var second = LevelTable()
    defer {
      first.free()
      second.free()
    }
    for text in ["x", "y"] { _ = withBytes(text) { first.level(of: $0) } }
    for text in ["z", "y", "w"] { _ = withBytes(text) { second.level(of: $0) } }
    #expect(first.merge(second) == [2, 1, 3])
    #expect(first.count == 4)
  }
}
