import TestSupport
import Testing

@Suite("Completion scripts")
struct CompletionTests {
  @Test("There is one for every common shell, and it knows the options", arguments: ["bash", "zsh", "fish"])
  func scripts(shell: String) throws {
    let outcome = try Program.run(["--generate-completion-script", shell])
    #expect(outcome.exitCode == 0)
    for word in ["cluster", "assign", "journey", "inspect", "customers", "events", "bootstrap", "excel-es"] {
      #expect(outcome.standardOutput.contains(word))
    }
  }

  @Test("bash can read its own")
  func bashParses() throws {
    #expect(try Program.shell("$ARCHETYPE --generate-completion-script bash | bash -n").exitCode == 0)
  }

  @Test("An unknown shell is a usage error")
  func unknownShell() throws {
    let outcome = try Program.run(["--generate-completion-script", "tcsh"])
    #expect(outcome.exitCode == 64)
    #expect(outcome.standardError.hasPrefix("error: can't generate completion scripts for 'tcsh'"))
  }
}
