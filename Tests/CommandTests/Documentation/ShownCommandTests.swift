import Testing

@Suite("Commands that a page shows")
struct ShownCommandTests {
  private func commands(_ block: String) -> [ShownCommand] {
    ShownCommand.all(in: MarkdownPage("page.md", text: "Text\n```console\n\(block)\n```\n```sh\n$ not me\n```\n"))
  }

  private func disagreement(_ shown: String, _ real: String) -> String? {
    commands("$ x\n" + shown)[0].disagreement(with: real.split(separator: "\n").map(String.init))
  }

  @Test("A command is what follows the prompt; its output is what follows, up to the next command")
  func commandsAndOutputs() {
    let found = commands("$ a b\none\ntwo\n$ c \\\n  --d\n$ e\nthree")
    #expect(found.map(\.command) == ["a b", "c \\\n  --d", "e"])
    #expect(found.map(\.output) == [["one", "two"], [], ["three"]])
    #expect(found.map(\.place) == [2, 5, 7])
    #expect(found.map(\.outputPlaces) == [3..<5, 7..<7, 8..<9])
  }

  @Test("Empty lines between an output and the next command belong to neither")
  func commandsApart() {
    let found = commands("$ a\none\n\n\n$ b\n\n$ c\n\ntwo")
    #expect(found.map(\.output) == [["one"], [], ["", "two"]])
    #expect(found.map(\.outputPlaces) == [3..<4, 7..<7, 9..<11])
    #expect(found[0].disagreement(with: ["one", "", ""]) == nil)
  }

  @Test("What is shown agrees with itself, blanks at the ends of lines aside")
  func same() {
    #expect(disagreement("one\ntwo", "one  \ntwo") == nil)
    #expect(commands("$ x")[0].disagreement(with: []) == nil)
  }

  @Test(
    "A changed number, a line too much and a line too few are found",
    arguments: [
      ("one\n38.5%", "one\n38.6%", "38.5%"), ("one\ntwo\n3", "one\ntwo", "3"),
      ("one", "one\ntwo", "(the end of the output)"), ("…\n38.5%", "one\n38.6%", "38.5%"),
      ("one\n…\n38.5%\n…", "one\n38.6%\ntwo", "38.5%"), ("one\n…", "two\none", "one"),
      ("…\none", "one\ntwo", "one (its lines occur, but not together in this place)"),
      ("…\none\ntwo\n…", "two\none", "one (its lines occur, but not together in this place)"),
    ])
  func different(shown: String, real: String, expected: String) {
    #expect(disagreement(shown, real) == expected)
  }

  @Test(
    "A line … stands for any number of lines, none included",
    arguments: ["…", "…\none\n…", "one\n…", "…\nfour", "one\n…\nfour", "one\ntwo\n…\nthree\nfour", "one\n…\nthree\n…"])
  func elidedLines(shown: String) {
    #expect(disagreement(shown, "one\ntwo\nthree\nfour") == nil)
  }

  @Test("… at the end of a line stands for its rest; within a word it is a letter like any other")
  func elidedRest() {
    #expect(disagreement("cart  decision …", "cart  decision  1,965") == nil)
    #expect(disagreement("cart  decision …", "cart  awareness  1,965") == "cart  decision …")
    #expect(disagreement("cart  deci…", "cart  decision") == "cart  deci…")
  }

  @Test("What needs a person's eye after a change is abridged")
  func abridged() {
    #expect(commands("$ a\none\n$ b\n…\n$ c\none …").map(\.isAbridged) == [false, true, true])
  }
}
