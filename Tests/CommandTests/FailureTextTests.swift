import Testing
import Workflows

@testable import archetype

@Suite("Failures as printed")
struct FailureTextTests {
  static func failure() -> Failure {
    var failure = Failure(
      kind: .badContent, message: "column 'age' holds 'n/a', which is not a number", hint: "use --categories age")
    failure.file = "customers.csv"
    failure.line = 118
    failure.column = 4
    return failure
  }

  static let plain = Terminal.Stream()

  @Test("Place, message, offending line with a caret, hint")
  func whole() {
    var failure = Self.failure()
    failure.excerpt = "17,n/a,3"
    failure.caret = 3
    failure.repeats = 212
    #expect(
      failure.text(on: Self.plain) == """
        customers.csv:118:4: column 'age' holds 'n/a', which is not a number (and 212 more like this)
          17,n/a,3
             ^
        hint: use --categories age

        """)
  }

  @Test("Whatever is unknown of the place is left out")
  func partialPlace() {
    var failure = Self.failure()
    failure.column = nil
    #expect(failure.text(on: Self.plain).hasPrefix("customers.csv:118: column"))
    failure.line = nil
    #expect(failure.text(on: Self.plain).hasPrefix("customers.csv: column"))
    failure.file = nil
    #expect(failure.text(on: Self.plain).hasPrefix("error: column"))
    failure.hint = nil
    #expect(failure.text(on: Self.plain) == "error: column 'age' holds 'n/a', which is not a number\n")
  }

  @Test("What comes from a file cannot steer the terminal")
  func harmless() {
    var failure = Self.failure()
    failure.file = "\u{1B}[2J.csv"
    failure.excerpt = "a\u{7}b"
    let text = failure.text(on: Self.plain)
    #expect(text.hasPrefix("␛[2J.csv:118:4:"))
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test("Colors mark the place, the caret and the hint, and nothing else")
  func colors() {
    var failure = Self.failure()
    failure.excerpt = "17,n/a,3"
    failure.caret = 0
    let text = failure.text(on: Terminal.Stream(usesColor: true))
    #expect(
      text == """
        \u{1B}[1mcustomers.csv:118:4:\u{1B}[0m column 'age' holds 'n/a', which is not a number
          17,n/a,3
          \u{1B}[31m^\u{1B}[0m
        \u{1B}[36mhint:\u{1B}[0m use --categories age

        """)
  }

  @Test("An error that nobody foresaw asks for a report")
  func unexpected() {
    struct Strange: Error {}
    let failure = Failure(unexpected: Strange())
    #expect(failure.kind == .unexpected)
    #expect(failure.text(on: Self.plain).hasPrefix("error: something unforeseen went wrong: Strange()\nhint: "))
  }

  @Test("Remarks are a sentence and perhaps a hint")
  func remarks() {
    #expect(CommandOutput.Remark(.note, "read as Windows-1252").text(on: Self.plain) == "note: read as Windows-1252\n")
    #expect(
      CommandOutput.Remark(.warning, "two columns say the same", hint: "use --exclude b").text(on: Self.plain)
        == "warning: two columns say the same\nhint: use --exclude b\n")
  }
}
