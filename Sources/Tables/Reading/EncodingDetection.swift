/// Finds out how the bytes of an input stand for characters.
enum EncodingDetection {
  /// Byte-order mark, else the NUL bytes of UTF-16, else valid UTF-8, else Windows-1252.
  ///
  /// - Parameters:
  ///   - sample: The first bytes of the input.
  ///   - isWhole: Whether the sample is the whole input, so that its last character must be whole too.
  static func detect(_ sample: UnsafeBufferPointer<UInt8>, isWhole: Bool) -> Encoding {
    if sample.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8 }
    if sample.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
    if sample.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
    if let wide = wideByNulBytes(sample) { return wide }
    return UTF8Validation.firstInvalid(sample, allowsCutEnd: !isWhole) == nil ? .utf8 : .windows1252
  }

  /// Bytes of the byte-order mark of an encoding at the start of an input.
  static func markLength(_ sample: UnsafeBufferPointer<UInt8>, _ encoding: Encoding) -> Int {
    switch encoding {
    case .utf8: sample.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    case .utf16LittleEndian: sample.starts(with: [0xFF, 0xFE]) ? 2 : 0
    case .utf16BigEndian: sample.starts(with: [0xFE, 0xFF]) ? 2 : 0
    case .windows1252: 0
    }
  }

  /// Western text in UTF-16 has a NUL in one half of nearly every unit and none in the other half.
  private static func wideByNulBytes(_ sample: UnsafeBufferPointer<UInt8>) -> Encoding? {
    let unitCount = min(sample.count, 8192) / 2
    guard unitCount >= 2 else { return nil }
    var even = 0
    var odd = 0
    for unit in 0..<unitCount {
      if sample[2 * unit] == 0 { even += 1 }
      if sample[2 * unit + 1] == 0 { odd += 1 }
    }
    if odd * 2 > unitCount && even * 10 < unitCount { return .utf16LittleEndian }
    if even * 2 > unitCount && odd * 10 < unitCount { return .utf16BigEndian }
    return nil
  }
}

/// Checks bytes against the definition of UTF-8 (no overlong forms, no surrogates, nothing above U+10FFFF).
enum UTF8Validation {
  /// The index of the first byte of the first character that is not UTF-8; nil when all are.
  ///
  /// With `allowsCutEnd`, a last character that is right as far as it goes is no fault.
  static func firstInvalid(_ bytes: UnsafeBufferPointer<UInt8>, allowsCutEnd: Bool) -> Int? {
    var index = 0
    let count = bytes.count
    while index < count {
      if index + 8 <= count,
        UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        index += 8
        continue
      }
      let lead = bytes[index]
      if lead < 0x80 {
        index += 1
        continue
      }
      guard let (length, low, high) = followers(of: lead) else { return index }
      for follower in 1..<length {
        guard index + follower < count else { return allowsCutEnd ? nil : index }
        let byte = bytes[index + follower]
        let isRight = follower == 1 ? byte >= low && byte <= high : byte & 0xC0 == 0x80
        if !isRight { return index }
      }
      index += length
    }
    return nil
  }

  /// The length of the character that a byte leads, and the range of its second byte; nil when it leads none.
  private static func followers(of lead: UInt8) -> (length: Int, low: UInt8, high: UInt8)? {
    switch lead {
    case 0xC2...0xDF: (2, 0x80, 0xBF)
    case 0xE0: (3, 0xA0, 0xBF)
    case 0xED: (3, 0x80, 0x9F)
    case 0xE1...0xEF: (3, 0x80, 0xBF)
    case 0xF0: (4, 0x90, 0xBF)
    case 0xF1...0xF3: (4, 0x80, 0xBF)
    case 0xF4: (4, 0x80, 0x8F)
    default: nil
    }
  }
}
