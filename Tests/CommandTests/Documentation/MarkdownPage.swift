import Foundation
import TestSupport

/// A page of the documentation, cut into the parts that can be checked.
struct MarkdownPage {
  /// What stands between two fences.
  struct Block {
    /// What follows the backquotes of the first fence, such as `console`.
    let marking: String
    /// The places of the lines between the fences, from 0.
    let places: Range<Int>
  }

  struct Link {
    let target: String
    /// The line it stands in, from 1.
    let line: Int
  }

  /// The path in the package, such as `docs/cluster.md`.
  let name: String
  let lines: [String]
  let blocks: [Block]

  init(_ name: String) throws {
    self.init(name, text: String(decoding: try Data(contentsOf: URL(filePath: Package.path(name))), as: UTF8.self))
  }

  init(_ name: String, text: String) {
    self.name = name
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var blocks: [Block] = []
    var opened: Int?
    for (place, line) in lines.enumerated() where line.hasPrefix("```") {
      if let first = opened {
        blocks.append(Block(marking: String(lines[first].dropFirst(3)), places: first + 1..<place))
        opened = nil
      } else {
        opened = place
      }
    }
    if let first = opened {
      blocks.append(Block(marking: "a fence that is never closed", places: first + 1..<lines.count))
    }
    self.blocks = blocks
  }

  /// The lines outside of fences, each with its place from 0.
  var prose: [(place: Int, text: String)] {
    var fenced = IndexSet()
    for block in blocks { fenced.insert(integersIn: block.places.lowerBound - 1...block.places.upperBound) }
    return lines.enumerated().filter { !fenced.contains($0.offset) }.map { (place: $0.offset, text: $0.element) }
  }

  /// Links to files of the package and to headings.
  var relativeLinks: [Link] {
    prose.flatMap { place, text in
      text.replacing(/`[^`]*`/, with: "").matches(of: /\]\(([^)\s]+)\)/).map {
        Link(target: String($0.1), line: place + 1)
      }
    }.filter { !$0.target.contains("://") && !$0.target.hasPrefix("mailto:") }
  }

  /// The names under which headings can be linked to, made as GitHub makes them.
  var anchors: Set<String> {
    let headings = prose.filter { $0.text.hasPrefix("#") }.map { $0.text.drop { $0 == "#" }.dropFirst() }
    return Set(
      headings.map { heading in
        String(
          heading.lowercased().compactMap { character -> Character? in
            if character == " " { return "-" }
            return character.isLetter || character.isNumber || "-_".contains(character) ? character : nil
          })
      })
  }
}
