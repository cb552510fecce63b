/// A command in a block marked `console`, and the output that stands below it.
///
/// A line `…` stands for any number of lines, ` …` at the end of a line for the rest of that line. Empty lines at the end
/// of an output do not count, so that commands can stand apart.
struct ShownCommand: Equatable {
  /// What follows `$ `, with the lines that it is continued on after a backslash.
  let command: String
  /// The place of the command in the page, from 0.
  let place: Int
  /// The places of the lines of output in the page.
  let outputPlaces: Range<Int>
  let output: [String]

  static let elision = "…"

  var isAbridged: Bool { output.contains { $0 == Self.elision || $0.hasSuffix(" " + Self.elision) } }

  /// All commands of a page in their order; a block has to begin with one.
  static func all(in page: MarkdownPage) -> [ShownCommand] {
    page.blocks.filter { $0.marking == "console" }.flatMap { commands(in: page.lines, $0.places) }
  }

  private static func commands(in lines: [String], _ places: Range<Int>) -> [ShownCommand] {
    var commands: [ShownCommand] = []
    var place = places.lowerBound
    while place < places.upperBound {
      let first = place
      var command = String(lines[place].dropFirst(2))
      while command.hasSuffix("\\"), place + 1 < places.upperBound {
        place += 1
        command += "\n" + lines[place]
      }
      let next = lines[places].indices.first { $0 > place && lines[$0].hasPrefix("$ ") } ?? places.upperBound
      let output = withoutBlankEnd(lines[place + 1..<next])
      commands.append(
        ShownCommand(command: command, place: first, outputPlaces: output.indices, output: Array(output)))
      place = next
    }
    return commands
  }

  /// The first line that the real output does not have where it should be, or `nil` when all agrees.
  func disagreement(with real: [String]) -> String? {
    let real = Self.withoutBlankEnd(real.map(Self.withoutTrailingBlanks)[...])
    var runs = output.map(Self.withoutTrailingBlanks).split(separator: Self.elision, omittingEmptySubsequences: false)
    let last = runs.removeLast()
    guard let first = runs.first else { return Self.firstDifference(last, real) }

    guard Self.agree(first, real.prefix(first.count)) else { return Self.firstDifference(first, real) }
    var rest = real.dropFirst(first.count)
    for run in runs.dropFirst() {
      guard let start = rest.indices.first(where: { Self.agree(run, rest[$0...].prefix(run.count)) }) else {
        return Self.firstMissing(run, in: rest)
      }
      rest = rest[(start + run.count)...]
    }
    guard rest.count >= last.count, Self.agree(last, rest.suffix(last.count)) else {
      return Self.firstMissing(last, in: rest)
    }
    return nil
  }

  private static func agree(_ shown: ArraySlice<String>, _ real: ArraySlice<String>) -> Bool {
    shown.count == real.count && zip(shown, real).allSatisfy(agree)
  }

  private static func agree(_ shown: String, _ real: String) -> Bool {
    shown.hasSuffix(" " + elision) ? real.hasPrefix(shown.dropLast(2)) : shown == real
  }

  private static func firstDifference(_ shown: ArraySlice<String>, _ real: ArraySlice<String>) -> String? {
    if let pair = zip(shown, real).first(where: { !agree($0, $1) }) { return pair.0 }
    if shown.count > real.count { return shown[shown.startIndex + real.count] }
    return shown.count < real.count ? "(the end of the output)" : nil
  }

  private static func firstMissing(_ shown: ArraySlice<String>, in real: ArraySlice<String>) -> String {
    shown.first { line in !real.contains { agree(line, $0) } }
      ?? "\(shown.first ?? "") (its lines occur, but not together in this place)"
  }

  private static func withoutBlankEnd(_ lines: ArraySlice<String>) -> ArraySlice<String> {
    lines[...(lines.lastIndex { !$0.isEmpty } ?? lines.startIndex - 1)]
  }

  private static func withoutTrailingBlanks(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }
}
