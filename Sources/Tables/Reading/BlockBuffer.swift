import Glibc

/// A window on an input: the bytes of a block and as many after it as its last record needs.
final class BlockBuffer {
  private let source: ByteSource
  private var memory: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// The offset of the first loaded byte in the input.
  private(set) var start = 0
  private(set) var count = 0

  init(_ source: ByteSource, capacity: Int) {
    self.source = source
    self.capacity = capacity + ByteSource.padding
    memory = .allocate(capacity: self.capacity)
  }

  deinit { memory.deallocate() }

  /// The loaded bytes; ``ByteSource/padding`` zeros follow them.
  var bytes: UnsafePointer<UInt8> { UnsafePointer(memory) }
  /// The offset in the input after the last loaded byte.
  var end: Int { start + count }
  var reachesInputEnd: Bool { end == source.count }

  /// Loads a range of the input, cut at its end.
  func load(_ range: Range<Int>) throws(TableError) {
    start = range.lowerBound
    let wanted = min(range.upperBound, source.count) - start
    if wanted + ByteSource.padding > capacity {
      memory.deallocate()
      capacity = wanted + ByteSource.padding
      memory = .allocate(capacity: capacity)
    }
    count = wanted
    try source.read(at: start, length: wanted, into: memory)
    memset(memory + count, 0, ByteSource.padding)
  }
}
