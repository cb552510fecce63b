/// Numbers different texts in the order in which they first come.
///
/// A hash table with open addressing over bytes kept in one piece. A text must not be changed while it is added.
final class LevelTable {
  private(set) var count = 0
  private var hashes: [UInt64] = []
  /// `count + 1` offsets into `bytes`.
  private(set) var offsets: [Int] = [0]
  private(set) var bytes: [UInt8] = []
  /// Level + 1, or 0 where free; a power of two long and at most half full.
  private var slots: UnsafeMutablePointer<UInt32>
  private var mask = 63

  init() {
    slots = .allocate(capacity: 64)
    slots.initialize(repeating: 0, count: 64)
  }

  deinit { slots.deallocate() }

  /// Forgets all levels and keeps the memory.
  func removeAll() {
    guard count > 0 else { return }
    count = 0
    hashes.removeAll(keepingCapacity: true)
    offsets.removeAll(keepingCapacity: true)
    offsets.append(0)
    bytes.removeAll(keepingCapacity: true)
    slots.update(repeating: 0, count: mask + 1)
  }

  /// The level of a text, which is added if it is new. Up to 8 bytes after the text must be readable.
  @inline(__always)
  func level(of text: UnsafeBufferPointer<UInt8>) -> Int {
    level(of: text, hash: Self.hash(text))
  }

  /// The bytes of a level.
  @inline(__always)
  func withText<R>(ofLevel level: Int, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    bytes.withUnsafeBufferPointer { all in
      body(UnsafeBufferPointer(rebasing: all[offsets[level]..<offsets[level + 1]]))
    }
  }

  /// For each level of `other` its level here; new ones are added in the order of `other`.
  func merge(_ other: LevelTable) -> [Int32] {
    other.bytes.withUnsafeBufferPointer { all in
      (0..<other.count).map { level in
        let text = UnsafeBufferPointer(rebasing: all[other.offsets[level]..<other.offsets[level + 1]])
        return Int32(self.level(of: text, hash: other.hashes[level]))
      }
    }
  }

  private func level(of text: UnsafeBufferPointer<UInt8>, hash: UInt64) -> Int {
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
    guard offsets[level + 1] - start == text.count else { return false }
    return bytes.withUnsafeBufferPointer { all in
      for index in 0..<text.count where all[start + index] != text[index] { return false }
      return true
    }
  }

  private func add(_ text: UnsafeBufferPointer<UInt8>, _ hash: UInt64, _ slot: Int) -> Int {
    bytes.append(contentsOf: text)
    offsets.append(bytes.count)
    hashes.append(hash)
    count += 1
    slots[slot] = UInt32(count)
    if count * 2 > mask { grow() }
    return count - 1
  }

  private func grow() {
    slots.deallocate()
    mask = mask * 2 + 1
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: 0, count: mask + 1)
    for level in 0..<count {
      var slot = Int(truncatingIfNeeded: hashes[level] >> 20) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(level + 1)
    }
  }

  @inline(__always)
  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
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
