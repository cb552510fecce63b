import Foundation
import TestSupport
import Testing

@Suite("Examples in articles")
struct ArticleTests {
  static let modules = [
    "Tables", "Clustering", "MarkovChains", "Journeys", "Simulation", "LinearAlgebra", "Reporting", "Workflows",
  ]

  @Test("the example of an article is the one that is compiled and run here", arguments: modules)
  func isCompiled(_ module: String) throws {
    let article = try lines(of: "Sources/\(module)/\(module).docc/\(module).md")
    let heading = try #require(article.firstIndex(of: "## Example"))
    let begin = try #require(article[heading...].firstIndex(of: "```swift")) + 1
    let end = try #require(article[begin...].firstIndex(of: "```"))
    let shown = article[begin..<end].split(separator: "", maxSplits: 1)

    let compiled = try lines(of: "Tests/ExampleTests/\(module)ExampleTests.swift")
    let testing = ["import TestSupport", "import Testing"]
    #expect(Array(shown[0]) == compiled.filter { $0.hasPrefix("import ") && !testing.contains($0) })
    let body = shown[1].map { $0.isEmpty ? "" : "    " + $0 }
    #expect(
      compiled.joined(separator: "\n").contains(body.joined(separator: "\n")),
      "The article says: \(shown[1].joined(separator: "\n"))")
  }

  private func lines(of path: String) throws -> [String] {
    try String(contentsOfFile: Package.path(path), encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
  }
}
