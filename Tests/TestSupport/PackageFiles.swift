import Foundation
import Testing

/// Where the sources and the files of the tests are.
public enum Package {
  /// The folder of the manifest.
  public static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// The path of something in the package, such as `Datasets/cdnow/customers.csv`.
  public static func path(_ name: String) -> String { folder + "/" + name }

  public static func has(_ name: String) -> Bool {
    FileManager.default.isReadableFile(atPath: path(name))
  }
}

/// Data that some checks use and that does not come with the package.
///
/// It is looked for in the folder that `ARCHETYPE_SHARED` names, else in `../shared` beside the package. Tests that need
/// it are switched off without it: `@Test(.enabled(if: SharedData.has("oracles/iris_R.csv"), SharedData.why))`.
public enum SharedData {
  public static let why: Comment = "needs data that does not come with the package; see CONTRIBUTING.md"

  public static let folder = ProcessInfo.processInfo.environment["ARCHETYPE_SHARED"] ?? Package.path("../shared")

  public static func has(_ name: String) -> Bool {
    FileManager.default.isReadableFile(atPath: path(name))
  }

  public static func path(_ name: String) -> String { folder + "/" + name }
}
