import Dispatch
import Glibc
import Tables
import Testing

@Suite struct OutputFilesTests {
  private let table = ResultTable(name: "t", columns: [ResultColumn("a", .integers([1, 2]))])

  /// Runs a test in a folder of its own.
  private func inFolder(_ name: String, _ body: (String) throws -> Void) rethrows {
    let folder = OutputTestFiles.makeFolder(name)
    defer { OutputTestFiles.remove(folder) }
    try body(folder)
  }

  @Test("Nothing is at its place before the commit, everything after it, and no temporary file is left")
  func commit() throws {
    try inFolder("commit") { folder in
      makeFile(folder + "/old.csv", "old")
      let output = OutputFiles()
      try output.makeFolder(folder + "/new/deep/")
      try output.write(table, to: folder + "/old.csv")
      try output.write("text", to: folder + "/new/deep/b.json")
      #expect(OutputTestFiles.text(folder + "/old.csv") == "old")
      #expect(!OutputTestFiles.names(in: folder + "/new/deep").contains("b.json"))
      try output.commit()
      #expect(OutputTestFiles.text(folder + "/old.csv") == "a\n1\n2\n")
      #expect(OutputTestFiles.text(folder + "/new/deep/b.json") == "text")
      #expect(OutputTestFiles.names(in: folder) == ["new", "old.csv"])
      #expect(OutputTestFiles.names(in: folder + "/new/deep") == ["b.json"])
    }
  }

  @Test("What is not committed is removed, with the folders that were made for it")
  func discarding() throws {
    try inFolder("discard") { folder in
      makeFile(folder + "/old.csv", "old")
      do {
        let output = OutputFiles()
        try output.makeFolder(folder + "/new/deep")
        try output.write(table, to: folder + "/old.csv")
        try output.write(table, to: folder + "/new/deep/b.csv")
      }
      #expect(OutputTestFiles.names(in: folder) == ["old.csv"])
      #expect(OutputTestFiles.text(folder + "/old.csv") == "old")
    }
  }

  @Test("A second result replaces the first, and a permission once given stays")
  func replacing() throws {
    try inFolder("replace") { folder in
      let path = folder + "/a.csv"
      for text in ["first, longer", "second"] {
        let output = OutputFiles()
        try output.makeFolder(folder)
        try output.write(text, to: path)
        try output.commit()
        chmod(path, 0o640)
      }
      #expect(OutputTestFiles.text(path) == "second")
      let output = OutputFiles()
      try output.write("third", to: path)
      try output.commit()
      var status = stat()
      stat(path, &status)
      #expect(status.st_mode & 0o777 == 0o640)
    }
  }

