import Glibc
import Workflows

/// The reader of a stream has gone; there is nothing left to do and nothing wrong.
struct ClosedPipe: Error {}

/// An output stream written with checked system calls: `print` to a full disk reports nothing.
enum StandardStream: CInt {
  case output = 1
  case error = 2

  /// Writes everything.
  ///
  /// - Throws: ``ClosedPipe``, or a failure to write with the reason of the system.
  func write(_ bytes: [UInt8]) throws {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(rawValue, $0.baseAddress! + written, $0.count - written) }
      if count >= 0 {
        written += count
      } else if errno == EPIPE {
        throw ClosedPipe()
      } else if errno != EINTR {
        let name = self == .output ? "standard output" : "standard error"
        throw Failure(kind: .cannotWrite, message: "cannot write to \(name): \(String(cString: strerror(errno)))")
      }
    }
  }

  /// Writes a text and the line break that it may lack.
  func write(line text: String) throws {
    var bytes = Array(text.utf8)
    while bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    try write(bytes + [UInt8(ascii: "\n")])
  }

  func write(_ text: String) throws {
    try write(Array(text.utf8))
  }
}
