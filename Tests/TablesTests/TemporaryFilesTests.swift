import Glibc
import Testing

@testable import Tables

@Suite struct TemporaryFilesTests {
  @Test("An interrupt removes temporary files and new folders, and leaves what was there")
  func interrupt() async {
    let folder = OutputTestFiles.makeFolder("interrupt")
    defer { OutputTestFiles.remove(folder) }
    OutputTestFiles.makeFile(folder + "/a.csv", "old")
    await #expect(processExitsWith: .exitCode(130)) { [folder = folder as String] in
      signal(SIGINT) { _ in
        removeTemporaryFiles()
        _exit(130)
      }
      let output = OutputFiles()
      try output.write("new", to: folder + "/a.csv")
      try output.makeFolder(folder + "/new/deep")
      try output.write("new", to: folder + "/new/deep/b.csv")
      // To the process: a thread of the pool has its signals blocked.
      kill(getpid(), SIGINT)
      sleep(10)
      try output.commit()
    }
    #expect(OutputTestFiles.names(in: folder) == ["a.csv"])
    #expect(OutputTestFiles.text(folder + "/a.csv") == "old")
  }

  @Test("Slots are used again, and running out of them or of room in one is no error")
  func slots() async {
    await #expect(processExitsWith: .success) {
      removeTemporaryFiles()
      let slots = (0..<TemporaryFiles.slotCount).map { _ in TemporaryFiles.register("/x", as: TemporaryFiles.file) }
      precondition(slots == Array(0..<TemporaryFiles.slotCount))
      precondition(TemporaryFiles.register("/x", as: TemporaryFiles.file) == nil)
      TemporaryFiles.release(5)
      TemporaryFiles.release(nil)
      precondition(TemporaryFiles.register(String(repeating: "x", count: 5000), as: TemporaryFiles.file) == nil)
      precondition(TemporaryFiles.register("/x", as: TemporaryFiles.file) == 5)
    }
  }
}
