import Glibc
import Testing

@testable import Tables

/// How many of an array's first bytes are in memory, to the page.
private func residentBytes(_ array: inout [Double]) -> Int {
  let page = Int(sysconf(Int32(_SC_PAGESIZE)))
  let (capacity, stride) = (array.capacity, MemoryLayout<Double>.stride)
  return array.withUnsafeMutableBufferPointer { buffer in
    let first = Int(bitPattern: buffer.baseAddress) / page * page
    let pages = (capacity * stride) / page
    var residence = [UInt8](repeating: 0, count: pages)
    guard mincore(UnsafeMutableRawPointer(bitPattern: first), pages * page, &residence) == 0 else { return 0 }
    return residence.prefix { $0 & 1 == 1 }.count * page
  }
}

/// Whether the system knows such requests.
private let areRequestsKnown: Bool = {
  let page = Int(sysconf(Int32(_SC_PAGESIZE)))
  let room = UnsafeMutableRawPointer.allocate(byteCount: page, alignment: page)
  defer { room.deallocate() }
  return madvise(room, page, MADV_POPULATE_WRITE) == 0
}()

struct PagesAheadTests {
  @Test(.enabled(if: areRequestsKnown, "the system is older than Linux 5.14"))
  func `room is in memory before it is filled and values stay as they are`() {
    var array: [Double] = []
    // So much never comes from memory that was used before.
    array.reserveCapacity(1 << 24)
    var pages = PagesAhead()
    for block in 0..<8 {
      pages.prepare(&array, for: 10_000)
      // But for the last page, which may hold something else.
      #expect(residentBytes(&array) + Int(sysconf(Int32(_SC_PAGESIZE))) > 8 * 10_000 * (block + 1))
      array.append(contentsOf: (0..<10_000).map { Double(block * 10_000 + $0) })
    }
    #expect(array == (0..<80_000).map { Double($0) })
  }

  @Test func `rows beyond the room that was reserved are left to the array`() {
    var array: [Double] = []
    array.reserveCapacity(20_000)
    var pages = PagesAhead()
    for block in 0..<5 {
      pages.prepare(&array, for: 9_000)
      array.append(contentsOf: (0..<9_000).map { Double(block * 9_000 + $0) })
    }
    #expect(array == (0..<45_000).map { Double($0) })
  }
}
