import Glibc

/// The bytes of an input: a regular file read block by block, or memory.
///
/// Immutable once made, so that any thread may read any part at any time. Closes the file or frees the memory with
/// its last reference.
final class ByteSource: @unchecked Sendable {
  /// Bytes that are zero after the last one in every buffer of this module, so that words can be read whole.
  static let padding = 64

  let name: String
  let count: Int
  private let descriptor: CInt
  private let memory: UnsafeMutablePointer<UInt8>?

  /// Takes over an open descriptor of a regular file of `count` bytes.
  init(name: String, descriptor: CInt, count: Int) {
    self.name = name
    self.count = count
    self.descriptor = descriptor
    memory = nil
  }

  /// Takes over memory from `malloc` that holds `count` bytes and the padding.
  init(name: String, memory: UnsafeMutablePointer<UInt8>, count: Int) {
    self.name = name
    self.count = count
    self.memory = memory
    descriptor = -1
  }

  deinit {
    if let memory { free(memory) } else { close(descriptor) }
  }

  /// The whole input where it is in memory already.
  var bytesInMemory: UnsafeBufferPointer<UInt8>? {
    memory.map { UnsafeBufferPointer(start: $0, count: count) }
  }

  /// Copies `length` bytes from `offset` on; they must lie within the input.
  func read(at offset: Int, length: Int, into target: UnsafeMutablePointer<UInt8>) throws(TableError) {
    precondition(offset >= 0 && length >= 0 && offset + length <= count, "The bytes must lie within the input.")
    if let memory {
      target.update(from: memory + offset, count: length)
      return
    }
    var done = 0
    while done < length {
      let got = pread(descriptor, target + done, length - done, off_t(offset + done))
      if got > 0 {
        done += got
      } else if got == 0 {
        throw .changedWhileReading(Place(file: name))
      } else if errno != EINTR {
        throw .cannotRead(Place(file: name), reason: SystemReason.words(errno))
      }
    }
  }

  /// The same bytes, all of them in memory.
  func inMemory() throws(TableError) -> ByteSource {
    if memory != nil { return self }
    let copy = try ByteSource.allocate(count, name: name)
    do {
      try read(at: 0, length: count, into: copy)
    } catch {
      free(copy)
      throw error
    }
    return ByteSource(name: name, memory: copy, count: count)
  }

  /// Memory for `count` bytes and the padding, which is zero.
  static func allocate(_ count: Int, name: String) throws(TableError) -> UnsafeMutablePointer<UInt8> {
    guard let memory = malloc(count + padding) else {
      throw .insufficientMemory(
        Place(file: name), neededBytes: count, availableBytes: MemoryBudget.availableBytes() ?? 0)
    }
    memset(memory + count, 0, padding)
    return memory.assumingMemoryBound(to: UInt8.self)
  }
}
