import Testing

@testable import Tables

/// Tables and bytes that nobody thought of.
@Suite struct ReadingFuzzTests {
  private static let alphabet: [String] = [
    "a", "B", "7", "0", ",", ";", "\t", "|", "\"", "\n", "\r\n", " ", "ñ", "€", ".", "-", "'", "\\", "%", "x", "word",
  ]

  private func cell(_ random: inout TestRandom) -> String {
    (0..<Int.random(in: 1...6, using: &random)).map { _ in Self.alphabet.randomElement(using: &random) ?? "" }.joined()
  }

  private func quoted(_ cell: String) -> String { "\"" + cell.replacing("\"", with: "\"\"") + "\"" }

  @Test("Random tables in random dialects come back cell by cell", arguments: 0..<150)
  func roundTrip(seed: Int) throws {
    var random = TestRandom(seed: UInt64(seed))
    let delimiter = [",", ";", "\t", "|"].randomElement(using: &random) ?? ","
    let lineEnd = ["\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
    let columnCount = Int.random(in: 2...5, using: &random)
    let rows = (0..<Int.random(in: 1...60, using: &random)).map { _ in (0..<columnCount).map { _ in cell(&random) } }
    let header = (0..<columnCount).map { "column \($0)" }
    let text = ([header] + rows).map { row in
      row.map { cell in
        let isPlain = cell.allSatisfy { $0.isLetter || $0 == "." || $0 == "€" }
        return isPlain && random.next() % 2 == 0 ? cell : quoted(cell)
      }.joined(separator: delimiter)
    }.joined(separator: lineEnd)
    var options = ReadOptions(delimiter: delimiter.utf8.first, allText: true, threads: 2)
    options.blockBytes = Int.random(in: 1...300, using: &random)
    options.isBlockSizeGiven = true
    // A `\"` in the text may make backslashes look like escapes.
    let expected = rows
    let table = try InputFixture.table(text, options)
    if table.dialect.escape == .doubled {
      #expect(try table.allCells() == expected)
    }
  }

  @Test("Tables of numbers come back in every dialect and decimal mark", arguments: 0..<60)
  func numbers(seed: Int) throws {
    var random = TestRandom(seed: UInt64(1000 + seed))
    let delimiter = [";", "\t", "|"].randomElement(using: &random) ?? ";"
    let mark = [".", ","].randomElement(using: &random) ?? "."
    let values = (0..<200).map { _ in (0..<3).map { _ in Double.random(in: -1000...1000, using: &random) } }
    let lines = values.map { row in row.map { "\($0)".replacing(".", with: mark) }.joined(separator: delimiter) }
    let text = (["a\(delimiter)b\(delimiter)c"] + lines).joined(separator: "\n")
    let table = try InputFixture.table(text)
    for column in 0..<3 {
      #expect(table.columns[column].numbers == values.map { $0[column] })
    }
  }

  @Test("Random bytes never crash", arguments: 0..<300)
  func randomBytes(seed: Int) {
    var random = TestRandom(seed: UInt64(2000 + seed))
    let common = Array(",;\t|\"\n\r 0123456789abc.-#=sep\\'".utf8)
    let wild = seed % 3 == 0
    let bytes = (0..<Int.random(in: 0...400, using: &random)).map { _ -> UInt8 in
      wild && random.next() % 8 == 0
        ? UInt8(truncatingIfNeeded: random.next()) : common.randomElement(using: &random) ?? 0
    }
    var options = ReadOptions(threads: 2)
    options.blockBytes = Int.random(in: 1...64, using: &random)
    options.isBlockSizeGiven = true
    do throws(TableError) {
      let table = try InputFixture.table(bytes, options)
      let whole = try InputFixture.table(bytes)
      #expect(table.fingerprint == whole.fingerprint)
      for row in 0..<table.rowCount { #expect(try table.cells(ofRow: row).count == table.columns.count) }
    } catch {
      #expect(!error.message.isEmpty)
    }
  }

  @Test("Damage to a good file gives a table or an error with a place", arguments: 0..<100)
  func damage(seed: Int) {
    var random = TestRandom(seed: UInt64(3000 + seed))
    var bytes = Array(BlockParserTests.largeTable(rows: 60).utf8)
    for _ in 0..<Int.random(in: 1...5, using: &random) {
      bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8(truncatingIfNeeded: random.next())
    }
    if let error = InputFixture.error(bytes) { #expect(!error.place.file.isEmpty) }
  }
}
