import Testing

@testable import Workflows

@Suite("Steps of the demonstration")
struct DemoStepTests {
  private func lines(_ folder: String) -> [String] { DemoStep.all(DemoRequest(folder: folder)).map(\.commandLine) }

  @Test("Commands name files by their paths from where the demonstration was run")
  func paths() {
    #expect(
      lines("d") == [
        "archetype cluster d/customers.csv -o d/customers-cluster",
        "archetype journey d/events.csv --archetypes d/customers-cluster/assignments.csv --conversion purchase "
          + "--inactive-after 60d -o d/events-journey",
        "archetype simulate d/events-journey/model.json d/scenarios.yaml -o d/events-simulate",
        "archetype optimize d/events-journey/model.json d/levers.yaml --budget 6000 -o d/events-optimize",
      ])
    #expect(lines("/tmp/d/")[0] == "archetype cluster /tmp/d/customers.csv -o /tmp/d/customers-cluster")
    #expect(lines("/")[0] == "archetype cluster /customers.csv -o /customers-cluster")
    #expect(lines("-d")[0] == "archetype cluster ./-d/customers.csv -o ./-d/customers-cluster")
  }

  @Test("Words that a shell would take apart are quoted")
  func quotes() {
    #expect(lines("my demo")[0] == "archetype cluster 'my demo/customers.csv' -o 'my demo/customers-cluster'")
    #expect(shellWord("it's") == #"'it'\''s'"#)
    #expect(shellWord("$HOME") == "'$HOME'")
    #expect(shellWord("~/x") == "'~/x'")
    #expect(shellWord("") == "''")
    #expect(shellWord("año/x_1.csv") == "año/x_1.csv")
  }

  @Test("The heading has the title, what it is for, and the command by itself on a line")
  func heading() {
    let step = DemoStep(title: "1. Title", purpose: "Why it is done.", words: ["cluster", "a b.csv"])
    let plain = String(decoding: step.heading(on: Terminal.Stream()), as: UTF8.self)
    #expect(plain == "\n1. Title\nWhy it is done.\n\n$ archetype cluster 'a b.csv'\n\n")
    let colored = String(decoding: step.heading(on: Terminal.Stream(usesColor: true)), as: UTF8.self)
    #expect(colored.contains("\u{1B}[1m1. Title\u{1B}[0m\n"))
  }

  @Test("Running text fits a narrow terminal")
  func narrow() {
    let stream = Terminal.Stream(isInteractive: true, width: 40)
    for step in DemoStep.all(DemoRequest()) {
      let lines = String(decoding: step.heading(on: stream), as: UTF8.self).split(separator: "\n")
      #expect(lines.filter { !$0.hasPrefix("$ ") }.allSatisfy { $0.count <= 40 })
    }
  }

  @Test("The ending names the file to change and commands for other data")
  func ending() {
    let text = DemoStep.ending(DemoRequest(folder: "d"), on: Terminal.Stream())
    #expect(text.contains("Change a number in d/scenarios.yaml and run step 3 again."))
    #expect(text.split(separator: "\n").count { $0.hasPrefix("  archetype ") } == 5)
  }
}
