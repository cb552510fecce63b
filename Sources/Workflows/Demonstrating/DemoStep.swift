import Reporting

/// One command of the demonstration and what it is for.
public struct DemoStep: Sendable, Equatable {
  public let title: String
  public let purpose: String
  /// The words of the command line after the program's name.
  public let words: [String]

  /// The command line as a shell takes it.
  public var commandLine: String {
    (["archetype"] + words).map(shellWord).joined(separator: " ")
  }

  /// What is printed before the result.
  public func heading(on stream: Terminal.Stream) -> [UInt8] {
    let emphasis = stream.emphasis
    let lines = [
      "", emphasis.bold(title), Paragraph(purpose).wrapped(width: stream.paragraphWidth), "",
      "$ " + emphasis.cyan(Terminal.harmless(commandLine)), "", "",
    ]
    return Array(lines.joined(separator: "\n").utf8)
  }
}

/// A word as a shell reads it back; quoted where it needs to be.
func shellWord(_ word: String) -> String {
  let plain = word.utf8.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "_-./+:,@%".utf8.contains(byte) || byte >= 0x80
    }
  }
  return plain && !word.isEmpty ? word : "'" + word.replacing("'", with: #"'\''"#) + "'"
}
