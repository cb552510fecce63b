import Foundation
import TestSupport
import Testing

/// README.md and the guides promise what the program prints; here it is printed again.
///
/// CONTRIBUTING.md says how blocks are marked and what they mean.
@Suite("Documentation")
struct DocumentationTests {
  /// Pages whose commands are run.
  static let pages = ["README.md"] + markdown(in: "docs")

  /// Pages whose links are followed.
  static let linkedPages =
    markdown(in: "") + markdown(in: "docs") + markdown(in: "Notebooks")
    + names(in: "Datasets").flatMap { markdown(in: $0) }

  private static func names(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: Package.path(folder))) ?? []
    return names.sorted().map { folder.isEmpty ? $0 : "\(folder)/\($0)" }
  }

  private static func markdown(in folder: String) -> [String] { names(in: folder).filter { $0.hasSuffix(".md") } }

  @Test("Every command prints what stands below it", arguments: pages)
  func commands(name: String) throws {
    let page = try MarkdownPage(name)
    let reader = try PageReader(page)
    var replacements: [(places: Range<Int>, lines: [String])] = []
    for shown in ShownCommand.all(in: page) {
      let outcome = try reader.run(shown.command)
      let real = PageReader.lines(of: outcome)
      let place = "\(name):\(shown.place + 1): $ \(shown.command)"
      #expect(outcome.exitCode == 0, "\(place)\n\(real.joined(separator: "\n"))")
      guard let difference = shown.disagreement(with: real) else { continue }
      if PageReader.updatesPages && !shown.isAbridged {
        replacements.append((shown.outputPlaces, real))
      } else {
        Issue.record("\(place)\ndoes not print: \(difference)\nbut:\n\(real.joined(separator: "\n"))")
      }
    }
    try replace(replacements, in: page)
  }

  private func replace(_ replacements: [(places: Range<Int>, lines: [String])], in page: MarkdownPage) throws {
    if replacements.isEmpty { return }
    var lines = page.lines
    for (places, real) in replacements.reversed() { lines.replaceSubrange(places, with: real) }
    try Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: Package.path(page.name)))
  }

  @Test("Every block is marked as one that is run, one that is not, or a file", arguments: pages)
  func markings(name: String) throws {
    let page = try MarkdownPage(name)
    for block in page.blocks {
      let place = "\(name):\(block.places.lowerBound)"
      let isFile = PageReader.fileName(of: block) != nil
      let isKnown = ["console", "sh"].contains(block.marking) || isFile
      #expect(isKnown, "\(place): '\(block.marking)'")
      let beginsWithCommand = page.lines[block.places].first?.hasPrefix("$ ") == true
      #expect(beginsWithCommand || block.marking != "console", "\(place): no command at the beginning")
    }
  }

  @Test("Every link to a file or a heading leads there", arguments: linkedPages)
  func links(name: String) throws {
    let page = try MarkdownPage(name)
    let folder = URL(filePath: Package.path(name)).deletingLastPathComponent()
    for link in page.relativeLinks {
      let parts = link.target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      let file = parts[0].isEmpty ? URL(filePath: Package.path(name)) : folder.appending(path: String(parts[0]))
      let path = file.standardized.path
      guard FileManager.default.fileExists(atPath: path) else {
        Issue.record("\(name):\(link.line): there is no \(link.target)")
        continue
      }
      guard parts.count == 2 else { continue }
      let target = MarkdownPage(path, text: String(decoding: try Data(contentsOf: file), as: UTF8.self))
      let isThere = target.anchors.contains(String(parts[1]))
      #expect(isThere, "\(name):\(link.line): \(link.target) has no such heading")
    }
  }

  @Test("Every option and help topic that a page names exists", arguments: pages)
  func namedOptionsAndTopics(name: String) throws {
    let screens = try Self.names(in: "Tests/Fixtures/help").map {
      String(decoding: try Data(contentsOf: URL(filePath: Package.path($0))), as: UTF8.self)
    }.joined()
    for (place, text) in try MarkdownPage(name).prose {
      for code in text.matches(of: /`((?:archetype |-)[^`]*)`/).map(\.1) {
        for option in code.matches(of: /--[a-z][a-z-]*/).map({ String($0.0) }) {
          let isKnown = screens.contains(option)
          #expect(isKnown, "\(name):\(place + 1): no help screen has \(option)")
        }
      }
      for topic in text.matches(of: /archetype help ([a-z-]+)/).map({ String($0.1) }) {
        let exitCode = try Program.run(["help", topic]).exitCode
        #expect(exitCode == 0, "\(name):\(place + 1): there is no help on \(topic)")
      }
    }
  }
}
