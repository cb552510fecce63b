import TestSupport
import Testing

@testable import Workflows

@Suite("Making the sample shop")
struct DemoWorkflowTests {
  private func run(_ folder: String) throws(Failure) -> CommandOutput {
    try DemoWorkflow().run(DemoRequest(folder: folder), terminal: Terminal())
  }

  private func refusal(_ folder: String) -> Failure? {
    do throws(Failure) {
      _ = try run(folder)
      return nil
    } catch {
      return error
    }
  }

  @Test("Writes the files, says what they are, and does so again over its own")
  func again() throws {
    let folder = try TemporaryFolder()
    let output = try run(folder.path("d"))
    let names = ["README.txt", "customers.csv", "events.csv", "levers.yaml", "scenarios.yaml"]
    #expect(try folder.names(in: "d") == names)
    let text = String(decoding: output.standardOutput, as: UTF8.self)
    for name in names { #expect(text.contains("\n  \(name) ")) }
    let bytes = try names.map { try folder.bytes(of: "d/\($0)") }
    // What the steps left beside the files is no reason to refuse.
    try folder.write("mine", to: "d/notes.txt")
    #expect(try run(folder.path("d")) == output)
    #expect(try names.map { try folder.bytes(of: "d/\($0)") } == bytes)
    #expect(try folder.text(of: "d/notes.txt") == "mine")
  }

  @Test("An empty folder is as good as none")
  func empty() throws {
    let folder = try TemporaryFolder()
    #expect(try run(folder.path).remarks.isEmpty)
    #expect(try folder.names().count == 5)
  }

  @Test("A folder with files of others is refused and stays as it is")
  func others() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine", to: "customers.csv")
    let failure = try #require(refusal(folder.path))
    #expect(failure.kind == .cannotWrite)
    #expect(failure.file == folder.path)
    #expect(failure.message == "the folder holds files that 'archetype demo' did not write")
    #expect(try folder.names() == ["customers.csv"])
    #expect(try folder.text(of: "customers.csv") == "mine")
  }

  @Test("A file that was changed since is not replaced")
  func changed() throws {
    let folder = try TemporaryFolder()
    _ = try run(folder.path)
    try folder.write("scenarios: []\n", to: "scenarios.yaml")
    let failure = try #require(refusal(folder.path))
    #expect(failure.file == folder.path("scenarios.yaml"))
    #expect(failure.message == "the file is not as 'archetype demo' writes it, and would be replaced")
    #expect(failure.hint == "name another folder, as in: archetype demo my-demo")
    #expect(try folder.text(of: "scenarios.yaml") == "scenarios: []\n")
  }

  @Test("A file of the folder's name, and no name at all")
  func noFolder() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine", to: "taken")
    let failure = try #require(refusal(folder.path("taken")))
    #expect(failure.message == "cannot be used as a folder: it is a file")
    #expect(failure.hint == "name another folder, as in: archetype demo my-demo")
    #expect(refusal("")?.kind == .usage)
  }
}
