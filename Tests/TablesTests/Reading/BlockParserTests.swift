import Testing

@testable import Tables

/// Tables must not depend on where blocks are cut, nor on the number of threads.
@Suite struct BlockParserTests {
  private func options(_ blockBytes: Int, threads: Int = 1) -> ReadOptions {
    var options = ReadOptions(threads: threads)
    options.blockBytes = blockBytes
    options.isBlockSizeGiven = true
    return options
  }

  private static let texts = [
    "a,b\n1,x\n2,y\n3,z\n",
    "a,b\r\n1,x\r\n\r\n2,y\r\n3,z",
    "a,b\r1,x\r2,y\r\r3,z\r",
    "a,b\n\"1\",\"x\ny\"\n2,\"\n\n\"\n\"3\",\"q\"\"\n\"\"\"\n",
    "a,b\r\n1,\"x\r\n,\r\n\"\r\n2,\"1,2\r\n3,4\r\n\"\r\n",
    "a,b\n1,\"" + String(repeating: "line\n", count: 60) + "\"\n2,y\n",
    "a,b\n1,ñandú\n2,\"ñ\nü\"\n3,€\n",
    "a,b,c\n1\n2,3\n\n4,5,6,\n\"7\",,\n",
    "a\n1\n2\n3\n",
    "# note\n\na,b\n1,2\n",
    "a,b\r\n1,2\r\n,\r\n3,\"x\r\n,\r\n\"\r\n,\r\n , \r\n\r\n,,,\r\n",
  ]

  @Test("Blocks of any size give the same table", arguments: texts)
  func blockSizes(text: String) throws {
    let whole = try InputFixture.table(text, options(1 << 20))
    let cells = try whole.allCells()
    for size in 1...40 {
      let table = try InputFixture.table(text, options(size, threads: 1 + size % 3))
      #expect(table.fingerprint == whole.fingerprint, "blocks of \(size)")
      #expect(table.notices == whole.notices)
      #expect(table.digest == whole.digest)
      #expect(try table.allCells() == cells)
    }
  }

  @Test("A delimiter that is also the decimal mark ends a cell")
  func markAsDelimiter() throws {
    let table = try InputFixture.table("x,y,z\n\"1,5\",2,3\n4,5,6\n7,8,9\n", options(1 << 20))
    #expect(table.columns.map(\.numbers) == [[1.5, 4, 7], [2, 5, 8], [3, 6, 9]])
    let given = try InputFixture.table("x,y\n4,5\n", ReadOptions(decimal: .comma))
    #expect(given.columns.map(\.numbers) == [[4], [5]])
  }

  @Test("1, 2 and 7 threads give the same table")
  func threads() throws {
    let text = Self.largeTable(rows: 4000)
    let single = try InputFixture.table(text, options(4096))
    #expect(single.rowCount == 4000)
    for threads in [2, 7] {
      for size in [999, 4096] {
        let table = try InputFixture.table(text, options(size, threads: threads))
        #expect(table.fingerprint == single.fingerprint)
        #expect(table.digest == single.digest)
        #expect(table.notices == single.notices)
      }
    }
  }

  @Test("Errors are the same on any number of threads")
  func errors() {
    var lines = Self.largeTable(rows: 2000).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    lines[1500] += ",extra"
    lines[1700] += ",extra"
    let text = lines.joined(separator: "\n")
    let single = InputFixture.error(text, options(1 << 20))
    #expect(single?.repeats == 1)
    for threads in [2, 7] {
      let error = InputFixture.error(text, options(500, threads: threads))
      #expect(error?.message == single?.message)
      #expect(error?.place.line == single?.place.line)
      #expect(error?.repeats == single?.repeats)
    }
  }

  @Test("A quote that opens in one block and closes many blocks later")
  func longQuotes() throws {
    // Within the quotes everything looks like rows, so that every guess is wrong.
    let inside = String(repeating: "5,no\n", count: 1000)
    let text = "a,b\n1,\"\(inside)\"\n2,\"\(inside)\"\n3,end\n"
    let table = try InputFixture.table(text, options(64, threads: 2))
    #expect(table.rowCount == 3)
    #expect(table.columns[0].numbers == [1, 2, 3])
    #expect(table.columns[1].texts?.string(ofRow: 1) == inside)
  }

  @Test("NUL bytes and bytes that are not UTF-8 are found in any block")
  func byteFaults() {
    for position in 4..<40 {
      var bytes = Array("a,b\n1,two\n3,four\n5,six\n7,eight\n9,ten\nxx,yy\n".utf8)
      bytes[position] = 0
      let error = InputFixture.error(bytes, options(5, threads: 2))
      guard case .nulByte? = error else {
        Issue.record("NUL at \(position): \(String(describing: error))")
        continue
      }
    }
    let text = Array(("a,b\n" + String(repeating: "ñu,€\n", count: 40_000)).utf8)
    for position in [200_001, 300_002, text.count - 2] {
      var bytes = text
      bytes[position] = 0xFF
      var given = options(65_536, threads: 2)
      given.encoding = .utf8
      guard case .undecodable? = InputFixture.error(bytes, given) else {
        Issue.record("0xFF at \(position) was not found")
        continue
      }
    }
  }

  @Test("A fault of the bytes goes before an open quote, wherever the blocks are cut")
  func faultOrder() {
    for size in [1, 4, 9, 100] {
      guard case .nulByte? = InputFixture.error("a,b\nx,\"y\nz\0,1\nu,v\nw,w\n", options(size, threads: 2)) else {
        Issue.record("blocks of \(size)")
        continue
      }
    }
  }

  @Test("Valid UTF-8 that is cut by blocks anywhere is valid")
  func cutCharacters() throws {
    let text = "a,b\n" + String(repeating: "é€😀,x\n", count: 50)
    for size in 1...13 {
      #expect(try InputFixture.table(text, options(size)).encoding == .utf8)
    }
  }

  /// Numbers, dates, repeated and different texts, missing values, quotes with line ends.
  static func largeTable(rows: Int) -> String {
    var random = TestRandom(seed: 7)
    var lines = ["id,n,x,day,plan,note,code"]
    for row in 0..<rows {
      let note = row % 7 == 0 ? "\"note \(row),\n\"\"quoted\"\"\"" : "n\(row)"
      let x = row % 11 == 0 ? "NA" : "\(Double.random(in: -1...1, using: &random))"
      lines.append(
        "c\(row)x,\(random.next() % 1000),\(x),2024-01-\(10 + row % 20),p\(random.next() % 5),\(note),0\(row)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
