import Foundation

/// The built program, run as its users run it.
public enum Program {
  /// What a finished run left behind.
  public struct Outcome: Sendable {
    public let outputBytes: [UInt8]
    public let standardError: String
    /// The exit code, or 128 + the signal that ended the process, as a shell counts.
    public let exitCode: Int32

    public var standardOutput: String { String(decoding: outputBytes, as: UTF8.self) }
  }

  /// The program beside the test bundle, or the one that `ARCHETYPE_PROGRAM` names.
  public static let path: String = {
    if let path = ProcessInfo.processInfo.environment["ARCHETYPE_PROGRAM"] { return path }
    let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(filePath: bundle).deletingLastPathComponent().appending(path: "archetype").path
  }()

  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - input: Bytes on standard input; an empty input by default.
  ///   - environment: Added to a small fixed environment, so that the surroundings of a test run change nothing.
  ///   - folder: The working folder; the package by default.
  ///   - timeout: Seconds until the program is killed, which shows as exit code 137.
  public static func run(
    _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:], folder: String? = nil,
    timeout: Double = 120
  ) throws -> Outcome {
    try RunningProgram([path] + arguments, input: input, environment: environment, folder: folder).wait(timeout)
  }

  /// Runs a command line in a shell, where `$ARCHETYPE` is the program.
  public static func shell(
    _ command: String, environment: [String: String] = [:], folder: String? = nil, timeout: Double = 120
  ) throws -> Outcome {
    try RunningProgram(["/bin/sh", "-c", command], environment: environment, folder: folder).wait(timeout)
  }

  /// Starts the program and leaves it running, for tests that interrupt it.
  public static func start(
    _ arguments: [String], environment: [String: String] = [:], folder: String? = nil
  ) throws -> RunningProgram {
    try RunningProgram([path] + arguments, environment: environment, folder: folder)
  }
}
