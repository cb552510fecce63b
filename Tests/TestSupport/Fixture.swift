import Foundation
import Testing

/// Checks a text against a file in `Tests/Fixtures`.
///
/// With `ARCHETYPE_UPDATE_FIXTURES=1` in the environment the file is written instead, to be read before it is committed.
public func expectFixture(
  _ name: String, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let url = URL(filePath: Package.path("Tests/Fixtures/\(name)"))
  if ProcessInfo.processInfo.environment["ARCHETYPE_UPDATE_FIXTURES"] == "1" {
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    return
  }
  let expected = String(decoding: try Data(contentsOf: url), as: UTF8.self)
  #expect(text == expected, "differs from Tests/Fixtures/\(name)", sourceLocation: sourceLocation)
}
