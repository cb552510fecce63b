import Foundation
import TestSupport
import Testing

/// What the program printed as JSON, read by another program's eyes.
struct JSONDocument {
  struct Missing: Error { let name: String }

  let members: [String: Any]

  init(_ outcome: Program.Outcome) throws { try self.init(outcome.outputBytes) }

  init(_ bytes: [UInt8]) throws {
    members = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  private init(members: [String: Any]) { self.members = members }

  func number(_ name: String) throws -> Double {
    guard let number = members[name] as? NSNumber else { throw Missing(name: name) }
    return number.doubleValue
  }

  func text(_ name: String) throws -> String {
    guard let text = members[name] as? String else { throw Missing(name: name) }
    return text
  }

  /// An object within this one.
  func object(_ name: String) throws -> JSONDocument {
    guard let members = members[name] as? [String: Any] else { throw Missing(name: name) }
    return JSONDocument(members: members)
  }

  /// The rows of a table.
  func rows(_ name: String) throws -> [JSONDocument] {
    guard let rows = members[name] as? [[String: Any]] else { throw Missing(name: name) }
    return rows.map { JSONDocument(members: $0) }
  }
}
