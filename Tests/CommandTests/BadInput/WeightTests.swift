import TestSupport
import Testing

@Suite("Weights that cannot be")
struct WeightTests {
  static let hint = "hint: weights are zero or more, one a row; a weight of zero leaves a row out of fitting"

  @Test("A negative weight is shown where it stands")
  func negative() throws {
    try Workplace(["t.csv": Sample.numbers("w") { $0 == 4 ? "-1" : "1" }]).expectFailure(
      "cluster t.csv --weight w", code: 2,
      """
      t.csv:6:5: a weight in column 'w' is negative
        4,5,-1
            ^
      \(Self.hint)
      """)
  }

  @Test("Missing weights are counted beyond the first")
  func missing() throws {
    try Workplace(["t.csv": Sample.numbers("w") { $0 % 10 == 4 ? "" : "1" }]).expectFailure(
      "cluster t.csv --weight w", code: 2,
      """
      t.csv:6:5: a weight in column 'w' holds no number (and 2 more like this)
        4,5,
            ^
      \(Self.hint)
      """)
  }

  @Test("A row too short to have a weight has none")
  func shortRow() throws {
    var rows = (0..<10).map { "\($0),\($0 * $0 % 7),2" }
    rows[9] = "9,4"
    try Workplace(["t.csv": Sample.table("a,b,w", rows)]).expectFailure(
      "cluster t.csv --weight w --quiet", code: 2,
      """
      t.csv:11:3: a weight in column 'w' holds no number
        9,4
          ^
      \(Self.hint)
      """)
  }

  @Test("A weight so large that sums overflow")
  func tooLarge() throws {
    try Workplace(["t.csv": Sample.numbers("w") { $0 == 29 ? "1e300" : "1" }]).expectFailure(
      "cluster t.csv --weight w", code: 2,
      """
      t.csv:31:5: a weight in column 'w' is too large
        1,5,1e300
            ^
      \(Self.hint)
      """)
  }

  @Test("Texts are no weights")
  func texts() throws {
    try Workplace(["t.csv": Sample.numbers("w") { _ in "heavy" }]).expectFailure(
      "cluster t.csv --weight w", code: 2,
      """
      t.csv: column 'w' cannot be a weight: it holds texts such as 'heavy'
      \(Self.hint)
      """)
  }

  @Test("All weights zero")
  func allZero() throws {
    try Workplace(["t.csv": Sample.numbers("w") { _ in "0" }]).expectFailure(
      "cluster t.csv --weight w", code: 2,
      """
      t.csv: every weight is zero
      hint: leave out --weight, or choose another column
      """)
  }

  @Test("A weight of two counts like the same row twice")
  func twice() throws {
    let rows = (0..<20).map { "\($0 % 2 * 10 + $0 % 5),\($0 % 3)" }
    let work = try Workplace([
      "weighted.csv": Sample.table("a,b,w", rows.map { $0 + ",2" }),
      "doubled.csv": Sample.table("a,b", rows + rows),
    ])
    let options = "-k 2 --bootstrap 0 --no-output --format json"
    let weighted = try JSONDocument(work.expectSuccess("cluster weighted.csv --weight w \(options)"))
    let doubled = try JSONDocument(work.expectSuccess("cluster doubled.csv \(options)"))
    #expect(isClose(try weighted.number("inertia"), try doubled.number("inertia")))
  }
}
