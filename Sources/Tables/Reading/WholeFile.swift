import Glibc

/// Reads a small file, or standard input for "-", in one piece.
///
/// - Throws: ``TableError/cannotRead(_:reason:)`` when it is missing, a folder, unreadable or longer than `limit` bytes.
public func readWhole(_ path: String, atMost limit: Int) throws(TableError) -> [UInt8] {
  let place = Place(file: InputName.of(path))
  let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw .cannotRead(place, reason: SystemReason.words(errno)) }
  defer { if path != "-" { close(descriptor) } }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(descriptor, &buffer, buffer.count)
    if count == 0 { return bytes }
    if count < 0 {
      if errno == EINTR { continue }
      throw .cannotRead(place, reason: SystemReason.words(errno))
    }
    bytes += buffer[..<count]
    if bytes.count > limit { throw .cannotRead(place, reason: "longer than \(limit) bytes") }
  }
}
