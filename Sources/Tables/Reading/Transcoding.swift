/// Rewrites other encodings as UTF-8, whole inputs at a time.
enum Transcoding {
  /// The text and how many units of the input stand for no character.
  struct Result {
    let source: ByteSource
    let repairedCount: Int
  }

  static func toUTF8(_ input: ByteSource, from encoding: Encoding) throws(TableError) -> Result {
    let whole = try input.inMemory()
    guard let bytes = whole.bytesInMemory else { preconditionFailure("The input is in memory.") }
    let text = UnsafeBufferPointer(rebasing: bytes[EncodingDetection.markLength(bytes, encoding)...])
    switch encoding {
    case .utf8: return Result(source: whole, repairedCount: 0)
    case .windows1252: return try fromWindows1252(text, name: input.name)
    case .utf16LittleEndian: return try fromUTF16(text, name: input.name) { UInt16($1) << 8 | UInt16($0) }
    case .utf16BigEndian: return try fromUTF16(text, name: input.name) { UInt16($0) << 8 | UInt16($1) }
    }
  }

  /// The characters of bytes 0x80...0x9F. The five bytes without one stand for the control codes of Latin-1, as
  /// the WHATWG encoding standard has it.
  private static let windows1252: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D,
    0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
    0x017E, 0x0178,
  ]

  private static func fromWindows1252(
    _ bytes: UnsafeBufferPointer<UInt8>, name: String
  ) throws(TableError) -> Result {
    var characters = [UInt32](0..<256)
    for (index, character) in windows1252.enumerated() { characters[0x80 + index] = UInt32(character) }
    var count = 0
    var repaired = 0
    for byte in bytes {
      let character = characters[Int(byte)]
      count += character < 0x80 ? 1 : character < 0x800 ? 2 : 3
      if byte >= 0x80 && byte <= 0x9F && character < 0xA0 { repaired += 1 }
    }
    let target = try ByteSource.allocate(count, name: name)
    var end = target
    for byte in bytes { append(characters[Int(byte)], &end) }
    return Result(source: ByteSource(name: name, memory: target, count: count), repairedCount: repaired)
  }

  /// Halves of surrogate pairs that stand alone, and a last odd byte, become U+FFFD.
  private static func fromUTF16(
    _ bytes: UnsafeBufferPointer<UInt8>, name: String, unit: (UInt8, UInt8) -> UInt16
  ) throws(TableError) -> Result {
    let target = try ByteSource.allocate(bytes.count / 2 * 3 + 3, name: name)
    var end = target
    var repaired = 0
    var index = 0
    while index + 1 < bytes.count {
      let first = unit(bytes[index], bytes[index + 1])
      index += 2
      if first & 0xF800 != 0xD800 {
        append(UInt32(first), &end)
        continue
      }
      if first < 0xDC00, index + 1 < bytes.count {
        let second = unit(bytes[index], bytes[index + 1])
        if second & 0xFC00 == 0xDC00 {
          append(0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF)), &end)
          index += 2
          continue
        }
      }
      append(0xFFFD, &end)
      repaired += 1
    }
    if index < bytes.count {
      append(0xFFFD, &end)
      repaired += 1
    }
    let count = end - target
    for pad in 0..<ByteSource.padding { end[pad] = 0 }
    return Result(source: ByteSource(name: name, memory: target, count: count), repairedCount: repaired)
  }

  @inline(__always)
  private static func append(_ character: UInt32, _ end: inout UnsafeMutablePointer<UInt8>) {
    func put(_ value: UInt32) {
      end.pointee = UInt8(truncatingIfNeeded: value)
      end += 1
    }
    if character < 0x80 {
      put(character)
    } else if character < 0x800 {
      put(0xC0 | character >> 6)
      put(0x80 | character & 0x3F)
    } else if character < 0x10000 {
      put(0xE0 | character >> 12)
      put(0x80 | character >> 6 & 0x3F)
      put(0x80 | character & 0x3F)
    } else {
      put(0xF0 | character >> 18)
      put(0x80 | character >> 12 & 0x3F)
      put(0x80 | character >> 6 & 0x3F)
      put(0x80 | character & 0x3F)
    }
  }
}
