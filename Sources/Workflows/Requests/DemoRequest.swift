/// Everything `archetype demo` was asked for.
public struct DemoRequest: Sendable, Equatable {
  public static let standardFolder = "archetype-demo"

  /// Where the sample shop and the results go; made where it is not there.
  public let folder: String

  public init(folder: String = DemoRequest.standardFolder) {
    var path = Substring(folder)
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    // In the commands that are shown, a path that begins like an option would be one.
    self.folder = path.hasPrefix("-") ? "./" + path : String(path)
  }

  /// The path of something in the folder.
  func path(_ name: String) -> String { folder.hasSuffix("/") ? folder + name : folder + "/" + name }

  /// Checks whatever shows without doing the work.
  ///
  /// - Throws: A usage failure with a hint.
  public func validate() throws(Failure) {
    if folder.isEmpty {
      throw .usage("the name of the folder is empty", hint: "leave it out for \(Self.standardFolder)/")
    }
  }
}
