/// Looks at every byte of a block: hashes it, and finds NUL bytes and what is not UTF-8.
extension BlockParser {
  /// Inspects a block that `parse` has loaded.
  func inspect(_ block: Range<Int>, isChecked: Bool, into result: BlockResult) {
    result.unitHashes.removeAll(keepingCapacity: true)
    result.byteFault = nil
    let unit = Digest.unitBytes
    var start = (block.lowerBound + unit - 1) / unit * unit
    while start < block.upperBound {
      let end = min(start + unit, buffer.end)
      let bytes = UnsafeRawBufferPointer(start: buffer.bytes + (start - buffer.start), count: end - start)
      result.unitHashes.append((Digest.unitHash(bytes), end - start))
      start = end
    }
    let bytes = UnsafeBufferPointer(start: buffer.bytes + (block.lowerBound - buffer.start), count: block.count)
    let (hasNul, isASCII) = Self.survey(UnsafeRawBufferPointer(bytes))
    let nul = hasNul ? bytes.firstIndex(of: 0).map { block.lowerBound + $0 } : nil
    let invalid = isChecked && !isASCII ? firstInvalid(block) : nil
    if let invalid, invalid < nul ?? .max {
      result.byteFault = .notUTF8(invalid)
    } else if let nul {
      result.byteFault = .nulByte(nul)
    }
  }

  /// The offset of the first byte that is not UTF-8 among the characters that start in a block.
  private func firstInvalid(_ block: Range<Int>) -> Int? {
    let bytes = buffer.bytes
    // A character that began in the block before was checked there: back up to its start, at most three bytes.
    var first = block.lowerBound - buffer.start
    let earliest = max(0, first - 3)
    while first > earliest, bytes[first] & 0xC0 == 0x80 { first -= 1 }
    let last = min(block.upperBound - buffer.start + 3, buffer.count)
    let checked = UnsafeBufferPointer(start: bytes + first, count: last - first)
    let isCut = buffer.start + last < buffer.end || !buffer.reachesInputEnd
    guard let index = UTF8Validation.firstInvalid(checked, allowsCutEnd: isCut) else { return nil }
    let offset = buffer.start + first + index
    return offset < block.upperBound ? offset : nil
  }

  /// Whether bytes hold a NUL, and whether all of them are ASCII.
  private static func survey(_ bytes: UnsafeRawBufferPointer) -> (hasNul: Bool, isASCII: Bool) {
    // A word has its high bits set after this where a byte of it is zero.
    let ones = SIMD4<UInt64>(repeating: 0x0101_0101_0101_0101)
    var nulBits = SIMD4<UInt64>(repeating: 0)
    var union = SIMD4<UInt64>(repeating: 0)
    var offset = 0
    while offset + 32 <= bytes.count {
      let words = bytes.loadUnaligned(fromByteOffset: offset, as: SIMD4<UInt64>.self)
      nulBits |= (words &- ones) & ~words
      union |= words
      offset += 32
    }
    let highBits: UInt64 = 0x8080_8080_8080_8080
    var hasNul = (nulBits[0] | nulBits[1] | nulBits[2] | nulBits[3]) & highBits != 0
    var isASCII = (union[0] | union[1] | union[2] | union[3]) & highBits == 0
    while offset < bytes.count {
      hasNul = hasNul || bytes[offset] == 0
      isASCII = isASCII && bytes[offset] < 0x80
      offset += 1
    }
    return (hasNul, isASCII)
  }
}
