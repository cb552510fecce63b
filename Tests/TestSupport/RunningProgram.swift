import Foundation

/// A process whose streams are files, so that no pipe can fill up.
public final class RunningProgram {
  public struct CannotStart: Error { let reason: String }

  private let identifier: pid_t
  private let streams: TemporaryFolder

  init(
    _ command: [String], input: [UInt8] = [], environment: [String: String] = [:], folder: String? = nil
  ) throws {
    streams = try TemporaryFolder()
    let inputPath = try streams.write(input, to: "input")

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, inputPath, O_RDONLY, 0)
    for (descriptor, name) in [(CInt(1), "output"), (CInt(2), "error")] {
      posix_spawn_file_actions_addopen(&actions, descriptor, streams.path(name), O_WRONLY | O_CREAT, 0o600)
    }

    // A test run in the background ignores interrupts, and so would its children.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var defaults = sigset_t()
    sigemptyset(&defaults)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { sigaddset(&defaults, number) }
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))

    var variables = Self.fixedEnvironment
    variables.merge(environment) { _, given in given }
    // Swift does not see the file action that changes the folder.
    let inFolder = ["/usr/bin/env", "-C", folder ?? Package.folder] + command
    let argumentVector = inFolder.map { strdup($0) } + [nil]
    let environmentVector = variables.map { strdup("\($0)=\($1)") } + [nil]
    defer { for pointer in argumentVector + environmentVector { free(pointer) } }

    var identifier = pid_t()
    let status = posix_spawn(&identifier, inFolder[0], &actions, &attributes, argumentVector, environmentVector)
    guard status == 0 else { throw CannotStart(reason: "\(command[0]): \(String(cString: strerror(status)))") }
    self.identifier = identifier
  }

  private static var fixedEnvironment: [String: String] {
    var variables = ["LANG": "C.UTF-8", "TERM": "xterm", "ARCHETYPE": Program.path]
    for name in ["PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH"] {
      variables[name] = ProcessInfo.processInfo.environment[name]
    }
    return variables
  }

  public func send(signal number: CInt) {
    kill(identifier, number)
  }

  /// Waits for the end, and kills the process after so many seconds.
  public func wait(_ timeout: Double = 120) throws -> Program.Outcome {
    let deadline = Date.now.addingTimeInterval(timeout)
    var status: CInt = 0
    while waitpid(identifier, &status, WNOHANG) == 0 {
      if Date.now > deadline { send(signal: SIGKILL) }
      usleep(1000)
    }
    let signal = status & 0x7f
    return Program.Outcome(
      outputBytes: try streams.bytes(of: "output"),
      standardError: String(decoding: try streams.bytes(of: "error"), as: UTF8.self),
      exitCode: signal == 0 ? (status >> 8) & 0xff : 128 + signal)
  }
}