  @Test("Symbolic links stay links and their targets get the result, there already or not")
  func links() throws {
    try inFolder("links") { folder in
      mkdir(folder + "/real", 0o700)
      makeFile(folder + "/real/a.csv", "old")
      symlink("real/a.csv", folder + "/link.csv")
      symlink("link.csv", folder + "/second.csv")
      symlink("real/new.csv", folder + "/dangling.csv")
      let output = OutputFiles()
      try output.write("via link", to: folder + "/second.csv")
      try output.write("via dangling link", to: folder + "/dangling.csv")
      try output.commit()
      #expect(OutputTestFiles.text(folder + "/real/a.csv") == "via link")
      #expect(OutputTestFiles.text(folder + "/real/new.csv") == "via dangling link")
      var status = stat()
      lstat(folder + "/second.csv", &status)
      #expect(status.st_mode & S_IFMT == S_IFLNK)
      #expect(OutputTestFiles.names(in: folder + "/real") == ["a.csv", "new.csv"])
      symlink("circle.csv", folder + "/circle.csv")
      #expect(throws: OutputError.cannotWrite(path: folder + "/circle.csv", code: ELOOP)) {
        try output.write("x", to: folder + "/circle.csv")
      }
    }
  }

  @Test("An input is never overwritten, under whatever name")
  func inputs() throws {
    inFolder("inputs") { folder in
      let input = folder + "/data.csv"
      makeFile(input, "data")
      symlink("data.csv", folder + "/symbolic.csv")
      link(input, folder + "/hard.csv")
      let output = OutputFiles(inputs: [folder + "/missing.csv", input, "-"])
      for name in ["data.csv", "symbolic.csv", "hard.csv", "./data.csv"] {
        #expect(throws: OutputError.wouldOverwriteInput(path: folder + "/" + name, input: input)) {
          try output.write("x", to: folder + "/" + name)
        }
      }
      #expect(OutputTestFiles.text(input) == "data")
    }
  }

  @Test("A named pipe is written straight")
  func namedPipe() throws {
    try inFolder("pipe") { folder in
      let path = folder + "/pipe"
      mkfifo(path, 0o600)
      nonisolated(unsafe) var received: String?
      let done = DispatchSemaphore(value: 0)
      DispatchQueue.global().async {
        received = OutputTestFiles.text(path)
        done.signal()
      }
      let output = OutputFiles()
      try output.write(table, to: path)
      try output.commit()
      done.wait()
      #expect(received == "a\n1\n2\n")
      #expect(OutputTestFiles.names(in: folder) == ["pipe"])
    }
  }

  @Test("Devices are written straight and stay devices")
  func devices() throws {
    let output = OutputFiles()
    try output.write("x", to: "/dev/null")
    try output.commit()
    var status = stat()
    stat("/dev/null", &status)
    #expect(status.st_mode & S_IFMT == S_IFCHR)
    #expect(throws: OutputError.cannotWrite(path: "/dev/full", code: ENOSPC)) { try output.write("x", to: "/dev/full") }
  }

  @Test("A descriptor named by a path goes on where it stands")
  func descriptors() throws {
    try inFolder("descriptors") { folder in
      let path = folder + "/log"
      makeFile(path, "before ")
      let descriptor = open(path, O_WRONLY | O_APPEND)
      defer { close(descriptor) }
      let output = OutputFiles()
      try output.write("after", to: "/dev/fd/\(descriptor)")
      try output.commit()
      #expect(OutputTestFiles.text(path) == "before after")
    }
  }

  @Test("Where a folder, a file or nothing is in the way, the error says so")
  func wrongPlaces() {
    inFolder("places") { folder in
      makeFile(folder + "/file", "")
      let output = OutputFiles()
      #expect(throws: OutputError.isFolder(path: folder)) { try output.write("x", to: folder) }
      #expect(throws: OutputError.notFolder(path: folder + "/file")) { try output.makeFolder(folder + "/file") }
      #expect(throws: OutputError.cannotWrite(path: folder + "/file/a", code: ENOTDIR)) {
        try output.makeFolder(folder + "/file/a")
      }
      #expect(throws: OutputError.cannotWrite(path: folder + "/none/a.csv", code: ENOENT)) {
        try output.write("x", to: folder + "/none/a.csv")
      }
      #expect(throws: OutputError.cannotWrite(path: "", code: ENOENT)) { try output.makeFolder("") }
      // Not even root can make a file here.
      #expect(throws: OutputError.self) { try output.write("x", to: "/proc/archetype.csv") }
      #expect(throws: OutputError.self) { try output.makeFolder("/proc/archetype") }
    }
  }

  @Test("A folder or a file that may not be written is left alone", .enabled(if: geteuid() != 0, "root may write all"))
  func readOnly() {
    inFolder("readonly") { folder in
      makeFile(folder + "/file", "old")
      chmod(folder + "/file", 0o400)
      let output = OutputFiles()
      #expect(throws: OutputError.cannotWrite(path: folder + "/file", code: EACCES)) {
        try output.write("x", to: folder + "/file")
      }
      chmod(folder, 0o500)
      #expect(throws: OutputError.cannotWrite(path: folder + "/new", code: EACCES)) {
        try output.write("x", to: folder + "/new")
      }
      chmod(folder, 0o700)
    }
  }

  @Test("A file size limit in the middle leaves the old file and no temporary one")
  func sizeLimit() async {
    let folder = OutputTestFiles.makeFolder("limit")
    defer { OutputTestFiles.remove(folder) }
    makeFile(folder + "/a.csv", "old")
    await #expect(processExitsWith: .exitCode(7)) { [folder = folder as String] in
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 100_000, rlim_max: 100_000)
      setrlimit(__rlimit_resource_t(1), &limit)
      let big = ResultTable(name: "t", columns: [ResultColumn("a", .integers(Array(0..<100_000)))])
      do {
        try OutputFiles().write(big, to: folder + "/a.csv")
      } catch OutputError.cannotWrite(_, EFBIG) {
        exit(7)
      }
    }
    #expect(OutputTestFiles.names(in: folder) == ["a.csv"])
    #expect(OutputTestFiles.text(folder + "/a.csv") == "old")
  }

  @Test("A process killed before the commit leaves the old file")
  func killed() async {
    let folder = OutputTestFiles.makeFolder("killed")
    defer { OutputTestFiles.remove(folder) }
    makeFile(folder + "/a.csv", "old")
    await #expect(processExitsWith: .signal(SIGKILL)) { [folder = folder as String] in
      let output = OutputFiles()
      try output.write("new", to: folder + "/a.csv")
      kill(getpid(), SIGKILL)
      try output.commit()
    }
    #expect(OutputTestFiles.text(folder + "/a.csv") == "old")
  }

  private func makeFile(_ path: String, _ text: String) {
    OutputTestFiles.makeFile(path, text)
  }
}
