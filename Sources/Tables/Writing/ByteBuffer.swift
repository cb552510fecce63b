/// Bytes that grow at the end, without the uniqueness checks that an array makes at every append.
///
/// A million rows are some fifty million bytes appended a few at a time; here an append is a copy and an addition.
struct ByteBuffer: ~Copyable {
  private(set) var count = 0
  private var capacity: Int
  private var base: UnsafeMutablePointer<UInt8>

  /// Bytes beyond the last that ``appendShort`` may write over.
  private static let slack = 16

  init(capacity: Int = 1 << 12) {
    self.capacity = capacity
    base = .allocate(capacity: capacity + Self.slack)
    // Short copies read whole words, past what was written.
    base.initialize(repeating: 0, count: capacity + Self.slack)
  }

  deinit {
    base.deallocate()
  }

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  mutating func removeAll() {
    count = 0
  }

  /// Makes room for `extra` more bytes.
  @inline(__always)
  mutating func reserve(_ extra: Int) {
    if count + extra > capacity { grow(count + extra) }
  }

  @inline(never)
  private mutating func grow(_ needed: Int) {
    let newCapacity = max(needed, capacity * 2)
    let newBase = UnsafeMutablePointer<UInt8>.allocate(capacity: newCapacity + Self.slack)
    newBase.initialize(from: base, count: count)
    (newBase + count).initialize(repeating: 0, count: newCapacity + Self.slack - count)
    base.deallocate()
    base = newBase
    capacity = newCapacity
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    reserve(1)
    base[count] = byte
    count += 1
  }

  @inline(__always)
  mutating func append(_ source: UnsafeBufferPointer<UInt8>) {
    reserve(source.count)
    guard let start = source.baseAddress else { return }
    (base + count).update(from: start, count: source.count)
    count += source.count
  }

  mutating func append(_ source: [UInt8]) {
    source.withUnsafeBufferPointer { append($0) }
  }

  mutating func append(_ text: StaticString) {
    append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends bytes `range` of another buffer, which are mostly few: two words at a time, no call.
  @inline(__always)
  mutating func appendShort(_ source: borrowing ByteBuffer, _ range: Range<Int>) {
    reserve(range.count)
    let from = UnsafeRawPointer(source.base + range.lowerBound)
    let to = UnsafeMutableRawPointer(base + count)
    if range.count <= Self.slack {
      to.storeBytes(of: from.loadUnaligned(as: UInt64.self), as: UInt64.self)
      (to + 8).storeBytes(of: (from + 8).loadUnaligned(as: UInt64.self), as: UInt64.self)
    } else {
      to.copyMemory(from: from, byteCount: range.count)
    }
    count += range.count
  }

  /// Appends an integer in decimal digits.
  @inline(__always)
  mutating func append(decimal value: Int) {
    reserve(20)
    if value < 0 {
      base[count] = UInt8(ascii: "-")
      count += 1
    }
    append(digits: UInt64(value.magnitude), count: digitCount(UInt64(value.magnitude)))
  }

  /// Appends the lowest `digitCount` digits, with zeros in front where there are fewer.
  @inline(__always)
  mutating func append(digits value: UInt64, count digitCount: Int) {
    reserve(digitCount)
    var rest = value
    var position = count + digitCount
    count = position
    for _ in 0..<digitCount {
      position -= 1
      base[position] = UInt8(truncatingIfNeeded: rest % 10) | 0x30
      rest /= 10
    }
  }
}

/// Decimal digits of a number; zero has one.
@inline(__always)
func digitCount(_ value: UInt64) -> Int {
  var count = 1
  var limit: UInt64 = 10
  while value >= limit {
    count += 1
    if count == 20 { break }
    limit *= 10
  }
  return count
}
