import Dispatch
import Glibc
import Tables
import Testing

@Suite struct ByteWritingTests {
  @Test("A closed pipe is told apart from other errors")
  func closedPipe() {
    ignoreClosedPipes()
    var ends: [Int32] = [0, 0]
    pipe(&ends)
    close(ends[0])
    defer { close(ends[1]) }
    #expect(throws: OutputError.closedPipe(path: "-")) { try writeAll([1, 2, 3], to: ends[1], path: "-") }
  }

  @Test("A descriptor that cannot be written names its reason")
  func badDescriptor() {
    #expect(throws: OutputError.cannotWrite(path: "-", code: EBADF)) { try writeAll([1], to: -1, path: "-") }
    #expect(throws: Never.self) { try writeAll([], to: -1, path: "-") }
  }

  @Test("A pipe that does not block is filled as fast as it is read")
  func nonBlockingPipe() throws {
    var ends: [Int32] = [0, 0]
    pipe(&ends)
    _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
    let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0) }
    let (readEnd, writeEnd) = (ends[0], ends[1])
    let reader = DispatchQueue(label: "reader")
    nonisolated(unsafe) var received: [UInt8] = []
    let done = DispatchSemaphore(value: 0)
    reader.async {
      var block = [UInt8](repeating: 0, count: 10_000)
      while case let count = read(readEnd, &block, block.count), count > 0 { received += block[..<count] }
      done.signal()
    }
    try writeAll(bytes, to: writeEnd, path: "-")
    close(writeEnd)
    done.wait()
    close(readEnd)
    #expect(received == bytes)
  }
}
