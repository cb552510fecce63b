import Glibc
import Workflows

/// An output stream written with checked system calls: `print` to a full disk reports nothing.
enum StandardStream: CInt {
  case output = 1
  case error = 2

  /// Writes everything.
  ///
  /// - Throws: A failure of kind `closedPipe`, or `cannotWrite` with the reason of the system.
  func write(_ bytes: [UInt8]) throws(Failure) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(rawValue, $0.baseAddress! + written, $0.count - written) }
      if count >= 0 {
        written += count
      } else if errno == EPIPE {
        throw Failure(kind: .closedPipe, message: "the reader has gone")
      } else if errno != EINTR {
        let name = self == .output ? "standard output" : "standard error"
        throw Failure.cannotWrite(to: name, code: errno)
      }
    }
  }

  /// Writes a text and the line break that it may lack.
  func write(line text: String) throws(Failure) {
    var bytes = Array(text.utf8)
    while bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    try write(bytes + [UInt8(ascii: "\n")])
  }

  func write(_ text: String) throws(Failure) {
    try write(Array(text.utf8))
  }
}
