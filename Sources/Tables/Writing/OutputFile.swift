import Glibc
import Synchronization

/// One output while it is written: a temporary file beside its place, or a stream.
final class OutputFile: Sendable {
  /// As the user named it.
  let path: String
  let descriptor: Int32
  /// Temporary path and final path; nil for a stream, which is written straight.
  let renaming: (temporary: String, target: String)?

  private let slot: Int?
  private let syncFailure = Mutex<Int32>(0)

  private static let counter = Atomic<Int>(0)

  /// Opens the output's temporary file, or the stream itself.
  init(path: String, inputs: [String]) throws(OutputError) {
    self.path = path
    switch try OutputPlace(path, inputs: inputs) {
    case .stream:
      (renaming, slot) = (nil, nil)
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
    case .descriptor(let number):
      (renaming, slot) = (nil, nil)
      descriptor = dup(number)
    case .file(let target, let permissions):
      var temporary: String
      var slot: Int?
      var opened: Int32
      repeat {
        // A file of this name can only be left from a process that was killed: take the next.
        let number = Self.counter.add(1, ordering: .relaxed).newValue
        temporary = OutputPlace.folder(of: target) + "/.archetype-\(getpid())-\(number).tmp"
        slot = TemporaryFiles.register(temporary, as: TemporaryFiles.file)
        opened = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        if opened < 0 {
          let code = errno
          TemporaryFiles.release(slot)
          errno = code
        }
      } while opened < 0 && errno == EEXIST
      if opened >= 0, let permissions { fchmod(opened, permissions) }
      (descriptor, renaming, self.slot) = (opened, (temporary, target), slot)
    }
    if descriptor < 0 { throw .cannotWrite(path: path, code: errno) }
  }

  /// Brings everything written to the disk and closes the file; may take long, and may run on any thread.
  func sync() {
    // A pipe or a device has nothing to sync.
    var code: Int32 = renaming != nil && fsync(descriptor) != 0 ? errno : 0
    if close(descriptor) != 0, code == 0, errno != EINTR { code = errno }
    syncFailure.withLock { $0 = code }
  }

  /// Gives the file its final name, after ``sync()``.
  func rename() throws(OutputError) {
    let code = syncFailure.withLock { $0 }
    guard code == 0 else { throw .cannotWrite(path: path, code: code) }
    guard let (temporary, target) = renaming else { return }
    guard Glibc.rename(temporary, target) == 0 else { throw .cannotWrite(path: path, code: errno) }
    TemporaryFiles.release(slot)
  }

  /// Why ``sync()`` failed, if it did.
  var failure: OutputError? {
    let code = syncFailure.withLock { $0 }
    return code == 0 ? nil : .cannotWrite(path: path, code: code)
  }

  /// Removes the temporary file; what stood at the output's place stays.
  func discard() {
    if let renaming { unlink(renaming.temporary) }
    TemporaryFiles.release(slot)
  }
}
