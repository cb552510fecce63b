import Glibc

/// The names of everything in a folder, in the order of their bytes; nil where there is nothing of that name.
///
/// - Throws: ``OutputError/notFolder(path:)`` for a file, ``OutputError/cannotWrite(path:code:)`` where the system refuses.
public func namesInFolder(_ path: String) throws(OutputError) -> [String]? {
  guard let folder = opendir(path) else {
    let code = errno
    if code == ENOENT { return nil }
    // The same code says that something above it is no folder.
    throw code == ENOTDIR && access(path, F_OK) == 0 ? .notFolder(path: path) : .cannotWrite(path: path, code: code)
  }
  defer { closedir(folder) }
  var names: [String] = []
  while let entry = readdir(folder) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
      field.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}
