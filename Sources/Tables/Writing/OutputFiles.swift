import Dispatch
import Glibc

/// The files of one result, which take their places together at the end, or not at all.
///
/// Each file is written beside its place under a temporary name and brought to the disk on another thread, while the
/// caller goes on. ``commit()`` waits for that and renames them one after the other: after a crash or with a full disk
/// there is the old file or the new one, never half of one. Symbolic links are followed and stay; pipes and devices are
/// written straight, when they are written. Whatever is not committed is removed with the last reference.
///
/// ```swift
/// let output = OutputFiles(inputs: ["customers.csv"])
/// try output.makeFolder("customers-cluster")
/// try output.write(archetypes, to: "customers-cluster/archetypes.csv")
/// try output.commit()
/// ```
///
/// Not for several threads at once.
public final class OutputFiles {
  private let inputs: [String]
  private var files: [OutputFile] = []
  private var newFolders: [(path: String, slot: Int?)] = []
  private let syncs = DispatchGroup()

  /// - Parameter inputs: Paths of what is read, "-" for standard input: no output may take the place of one.
  public init(inputs: [String] = []) {
    self.inputs = inputs
  }

  deinit {
    discard()
  }

  /// Makes a folder and the folders above it, where they are not there yet.
  public func makeFolder(_ path: String) throws(OutputError) {
    guard !path.isEmpty else { throw .cannotWrite(path: path, code: ENOENT) }
    var partial = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      partial += part
      if mkdir(partial, 0o777) == 0 {
        // Registered only now: a folder that was there must not go, even if it is empty.
        newFolders.append((partial, TemporaryFiles.register(partial, as: TemporaryFiles.folder)))
      } else {
        let code = errno
        // Of a path through folders that may not be written, only the last part matters.
        // The folder above is there: that something is missing means that nothing can be made in it, as in /proc.
        if code != EEXIST, !isFolder(partial) {
          throw .cannotWrite(path: path, code: code == ENOENT ? EOPNOTSUPP : code)
        }
      }
      partial += "/"
    }
    guard isFolder(path) else { throw .notFolder(path: path) }
  }

  /// Writes a table as CSV.
  @discardableResult
  public func write(
    _ table: ResultTable, to path: String, with writer: CSVWriter = CSVWriter()
  ) throws(OutputError) -> CSVWriter.Summary {
    try write(path) { file throws(OutputError) in
      try writer.write(table, to: file.descriptor, path: path)
    }
  }

  /// Writes bytes as they are.
  public func write(_ bytes: [UInt8], to path: String) throws(OutputError) {
    try write(path) { file throws(OutputError) in
      try writeAll(bytes, to: file.descriptor, path: path)
    }
  }

  /// Writes a text as UTF-8.
  public func write(_ text: String, to path: String) throws(OutputError) {
    try write(Array(text.utf8), to: path)
  }

  /// Waits until everything is on the disk and gives every file its place.
  ///
  /// Nothing is renamed unless everything could be written. Should a renaming fail, the files before it are in place and
  /// those after it are removed.
  public func commit() throws(OutputError) {
    syncs.wait()
    defer { discard() }
    for file in files {
      if let failure = file.failure { throw failure }
    }
    var folders: [String] = []
    while let file = files.first {
      try file.rename()
      files.removeFirst()
      guard let target = file.renaming?.target else { continue }
      let folder = OutputPlace.folder(of: target)
      if !folders.contains(folder) { folders.append(folder) }
    }
    for folder in newFolders { TemporaryFiles.release(folder.slot) }
    folders += newFolders.map { OutputPlace.folder(of: $0.path) }
    newFolders = []
    for folder in folders { try syncFolder(folder) }
  }

  /// Removes what was not committed; whatever stood in the places stays.
  public func discard() {
    syncs.wait()
    for file in files { file.discard() }
    files = []
    for folder in newFolders.reversed() {
      // Fails, as it should, where somebody else has put something in.
      rmdir(folder.path)
      TemporaryFiles.release(folder.slot)
    }
    newFolders = []
  }

  /// Opens an output, has it written, and begins to bring it to the disk.
  func write<Value>(
    _ path: String, _ body: (OutputFile) throws(OutputError) -> Value
  ) throws(OutputError) -> Value {
    let file = try OutputFile(path: path, inputs: inputs)
    let value: Value
    do throws(OutputError) {
      value = try body(file)
    } catch {
      close(file.descriptor)
      file.discard()
      throw error
    }
    files.append(file)
    DispatchQueue.global().async(group: syncs) { file.sync() }
    return value
  }

  /// Whether there is a file or folder of this path.
  public static func exists(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0
  }

  private func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Brings the new names in a folder to the disk.
  private func syncFolder(_ path: String) throws(OutputError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    // A folder that may be written and not read cannot be synced; nor can those of some network file systems.
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    if fsync(descriptor) != 0, errno == EIO { throw .cannotWrite(path: path, code: errno) }
  }
}
