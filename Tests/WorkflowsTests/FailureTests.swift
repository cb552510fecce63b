import Simulation
import Testing

@testable import Workflows

@Suite("Failures")
struct FailureTests {
  @Test("Every kind has the exit code of the contract")
  func exitCodes() {
    let codes: [(Failure.Kind, Int32)] = [
      (.usage, 64), (.badContent, 2), (.missingInput, 66), (.cannotWrite, 73), (.closedPipe, 0), (.unexpected, 1),
    ]
    for (kind, code) in codes { #expect(kind.exitCode == code) }
    #expect(Interruption.exitCode == 130)
  }

  @Test("An unknown name of a long list is answered with the nearest only")
  func longList() {
    let columns = (1...20).map { "feature_\($0)" } + ["spend"]
    let near = Failure.unknownName("spand", among: columns, plural: "columns", message: "no column 'spand'")
    #expect(near.hint == "did you mean 'spend'?")
    let far = Failure.unknownName("zzz", among: columns, plural: "columns", message: "no column 'zzz'")
    #expect(far.hint == nil)
  }

  @Test("An intervention that may name something with signs in it is told of quotes")
  func quotes() {
    func hint(_ text: String) -> String? {
      do throws(InterventionTextError) {
        _ = try Intervention(.recover, text: text)
        return nil
      } catch {
        return Failure(error, option: "recover").hint
      }
    }
    #expect(
      hint("Correo, verano=10%")?.hasSuffix("; a name that contains : > = % [ ] or a comma goes in double quotes")
        == true)
    #expect(hint("correo,10%")?.contains("quotes") == false)
    #expect(hint("\"Correo, verano\"10%")?.contains("quotes") == false)
  }
}
