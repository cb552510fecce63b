import Glibc

/// Writes all bytes to a file descriptor, however many calls that takes.
///
/// Interrupted and short writes are continued; a descriptor that does not block is waited for. SIGPIPE must be ignored
/// (``ignoreClosedPipes()``), or the process dies before a closed pipe can be told.
///
/// - Parameters:
///   - bytes: What to write.
///   - descriptor: An open file, pipe or device.
///   - path: Names the output in errors; "-" for standard output.
/// - Throws: ``OutputError/closedPipe(path:)`` when the reader has gone, else ``OutputError/cannotWrite(path:code:)``.
public func writeAll(
  _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, path: String
) throws(OutputError) {
  var rest = bytes[...]
  while !rest.isEmpty {
    let written = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
    if written >= 0 {
      rest = rest.dropFirst(written)
      continue
    }
    switch errno {
    case EINTR: continue
    case EAGAIN:
      var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      _ = poll(&waiting, 1, -1)
    case EPIPE: throw .closedPipe(path: path)
    case let code: throw .cannotWrite(path: path, code: code)
    }
  }
}

/// Writes all bytes to a file descriptor; see ``writeAll(_:to:path:)-(UnsafeRawBufferPointer,_,_)``.
public func writeAll(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(OutputError) {
  let result = bytes.withUnsafeBytes { bytes in
    Result { () throws(OutputError) in try writeAll(bytes, to: descriptor, path: path) }
  }
  try result.get()
}

/// Makes writing to a closed pipe an error that can be told, instead of the end of the process.
public func ignoreClosedPipes() {
  signal(SIGPIPE, SIG_IGN)
}
