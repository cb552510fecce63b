/// Numbers different texts in the order in which they first come.
///
/// A hash table with open addressing over bytes kept in one piece, in memory of its own: the inner loop of the reader
/// looks up a text here for nearly every cell that is no number. `free` gives the memory back.
struct LevelTable {
  private(set) var count = 0
  private var hashes: UnsafeMutablePointer<UInt64>
  /// `count + 1` offsets into `bytes`.
  private var offsets: UnsafeMutablePointer<Int>
  /// Eight more than its capacity, so that words can be read whole.
  private var bytes: UnsafeMutablePointer<UInt8>
  /// Level + 1, or 0 where free; a power of two long and at most half full.
  private var slots: UnsafeMutablePointer<UInt32>
  private var mask = 63
  private var byteCapacity = 256
  /// Short texts that were looked up last, each at a place that its bytes determine.
  private let recent: UnsafeMutablePointer<Recent>

  /// A text of up to 16 bytes and its level.
  private struct Recent {
    var first: UInt64 = 0
    var second: UInt64 = 0
    /// No text has a negative length.
    var length = -1
    var level = 0
  }

  private static let recentCount = 512

  init() {
    recent = .allocate(capacity: Self.recentCount)
    recent.initialize(repeating: Recent(), count: Self.recentCount)
    slots = .allocate(capacity: 64)
    slots.initialize(repeating: 0, count: 64)
    hashes = .allocate(capacity: 32)
    offsets = .allocate(capacity: 33)
    offsets[0] = 0
    bytes = .allocate(capacity: 256 + 8)
  }

  /// Gives the memory back; the table must not be used any more.
  func free() {
    recent.deallocate()
    slots.deallocate()
    hashes.deallocate()
    offsets.deallocate()
    bytes.deallocate()
  }

  /// Forgets all levels and keeps the memory.
  mutating func removeAll() {
    guard count > 0 else { return }
    count = 0
    slots.update(repeating: 0, count: mask + 1)
    recent.update(repeating: Recent(), count: Self.recentCount)
  }

  /// The bytes of a level, valid until another level is added.
  func text(ofLevel level: Int) -> UnsafeBufferPointer<UInt8> {
    precondition(level >= 0 && level < count, "The level must exist.")
    return UnsafeBufferPointer(start: bytes + offsets[level], count: offsets[level + 1] - offsets[level])
  }

  /// The level of a text, which is added if it is new. The 16 bytes from its start and 8 after its end must be readable.
  ///
  /// Names that come again and again are found by two words, without a loop whose length nobody can predict.
  @inline(__always)
  mutating func level(of text: UnsafeBufferPointer<UInt8>) -> Int {
    guard text.count <= 16, let base = text.baseAddress else { return slowLevel(of: text) }
    let raw = UnsafeRawPointer(base)
    let bits = UInt64(truncatingIfNeeded: text.count) &* 8
    // A shift by 64 or more gives 0.
    let first = raw.loadUnaligned(as: UInt64.self).littleEndian & ~(UInt64.max << bits)
    let second =
      raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self).littleEndian
      & (bits > 64 ? ~(UInt64.max << (bits &- 64)) : 0)
    let mixed = (first ^ second &* 0x9E37_79B9_7F4A_7C15) &* 0x9FB2_1C65_1E98_DF25
    let place = recent + Int(truncatingIfNeeded: mixed >> 55)
    if place.pointee.first == first, place.pointee.second == second, place.pointee.length == text.count {
      return place.pointee.level
    }
    let level = slowLevel(of: text)
    place.pointee = Recent(first: first, second: second, length: text.count, level: level)
    return level
  }

  @inline(never)
  private mutating func slowLevel(of text: UnsafeBufferPointer<UInt8>) -> Int {
    level(of: text, hash: Self.hash(text))
  }

  /// For each level of `other` its level here; new ones are added in the order of `other`.
  mutating func merge(_ other: LevelTable) -> [Int32] {
    var map: [Int32] = []
    map.reserveCapacity(other.count)
    for level in 0..<other.count {
      map.append(Int32(self.level(of: other.text(ofLevel: level), hash: other.hashes[level])))
    }
    return map
  }

  /// The offsets of all levels and their bytes.
  func contents() -> (offsets: [Int], bytes: [UInt8]) {
    (
      Array(UnsafeBufferPointer(start: offsets, count: count + 1)),
      Array(UnsafeBufferPointer(start: bytes, count: offsets[count]))
    )
  }

  @inline(__always)
  private mutating func level(of text: UnsafeBufferPointer<UInt8>, hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash >> 20) & mask
    while true {
      let entry = Int(slots[slot])
      if entry == 0 { return add(text, hash, slot) }
      if hashes[entry - 1] == hash && equals(text, entry - 1) { return entry - 1 }
      slot = (slot + 1) & mask
    }
  }

  @inline(__always)
  private func equals(_ text: UnsafeBufferPointer<UInt8>, _ level: Int) -> Bool {
    let start = offsets[level]
    guard offsets[level + 1] - start == text.count, let base = text.baseAddress else { return text.isEmpty }
    let (own, other) = (UnsafeRawPointer(bytes + start), UnsafeRawPointer(base))
    var offset = 0
    while offset + 8 <= text.count {
      guard
        own.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
          == other.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      else { return false }
      offset += 8
    }
    let rest = text.count - offset
    guard rest > 0 else { return true }
    let difference =
      own.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
      ^ other.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
    return difference & (UInt64.max >> UInt64(64 - 8 * rest)) == 0
  }

  @inline(never)
  private mutating func add(_ text: UnsafeBufferPointer<UInt8>, _ hash: UInt64, _ slot: Int) -> Int {
    let start = offsets[count]
    let end = start + text.count
    if end > byteCapacity {
      let capacity = max(end, byteCapacity * 2)
      Self.move(&bytes, count: start, capacity: capacity + 8)
      byteCapacity = capacity
    }
    if let base = text.baseAddress { (bytes + start).update(from: base, count: text.count) }
    hashes[count] = hash
    count += 1
    offsets[count] = end
    slots[slot] = UInt32(count)
    if count * 2 > mask { grow() }
    return count - 1
  }

  private mutating func grow() {
    slots.deallocate()
    mask = mask * 2 + 1
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: 0, count: mask + 1)
    Self.move(&hashes, count: count, capacity: (mask + 1) / 2)
    Self.move(&offsets, count: count + 1, capacity: (mask + 1) / 2 + 1)
    for level in 0..<count {
      var slot = Int(truncatingIfNeeded: hashes[level] >> 20) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(level + 1)
    }
  }

  private static func move<T: BitwiseCopyable>(_ memory: inout UnsafeMutablePointer<T>, count: Int, capacity: Int) {
    let larger = UnsafeMutablePointer<T>.allocate(capacity: capacity)
    larger.update(from: memory, count: count)
    memory.deallocate()
    memory = larger
  }

  /// A hash of a text; 8 bytes after its end must be readable.
  @inline(__always)
  static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    guard let base = text.baseAddress else { return 0 }
    let raw = UnsafeRawPointer(base)
    var hash = UInt64(truncatingIfNeeded: text.count) &* 0x9E37_79B9_7F4A_7C15
    var offset = 0
    while offset + 8 <= text.count {
      hash = step(hash, raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian)
      offset += 8
    }
    let rest = text.count - offset
    if rest > 0 {
      let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
      hash = step(hash, word & (UInt64.max >> UInt64(64 - 8 * rest)))
    }
    return hash
  }

  @inline(__always)
  private static func step(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word) &* 0x9FB2_1C65_1E98_DF25
    return product ^ (product >> 32)
  }
}
