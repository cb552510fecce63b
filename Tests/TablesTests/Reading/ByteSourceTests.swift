import Dispatch
import Glibc
import Testing

@testable import Tables

@Suite struct ByteSourceTests {
  private func bytes(_ source: ByteSource) throws -> [UInt8] {
    let whole = try source.inMemory()
    return whole.bytesInMemory.map { Array($0) } ?? []
  }

  @Test("Any part of a file can be read")
  func parts() throws {
    let path = InputFixture.file(Array("hello world".utf8))
    defer { unlink(path) }
    let source = try ByteSource.open(path: path)
    #expect(source.count == 11)
    #expect(source.bytesInMemory == nil)
    var part = [UInt8](repeating: 0, count: 5)
    try source.read(at: 6, length: 5, into: &part)
    #expect(String(decoding: part, as: UTF8.self) == "world")
    #expect(try String(decoding: bytes(source), as: UTF8.self) == "hello world")
  }

  @Test("A pipe is read to its end")
  func pipes() throws {
    let path = "/tmp/archetype-tables-pipe-\(getpid())"
    #expect(mkfifo(path, 0o600) == 0)
    defer { unlink(path) }
    let text = "a,b\n" + String(repeating: "1,2\n", count: 700_000)
    DispatchQueue.global().async {
      let descriptor = open(path, O_WRONLY)
      var sent = 0
      var text = text
      text.withUTF8 { bytes in
        while sent < bytes.count {
          let count = write(descriptor, bytes.baseAddress.map { $0 + sent }, bytes.count - sent)
          if count <= 0 { break }
          sent += count
        }
      }
      close(descriptor)
    }
    let table = try TableReader(path: path).read()
    #expect(table.rowCount == 700_000)
    #expect(try table.cells(ofRow: 699_999) == ["1", "2"])
  }

  @Test("Files that claim to be empty are read to their end")
  func specialFiles() throws {
    let source = try ByteSource.open(path: "/proc/self/status")
    #expect(source.count > 0)
    #expect(try ByteSource.open(path: "/dev/null").count == 0)
  }

  @Test("Zeros follow the bytes in memory")
  func padding() throws {
    let memory = try ByteSource.allocate(3, name: "m")
    #expect((3..<3 + ByteSource.padding).allSatisfy { memory[$0] == 0 })
    memory[0] = 1
    memory[1] = 2
    memory[2] = 3
    #expect(try bytes(ByteSource(name: "m", memory: memory, count: 3)) == [1, 2, 3])
  }

  @Test("The available memory is known and plausible")
  func memoryBudget() throws {
    let available = try #require(MemoryBudget.availableBytes())
    #expect(available > 1 << 20)
  }
}
