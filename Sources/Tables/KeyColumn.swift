/// Texts that are only ever compared, such as the customers of an event log, as one word a row.
///
/// Up to seven bytes stand in their word as they are. A longer text is a hash of 127 bits, half of it in a second word:
/// among a billion different texts two would share it with a probability below 10⁻²⁰. So equal words are equal bytes,
/// in one table and across tables, and no dictionary has to be kept.
public struct KeyColumn: Sendable {
  /// One a row; 0 = missing.
  public let words: [UInt64]
  /// The second words, 0 for texts of up to seven bytes; empty where no row has a longer text.
  public let secondWords: [UInt64]
  /// Rows without a key.
  public let missingCount: Int

  /// The keys of texts; nil = missing.
  public init(_ texts: [String?]) {
    let keys = texts.map { text -> (UInt64, UInt64) in
      guard let text else { return (0, 0) }
      let bytes = Array(text.utf8)
      return (bytes + [UInt8](repeating: 0, count: ByteSource.padding)).withUnsafeBufferPointer {
        Self.key(of: UnsafeBufferPointer(rebasing: $0[..<bytes.count]))
      }
    }
    self.init(
      words: keys.map(\.0), secondWords: keys.contains { $0.1 != 0 } ? keys.map(\.1) : [],
      missingCount: texts.count { $0 == nil })
  }

  init(words: [UInt64], secondWords: [UInt64], missingCount: Int) {
    precondition(secondWords.isEmpty || secondWords.count == words.count, "Every row has a second word, or none has.")
    self.words = words
    self.secondWords = secondWords
    self.missingCount = missingCount
  }

  /// The key of a text that is not empty. Up to 8 bytes after the text must be readable.
  ///
  /// Source of the mixing: the folded product of wyhash (Wang Yi 2019), two lanes of it.
  @inline(__always)
  static func key(of text: UnsafeBufferPointer<UInt8>) -> (UInt64, UInt64) {
    guard let base = text.baseAddress, text.count > 0 else { return (0, 0) }
    let raw = UnsafeRawPointer(base)
    let count = UInt64(truncatingIfNeeded: text.count)
    if count <= 7 {
      let word = raw.loadUnaligned(as: UInt64.self).littleEndian & (UInt64.max >> (64 - 8 * count))
      return (word | count << 56, 0)
    }
    var first = count ^ 0xA076_1D64_78BD_642F
    var second = count ^ 0xE703_7ED1_A0B4_28DB
    var offset = 0
    while offset < text.count {
      var word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
      let rest = text.count - offset
      if rest < 8 { word &= UInt64.max >> UInt64(64 - 8 * rest) }
      first = folded(first ^ word, 0x8EBC_6AF0_9C88_C6E3)
      second = folded(second &+ word, 0x5899_65CC_7537_4CC3)
      offset += 8
    }
    return (folded(first, 0x1D8E_4E27_C47D_124F) | 1 << 63, folded(second, 0xEB44_ACCA_B455_D165) | 1)
  }

  @inline(__always)
  private static func folded(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }
}
