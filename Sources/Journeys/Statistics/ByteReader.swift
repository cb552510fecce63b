/// Takes numbers from bytes of unknown origin, never past their end.
struct ByteReader {
  typealias Field = StatisticsFileError.Field

  let bytes: UnsafeBufferPointer<UInt8>
  /// The next byte.
  private(set) var offset: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, from offset: Int) {
    self.bytes = bytes
    self.offset = offset
  }

  var remaining: Int { bytes.count - offset }

  mutating func byte(_ field: Field, limit: UInt8) throws(StatisticsFileError) -> UInt8 {
    guard remaining >= 1 else { throw .overrun(field, offset: offset) }
    let value = bytes[offset]
    guard value <= limit else {
      throw .outOfRange(field, value: UInt64(value), limit: UInt64(limit), offset: offset)
    }
    offset += 1
    return value
  }

  /// A number of at most `limit`.
  mutating func varint(_ field: Field, limit: UInt64) throws(StatisticsFileError) -> Int {
    let start = offset
    guard let value = Varint.read(bytes, &offset) else { throw .overrun(field, offset: start) }
    guard value <= limit else { throw .outOfRange(field, value: value, limit: limit, offset: start) }
    return Int(value)
  }

  /// How many of something follow, of which each takes at least so many bytes.
  mutating func count(_ field: Field, bytesEach: Int) throws(StatisticsFileError) -> Int {
    let start = offset
    guard let value = Varint.read(bytes, &offset) else { throw .overrun(field, offset: start) }
    let limit = UInt64(remaining / bytesEach)
    guard value <= limit else { throw .outOfRange(field, value: value, limit: limit, offset: start) }
    return Int(value)
  }

  mutating func word(_ field: Field) throws(StatisticsFileError) -> UInt64 {
    guard remaining >= 8 else { throw .overrun(field, offset: offset) }
    var value: UInt64 = 0
    for i in 0..<8 { value |= UInt64(bytes[offset + i]) << UInt64(8 * i) }
    offset += 8
    return value
  }

  /// A finite number that is not negative.
  mutating func number(_ field: Field) throws(StatisticsFileError) -> Double {
    let start = offset
    let value = Double(bitPattern: try word(field))
    guard value >= 0, value < .infinity else { throw .invalidNumber(field, offset: start) }
    return value
  }

  /// `count` numbers after a 1, or none after a 0; `isValid` tells which can be.
  mutating func numbers(
    _ field: Field, count: Int, where isValid: (Double) -> Bool
  ) throws(StatisticsFileError) -> [Double] {
    guard try byte(field, limit: 1) == 1 else { return [] }
    guard remaining / 8 >= count else { throw .overrun(field, offset: offset) }
    var result: [Double] = []
    result.reserveCapacity(count)
    for _ in 0..<count {
      let start = offset
      let value = Double(bitPattern: try word(field))
      guard isValid(value) else { throw .invalidNumber(field, offset: start) }
      result.append(value)
    }
    return result
  }

  /// Passes over bytes that are known to be there.
  mutating func skip(_ count: Int) {
    precondition(count <= remaining, "Only what is there is passed over.")
    offset += count
  }
}
