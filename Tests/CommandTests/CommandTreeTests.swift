import Testing
import Workflows

@testable import archetype

@Suite("Commands by name")
struct CommandTreeTests {
  @Test("The words that lead to a command end at the first option or word of its own")
  func resolve() throws {
    #expect(try CommandTree.resolve([]).path == "archetype")
    #expect(try CommandTree.resolve(["cluster", "cluster"]).path == "archetype cluster")
    #expect(try CommandTree.resolve(["generate", "customers", "--rows", "3"]).path == "archetype generate customers")
    #expect(try CommandTree.resolve(["--version"]).path == "archetype")
    #expect(throws: Failure.self) { try CommandTree.resolve(["generate", "x"]) }
  }

  @Test("Every command is found by its name and has examples to begin with")
  func commands() {
    for name in CommandTree.names(below: Archetype.self) {
      let command = CommandTree.child(of: Archetype.self, named: name)
      #expect(command?.configuration.discussion.hasPrefix("  archetype \(name)") == true)
    }
  }
}
