import Foundation
import TestSupport
import Testing

/// A folder of its own in which the program runs.
struct Workplace {
  let folder: TemporaryFolder

  init(_ files: [String: String] = [:]) throws {
    folder = try TemporaryFolder()
    for (name, text) in files { try folder.write(text, to: name) }
  }

  init(_ name: String, _ bytes: [UInt8]) throws {
    folder = try TemporaryFolder()
    try folder.write(bytes, to: name)
  }

  /// Runs the program with words that have no blanks in them.
  func run(
    _ line: String, input: [UInt8] = [], environment: [String: String] = [:], timeout: Double = 120
  ) throws -> Program.Outcome {
    try Program.run(
      line.split(separator: " ").map(String.init), input: input, environment: environment, folder: folder.path,
      timeout: timeout)
  }

  /// Every file and folder in the workplace, with the sizes of files.
  func contents() throws -> [String: Int] {
    var found: [String: Int] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.path(name))
      let isFile = attributes[.type] as? FileAttributeType == .typeRegular
      found[name] = isFile ? attributes[.size] as? Int ?? -1 : -1
    }
    return found
  }

  /// Runs the program and checks that it fails with these words and no others, prints nothing and leaves nothing behind.
  func expectFailure(
    _ line: String, input: [UInt8] = [], code: Int32, _ message: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try contents()
    let outcome = try run(line, input: input)
    #expect(outcome.standardError == message + "\n", sourceLocation: sourceLocation)
    #expect(outcome.exitCode == code, sourceLocation: sourceLocation)
    #expect(outcome.outputBytes.isEmpty, sourceLocation: sourceLocation)
    #expect(try contents() == before, "something was left behind", sourceLocation: sourceLocation)
  }

  /// Runs the program, checks that all went well and gives what was said on standard error.
  @discardableResult
  func expectSuccess(
    _ line: String, input: [UInt8] = [], environment: [String: String] = [:],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Program.Outcome {
    let outcome = try run(line, input: input, environment: environment)
    #expect(outcome.exitCode == 0, "\(outcome.standardError)", sourceLocation: sourceLocation)
    return outcome
  }
}

/// Tables for tests.
enum Sample {
  static let customerHeader = "id,age,spend,plan"

  /// Sixty customers: every other one spends about 500 on plan `pro`, the rest about 100 on `basic`.
  static let customerRows = (0..<60).map { row in
    let spend = row % 2 == 0 ? 500 + row * 13 % 20 : 100 + row * 7 % 20
    return "c\(row),\(20 + row * 11 % 40),\(spend).25,\(row % 2 == 0 ? "pro" : "basic")"
  }

  static let customers = table(customerHeader, customerRows)

  static func table(_ header: String, _ rows: [String]) -> String {
    ([header] + rows).joined(separator: "\n") + "\n"
  }

  /// Numbers, a category and missing cells in all of them.
  static func mixed(rows: Int) -> String {
    let rows = (0..<rows).map { row in
      let age = row % 50 == 7 ? "" : String(20 + row * 11 % 40)
      let spend = row % 3 * 400 + row * 13 % 97
      return "c\(row),\(age),\(spend).\(row % 10),\(["pro", "basic", "plus", ""][row * row % 4])"
    }
    return table(customerHeader, rows)
  }

  /// The customers with one row replaced.
  static func customers(row: Int, _ text: String) -> String {
    var rows = customerRows
    rows[row] = text
    return table(customerHeader, rows)
  }

  /// Thirty rows of `a` and `b`, and of a third column that is made from the row.
  static func numbers(_ name: String, _ cell: (Int) -> String) -> String {
    table("a,b,\(name)", (0..<30).map { "\($0 % 7),\($0 * $0 % 11),\(cell($0))" })
  }
}
