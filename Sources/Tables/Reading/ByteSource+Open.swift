import Glibc

extension ByteSource {
  /// Opens a path, or standard input for "-". What is not a regular file is read into memory.
  static func open(path: String) throws(TableError) -> ByteSource {
    let name = InputName.of(path)
    let descriptor = path == "-" ? dup(STDIN_FILENO) : Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw cannotRead(name, errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw cannotRead(name, code)
    }
    let type = status.st_mode & S_IFMT
    if type == S_IFDIR {
      close(descriptor)
      throw cannotRead(name, EISDIR)
    }
    // Files of size 0 may still deliver bytes (/proc), and standard input may have been read from before.
    if type == S_IFREG, status.st_size > 0, lseek(descriptor, 0, SEEK_CUR) == 0 {
      return ByteSource(name: name, descriptor: descriptor, count: Int(status.st_size))
    }
    defer { close(descriptor) }
    return try drain(descriptor, name: name)
  }

  /// Reads to the end of a pipe, a terminal or a device.
  private static func drain(_ descriptor: CInt, name: String) throws(TableError) -> ByteSource {
    var capacity = 1 << 20
    var count = 0
    var memory = try allocate(capacity, name: name)
    while true {
      let got = Glibc.read(descriptor, memory + count, capacity - count)
      if got < 0 && errno == EINTR { continue }
      if got < 0 {
        let code = errno
        free(memory)
        throw cannotRead(name, code)
      }
      if got == 0 { break }
      count += got
      guard count == capacity else { continue }
      capacity *= 2
      let available = MemoryBudget.availableBytes() ?? .max
      guard capacity - count <= available, let larger = realloc(memory, capacity + padding) else {
        free(memory)
        throw .insufficientMemory(Place(file: name), neededBytes: capacity, availableBytes: available)
      }
      memory = larger.assumingMemoryBound(to: UInt8.self)
    }
    memset(memory + count, 0, padding)
    return ByteSource(name: name, memory: memory, count: count)
  }

  private static func cannotRead(_ name: String, _ code: CInt) -> TableError {
    .cannotRead(Place(file: name), reason: SystemReason.words(code))
  }
}

/// What an input is called where something is said of it.
enum InputName {
  static func of(_ path: String) -> String { path == "-" ? "stdin" : path.isEmpty ? "''" : path }
}

/// What the error numbers of the system mean.
enum SystemReason {
  static func words(_ code: CInt) -> String {
    switch code {
    case ENOENT: "there is no such file"
    case EACCES, EPERM: "permission to read it is denied"
    case EISDIR: "it is a folder, not a file"
    case ENOTDIR: "a part of the path is not a folder"
    case ENAMETOOLONG: "the path is too long"
    case ELOOP: "the links in the path lead round in a circle"
    case EMFILE, ENFILE: "too many files are open"
    case EIO: "the disk or the network reports a reading error"
    case EBADF: "it is closed"
    default: "it cannot be read (\(String(cString: strerror(code))))"
    }
  }
}
