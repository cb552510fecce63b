import Testing

@testable import Tables

@Suite struct ByteBufferTests {
  @Test("Bytes stay as they were appended while the buffer grows")
  func growth() {
    var buffer = ByteBuffer(capacity: 1)
    var expected: [UInt8] = []
    for count in 0..<300 {
      let piece = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
      buffer.append(piece)
      buffer.append(UInt8(ascii: ";"))
      expected += piece + [UInt8(ascii: ";")]
    }
    #expect(Array(buffer.bytes) == expected)
    buffer.removeAll()
    #expect(buffer.count == 0)
  }

  @Test("Short copies take exactly their bytes, at the end of a buffer too")
  func shortCopies() {
    var source = ByteBuffer(capacity: 1)
    source.append(Array(0..<40))
    for count in 0...40 {
      var buffer = ByteBuffer(capacity: 1)
      buffer.append(99)
      buffer.appendShort(source, (40 - count)..<40)
      buffer.append(98)
      #expect(Array(buffer.bytes) == [99] + Array(UInt8(40 - count)..<40) + [98])
    }
  }

  @Test("Integers are written in full, with zeros in front where a width is asked for")
  func integers() {
    var buffer = ByteBuffer()
    for value in [0, -7, 1234, .max, .min] {
      buffer.append(decimal: value)
      buffer.append(UInt8(ascii: " "))
    }
    buffer.append(digits: 7, count: 3)
    #expect(String(decoding: buffer.bytes, as: UTF8.self) == "0 -7 1234 9223372036854775807 -9223372036854775808 007")
  }
}
