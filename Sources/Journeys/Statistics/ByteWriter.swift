/// Bytes that are put together piece by piece, numbers little-endian.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  /// Makes room for more bytes in one piece.
  mutating func reserve(_ more: Int) { bytes.reserveCapacity(bytes.count + more) }

  mutating func append(_ more: [UInt8]) { bytes.append(contentsOf: more) }

  mutating func appendFixed<Number: FixedWidthInteger>(_ number: Number) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func appendVarint(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// 1 and the numbers, or 0 without any.
  mutating func appendNumbers(_ numbers: [Double]) {
    bytes.append(numbers.isEmpty ? 0 : 1)
    reserve(8 * numbers.count)
    for number in numbers { appendFixed(number.bitPattern) }
  }

  /// All bytes, with their number put in place and their digest at the end; the writer is empty after that.
  mutating func finished(lengthAt place: Int) -> [UInt8] {
    let length = UInt64(bytes.count + 8)
    for i in 0..<8 { bytes[place + i] = UInt8(truncatingIfNeeded: length >> UInt64(8 * i)) }
    appendFixed(bytes.withUnsafeBytes { XXHash64.digest($0) })
    defer { bytes = [] }
    return bytes
  }
}

/// Numbers in groups of 7 bits, low ones first, the top bit of a byte telling that more follow.
enum Varint {
  /// Writes a number at a place, which moves behind it. A byte more than that may be overwritten, ten bytes at most.
  @inline(__always)
  static func write(_ number: UInt64, _ base: UnsafeMutablePointer<UInt8>, _ place: inout Int) {
    // Most take a byte or two, and nobody could predict which.
    if _fastPath(number < 1 << 14) {
      let isLong = number >= 0x80
      base[place] = UInt8(truncatingIfNeeded: number) & 0x7F | (isLong ? 0x80 : 0)
      base[place &+ 1] = UInt8(truncatingIfNeeded: number >> 7)
      place &+= isLong ? 2 : 1
      return
    }
    var rest = number
    while rest >= 0x80 {
      base[place] = UInt8(truncatingIfNeeded: rest) | 0x80
      place &+= 1
      rest >>= 7
    }
    base[place] = UInt8(truncatingIfNeeded: rest)
    place &+= 1
  }

  /// The number at a place, which moves behind it; nil where it is cut short or needs more than 64 bits.
  @inline(__always)
  static func read(_ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int) -> UInt64? {
    guard place < bytes.count else { return nil }
    var byte = bytes[place]
    place &+= 1
    if byte < 0x80 { return UInt64(byte) }
    var result = UInt64(byte & 0x7F)
    var shift: UInt64 = 7
    while place < bytes.count {
      byte = bytes[place]
      place &+= 1
      if shift == 63, byte > 1 { return nil }
      result |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return result }
      shift += 7
      if shift > 63 { return nil }
    }
    return nil
  }
}
