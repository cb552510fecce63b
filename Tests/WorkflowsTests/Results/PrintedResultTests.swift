import Tables
import Testing

@testable import Workflows

@Suite("Printed results")
struct PrintedResultTests {
  private let head = ResultTable(
    name: "head", columns: [ResultColumn("n", .integers([1, 20])), ResultColumn("t", .texts(["a", ""]))])
  private let other = ResultTable(name: "other", columns: [ResultColumn("x", .numbers([0.5, .nan], .shortest))])

  private func print(
    interactive: Bool = false, _ change: (inout OutputSettings) -> Void = { _ in }
  ) -> String {
    var settings = OutputSettings()
    change(&settings)
    let printed = PrintedResult(
      settings: settings, stream: .init(isInteractive: interactive), tables: [head, other],
      screen: { _ in "the screen\n" }, json: { .object(["k": .integer(2)]) })
    return String(decoding: printed.bytes(), as: UTF8.self)
  }

  @Test("a terminal gets the screen, a pipe gets CSV")
  func defaults() {
    #expect(print(interactive: true) == "the screen\n")
    #expect(print() == "n,t\n1,a\n20,\n")
  }

  @Test("every format can be asked for")
  func formats() {
    #expect(print { $0.format = .json } == "{\n  \"k\" : 2\n}\n")
    #expect(print(interactive: true) { $0.format = .csv } == "n,t\n1,a\n20,\n")
    #expect(print { $0.format = .table } == "the screen\n")
    let markdown = print { $0.format = .markdown }
    #expect(markdown.hasPrefix("|") && markdown.contains(" 20 |"))
  }

  @Test("a p-value is never shown as 0, and stays a number in files")
  func pValues() {
    let column = ResultColumn("p_value", .numbers([0, 1e-300, 0.0004, 0.0123, 1, .nan], .shortest))
    #expect(column.cellTexts == ["<0.001", "<0.001", "<0.001", "0.012", "1.000", ""])
    let files = CSVWriter(style: .plain).bytes(of: ResultTable(name: "t", columns: [column]))
    #expect(String(decoding: files, as: UTF8.self).hasPrefix("p_value\n0\n"))
  }

  @Test("another table is printed instead of the headline, missing numbers empty")
  func tables() {
    #expect(print { $0.table = "other" } == "x\n0.5\n\n" || print { $0.table = "other" } == "x\n0.5\n\"\"\n")
    let wide = print(interactive: true) { $0.table = "other" }
    #expect(wide.contains("0.5") && !wide.contains("screen"))
    #expect(print(interactive: true) { $0.table = "head" } == "the screen\n")
  }
}
