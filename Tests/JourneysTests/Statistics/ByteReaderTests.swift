import Testing

@testable import Journeys

struct ByteReaderTests {
  private func read<Value>(
    _ bytes: [UInt8], _ body: (inout ByteReader) throws(StatisticsFileError) -> Value
  ) throws -> Value {
    try bytes.withUnsafeBufferPointer { bytes in
      var reader = ByteReader(bytes, from: 0)
      return try body(&reader)
    }
  }

  @Test(arguments: [0, 1, 127, 128, 16_383, 16_384, UInt64(UInt32.max), 1 << 56, UInt64(Int64.max)])
  func `a number is read as it was written`(number: UInt64) throws {
    var writer = ByteWriter()
    writer.appendVarint(number)
    let value = try read(writer.bytes) { reader throws(StatisticsFileError) in
      try reader.varint(.cells, limit: UInt64(Int64.max))
    }
    #expect(value == Int(number))
    var buffer = [UInt8](repeating: 0, count: 10)
    var place = 0
    buffer.withUnsafeMutableBufferPointer { Varint.write(number, $0.baseAddress!, &place) }
    #expect(Array(buffer[0..<place]) == writer.bytes)
  }

  @Test func `numbers of more than 64 bits and numbers cut short are none`() {
    let longest = Array(repeating: UInt8(0xFF), count: 9)
    for (bytes, expected) in [
      (longest + [1], UInt64.max), (longest + [2], nil), (longest + [0x81, 0], nil), (longest, nil), ([], nil),
    ] as [([UInt8], UInt64?)] {
      var place = 0
      #expect(bytes.withUnsafeBufferPointer { Varint.read($0, &place) } == expected)
    }
  }

  @Test func `a count is measured by the bytes that follow it`() {
    #expect(throws: StatisticsFileError.outOfRange(.edges, value: 2, limit: 1, offset: 0)) {
      try read([2, 9, 9, 9]) { reader throws(StatisticsFileError) in try reader.count(.edges, bytesEach: 2) }
    }
  }

  @Test func `words need eight bytes`() {
    #expect(throws: StatisticsFileError.overrun(.step, offset: 0)) {
      try read([1, 2, 3, 4, 5, 6, 7]) { reader throws(StatisticsFileError) in try reader.word(.step) }
    }
  }
}
