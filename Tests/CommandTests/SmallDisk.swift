import Foundation
import TestSupport
import Testing

/// A disk in memory, mounted as `disk` for one command line only: the mount is seen by no other process.
enum SmallDisk {
  static let why: Comment = "needs to mount a disk"

  static let hasFullDevice = FileManager.default.fileExists(atPath: "/dev/full")

  static var isPossible: Bool { isolation != nil }

  /// The command that gives a shell mounts of its own; nil where none is allowed.
  private static let isolation: String? = {
    ["unshare --mount", "unshare --map-root-user --mount"].first { isolation in
      guard let folder = try? TemporaryFolder() else { return false }
      let attempt = try? Program.shell(
        "mkdir disk && \(isolation) mount -t tmpfs -o size=64k none disk", folder: folder.path)
      return attempt?.exitCode == 0
    }
  }()

  /// Runs a command line in a shell with the disk in its working folder.
  static func shell(_ command: String, options: String, in work: Workplace) throws -> Program.Outcome {
    try Program.shell(
      "mkdir disk && \(isolation ?? "") sh -c 'mount -t tmpfs -o \(options) none disk && { \(command); }'; rmdir disk",
      folder: work.folder.path)
  }
}
