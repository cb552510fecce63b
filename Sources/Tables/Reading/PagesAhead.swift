import Glibc

/// Has the system put memory behind the room of an array shortly before it is filled, many pages at a time: to have each
/// put there when it is first touched takes half as long again.
///
/// A request and no more: where the system does not know it, pages come one by one, and nothing else changes.
struct PagesAhead {
  /// Bytes of the array's room that were asked for.
  private var asked = 0

  /// So many bytes at a time are still in the processor's cache when they are filled.
  private static let step = 1 << 16

  /// Prepares for `count` elements to be appended to an array that nobody else holds, and whose room was reserved and never
  /// moves.
  mutating func prepare<Element>(_ array: inout [Element], for count: Int) {
    let stride = MemoryLayout<Element>.stride
    let (needed, room) = ((array.count + count) * stride, array.capacity * stride)
    guard needed > asked, needed <= room, room > Self.step else { return }
    let end = min(room, max(needed, asked + Self.step))
    array.withUnsafeMutableBufferPointer { buffer in
      let page = Int(sysconf(Int32(_SC_PAGESIZE)))
      let base = Int(bitPattern: buffer.baseAddress)
      let (first, last) = ((base + asked) / page * page, (base + end) / page * page)
      // Its first and its last page may hold something else besides, which stays.
      if let start = UnsafeMutableRawPointer(bitPattern: first), first < last {
        madvise(start, last - first, MADV_POPULATE_WRITE)
      }
    }
    asked = end
  }
}
