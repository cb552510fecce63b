/// A 64-bit fingerprint of an input's bytes.
///
/// The input is cut into units of 64 KiB. Each unit is hashed by four lanes of folded products over its words of sixteen
/// bytes (little endian, the last one filled with zeros), then the hashes of the units and the length are chained. So
/// units can be hashed on any thread, and the result is the same. It tells files apart; it is no protection against
/// somebody who wants two files to agree.
///
/// Source of the folded product: wyhash (Wang Yi 2019).
struct Digest {
  static let unitBytes = 1 << 16

  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15
  private var length = 0

  /// Adds the next unit in the order of the input.
  mutating func append(unitHash: UInt64, length: Int) {
    state = Self.mix(state ^ unitHash)
    self.length += length
  }

  /// Sixteen hexadecimal digits.
  var hexadecimal: String {
    let digits = String(Self.mix(state ^ UInt64(length)), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The digest of bytes that are in memory.
  static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var digest = Digest()
    var start = 0
    while start < bytes.count {
      let end = min(start + unitBytes, bytes.count)
      digest.append(
        unitHash: unitHash(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[start..<end]))),
        length: end - start)
      start = end
    }
    return digest.hexadecimal
  }

  /// The hash of one unit.
  static func unitHash(_ unit: UnsafeRawBufferPointer) -> UInt64 {
    var (a, b, c, d) = (lanes[0], lanes[1], lanes[2], lanes[3])
    var offset = 0
    while offset + 64 <= unit.count {
      a = step(a, word(of: unit, at: offset), word(of: unit, at: offset + 8))
      b = step(b, word(of: unit, at: offset + 16), word(of: unit, at: offset + 24))
      c = step(c, word(of: unit, at: offset + 32), word(of: unit, at: offset + 40))
      d = step(d, word(of: unit, at: offset + 48), word(of: unit, at: offset + 56))
      offset += 64
    }
    while offset < unit.count {
      // The lane whose turn it is stands first.
      (a, b, c, d) = (b, c, d, step(a, cutWord(of: unit, at: offset), cutWord(of: unit, at: offset + 8)))
      offset += 16
    }
    return [a, b, c, d].reduce(UInt64(unit.count)) { mix($0 ^ $1) }
  }

  private static let lanes: SIMD4<UInt64> = [
    0x243F_6A88_85A3_08D3, 0x1319_8A2E_0370_7344, 0xA409_3822_299F_31D0, 0x082E_FA98_EC4E_6C89,
  ]

  @inline(__always)
  private static func word(of unit: UnsafeRawBufferPointer, at offset: Int) -> UInt64 {
    unit.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
  }

  /// A word of which the unit may lack the end.
  private static func cutWord(of unit: UnsafeRawBufferPointer, at offset: Int) -> UInt64 {
    (0..<8).reduce(0) { word, index in
      offset + index < unit.count ? word | UInt64(unit[offset + index]) << UInt64(8 * index) : word
    }
  }

  /// The lane is added at last, so that no words make it forget what came before.
  @inline(__always)
  private static func step(_ lane: UInt64, _ first: UInt64, _ second: UInt64) -> UInt64 {
    let product = (first ^ 0x9FB2_1C65_1E98_DF25).multipliedFullWidth(by: second ^ lane)
    return (product.high ^ product.low) &+ lane
  }

  /// Spreads every bit of a word over the whole word.
  private static func mix(_ word: UInt64) -> UInt64 {
    var mixed = word
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
