import Foundation
import TestSupport
import Testing

@testable import Workflows

@Suite("Inspecting a table")
struct InspectWorkflowTests {
  private let table = "id;importe;alta\nc1;1.234,5;31/12/2020\nc2;-7,25;\n"

  private func run(_ text: String, _ change: (inout InspectRequest) -> Void) throws -> CommandOutput {
    let folder = try TemporaryFolder()
    var request = InspectRequest(input: try folder.write(text, to: "t.csv"))
    change(&request)
    return try InspectWorkflow().run(request, terminal: Terminal())
  }

  @Test("tells the kind, the gaps and the use of every column")
  func findings() throws {
    let output = try run(table) { $0.output.format = .json }
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(output.standardOutput)) as? [String: Any])
    #expect(json["schema"] as? String == "archetype/inspect/1")
    #expect(json["rows"] as? Int == 2 && json["delimiter"] as? String == ";" && json["decimal_mark"] as? String == ",")
    let columns = try #require(json["columns"] as? [[String: Any]])
    #expect(columns.map { $0["kind"] as? String } == ["text", "number", "date"])
    #expect(columns.map { $0["missing"] as? Int } == [0, 0, 1])
    #expect((columns[0]["cluster"] as? String)?.hasPrefix("identifier") == true)
    #expect(columns[1]["cluster"] as? String == "number")
    #expect((columns[2]["cluster"] as? String)?.hasPrefix("unused") == true)
  }

  @Test("rewrites the table as it was read, or with canonical numbers and dates")
  func rewriting() throws {
    let clean = try run(table) { $0.view = .clean }
    #expect(
      String(decoding: clean.standardOutput, as: UTF8.self)
        == "id,importe,alta\nc1,\"1.234,5\",31/12/2020\nc2,\"-7,25\",\n")
    let typed = try run(table) { $0.view = .typed }
    #expect(
      String(decoding: typed.standardOutput, as: UTF8.self) == "id,importe,alta\nc1,1234.5,2020-12-31\nc2,-7.25,\n")
  }

  @Test("a table without a feature has its reasons, and examples with commas stay apart")
  func reasons() throws {
    let output = try run("id;alta;nota\nc1;31/12/2020;uno, dos\nc2;30/12/2020;tres\n") { $0.output.format = .json }
    let text = String(decoding: output.standardOutput, as: UTF8.self)
    #expect(text.contains("identifier: named like") && text.contains("unused: a date"))
    #expect(text.contains("uno, dos · tres"))
  }

  @Test("says of a log of contacts which command it is for")
  func log() throws {
    func text(_ header: String) throws -> String {
      let output = try run("\(header)\na,2020-01-02,ad\na,2020-01-03,buy\n") { $0.output.format = .table }
      return String(decoding: output.standardOutput, as: UTF8.self)
    }
    #expect(try text("customer,time,touchpoint").contains("\na log of contacts, it seems: for 'archetype journey';"))
    #expect(try !text("customer,since,last").contains("journey"))
  }

  @Test("names columns that are parted by blanks, and no delimiter where there is one column")
  func blanks() throws {
    let output = try run("id age\nc1 30\nc2 40\n") { $0.output.format = .table }
    #expect(String(decoding: output.standardOutput, as: UTF8.self).contains("2 rows × 1 column, utf-8, line ends lf"))
    #expect(output.remarks.first?.message.contains("parted by blanks, and are read as one: each row holds 2") == true)
    #expect(output.remarks.first?.hint?.contains("awk") == true)
  }

  @Test("a time without a zone claims none")
  func times() throws {
    let typed = try run("x,t\n1,2020-01-02 03:04:05\n2,2020-01-02 03:04:06\n") { $0.view = .typed }
    #expect(!String(decoding: typed.standardOutput, as: UTF8.self).contains("Z"))
  }
}
