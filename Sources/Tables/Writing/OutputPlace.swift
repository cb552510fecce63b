import Glibc

/// What stands at the place of an output, and so how it is written.
enum OutputPlace: Equatable {
  /// A regular file, there already or not: `target` is its path after following symbolic links, `permissions` are those
  /// of the file that will be replaced.
  case file(target: String, permissions: mode_t?)
  /// A pipe, a device, or a descriptor of this process: written straight.
  case stream
  /// An open descriptor of this process named by a path, such as `/dev/stdout`.
  ///
  /// It is duplicated, not opened again: opening would write at the start of what `>>` appends to.
  case descriptor(Int32)

  /// Looks at the place without changing anything.
  ///
  /// - Parameter inputs: Paths of what is read, "-" for standard input; none of them may be the place, under any name.
  init(_ path: String, inputs: [String]) throws(OutputError) {
    if let number = Self.descriptorNumber(path) {
      self = .descriptor(number)
      return
    }
    var status = stat()
    if stat(path, &status) != 0 {
      guard errno == ENOENT else { throw .cannotWrite(path: path, code: errno) }
      self = .file(target: try Self.followingLinks(path), permissions: nil)
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw .isFolder(path: path)
    case S_IFREG:
      for input in inputs where Self.isSame(status, input) { throw .wouldOverwriteInput(path: path, input: input) }
      // A file is replaced through its folder, so its own permissions have to be asked for.
      guard access(path, W_OK) == 0 else { throw .cannotWrite(path: path, code: errno) }
      self = .file(target: try Self.followingLinks(path), permissions: status.st_mode & 0o7777)
    default: self = .stream
    }
  }

  private static func descriptorNumber(_ path: String) -> Int32? {
    switch path {
    case "/dev/stdout": return 1
    case "/dev/stderr": return 2
    default: break
    }
    for folder in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(folder) {
      return Int32(path.dropFirst(folder.count))
    }
    return nil
  }

  private static func isSame(_ status: stat, _ input: String) -> Bool {
    var other = stat()
    guard (input == "-" ? fstat(0, &other) : stat(input, &other)) == 0 else { return false }
    return status.st_dev == other.st_dev && status.st_ino == other.st_ino
  }

  /// The path that the last part of a path leads to, link by link, even where the last link leads to nothing yet.
  private static func followingLinks(_ path: String) throws(OutputError) -> String {
    var current = path
    for _ in 0..<40 {
      guard let link = readLink(current) else { return current }
      current = link.hasPrefix("/") ? link : folder(of: current) + "/" + link
    }
    throw .cannotWrite(path: path, code: ELOOP)
  }

  private static func readLink(_ path: String) -> String? {
    var target = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let length = target.withUnsafeMutableBytes { bytes in
      bytes.withMemoryRebound(to: CChar.self) { text in
        text.baseAddress.map { readlink(path, $0, text.count) } ?? -1
      }
    }
    return length < 0 ? nil : String(decoding: target[..<length], as: UTF8.self)
  }

  /// The folder that a path stands in: "." for a mere name.
  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    let folder = path[..<slash]
    return folder.isEmpty ? "/" : String(folder)
  }
}
