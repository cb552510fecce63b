import Foundation
import TestSupport

/// Does what a page says, one command after the other, as a reader at a terminal would.
///
/// The working folder holds a link to the package's `Datasets`, and the files that the page shows.
struct PageReader {
  static let updatesPages = ProcessInfo.processInfo.environment["ARCHETYPE_UPDATE_FIXTURES"] == "1"

  /// Seconds after which a command of a debug build on a busy machine has surely hung.
  private static let timeout = 600.0

  private let folder: TemporaryFolder
  private let programs: TemporaryFolder

  init(_ page: MarkdownPage) throws {
    folder = try TemporaryFolder()
    programs = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("Datasets"), withDestinationPath: Package.path("Datasets"))
    try FileManager.default.createSymbolicLink(atPath: programs.path("archetype"), withDestinationPath: Program.path)
    for block in page.blocks {
      guard let name = Self.fileName(of: block) else { continue }
      try folder.write(page.lines[block.places].map { $0 + "\n" }.joined(), to: name)
    }
  }

  /// The file that a block shows: the second word of a marking such as `yaml levers.yaml`.
  static func fileName(of block: MarkdownPage.Block) -> String? {
    let words = block.marking.split(separator: " ")
    guard words.count == 2, words[1].hasSuffix("." + words[0]) else { return nil }
    return String(words[1])
  }

  /// Runs a command on a terminal of 120 columns, without colors and progress.
  func run(_ command: String) throws -> Program.Outcome {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return try Program.shell(
      "script -qec \"$COMMAND\" /dev/null",
      environment: [
        "COMMAND": command, "PATH": programs.path + ":" + path, "TERM": "dumb", "NO_COLOR": "1", "COLUMNS": "120",
      ],
      folder: folder.path, timeout: Self.timeout)
  }

  /// What stood on the terminal.
  static func lines(of outcome: Program.Outcome) -> [String] {
    let text = String(decoding: outcome.outputBytes.filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}
