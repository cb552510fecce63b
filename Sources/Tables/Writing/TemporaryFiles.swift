import Glibc
import Synchronization

/// Removes the temporary files, and the new folders that are still empty, of all outputs that are being written.
///
/// Safe in a signal handler: it allocates nothing, takes no lock and calls only `unlink` and `rmdir`. The process should
/// end right after, since outputs under way cannot be finished any more.
public func removeTemporaryFiles() {
  guard let slots = UnsafeMutablePointer<CChar>(bitPattern: TemporaryFiles.slots.load(ordering: .acquiring)) else {
    return
  }
  // Plain loops: ranges may need type metadata, which is made on first use under a lock.
  var slot = 0
  while slot < TemporaryFiles.slotCount {
    let start = slots + slot * TemporaryFiles.slotSize
    if start[0] == TemporaryFiles.file { unlink(start + 1) }
    slot += 1
  }
  // Folders were made from the outside in.
  while slot > 0 {
    slot -= 1
    let start = slots + slot * TemporaryFiles.slotSize
    if start[0] == TemporaryFiles.folder { rmdir(start + 1) }
  }
}

/// The register of what a signal handler should remove: paths as C strings, in memory that never moves.
///
/// A slot is a byte that says what it holds (``free``, ``file`` or ``folder``) and a path. A result has some fifteen
/// files; whatever finds no free slot or no memory, or has a path too long for one, is merely not removed on Ctrl-C.
enum TemporaryFiles {
  static let slotCount = 64
  static let slotSize = 4098
  static let free: CChar = 0
  static let file: CChar = 1
  static let folder: CChar = 2

  /// Address of the slots, 0 before the first is needed.
  static let slots = Atomic<Int>(0)

  private static let registering = Mutex(())

  /// Registers a path before the thing itself is made; gives its slot.
  static func register(_ path: String, as kind: CChar) -> Int? {
    registering.withLock { _ in
      guard let slots = allocatedSlots() else { return nil }
      for slot in 0..<slotCount where slots[slot * slotSize] == free {
        let start = slots + slot * slotSize
        guard path.utf8.count + 2 <= slotSize else { return nil }
        _ = path.withCString { strcpy(start + 1, $0) }
        // A handler that sees the kind must see the path.
        atomicMemoryFence(ordering: .releasing)
        start[0] = kind
        return slot
      }
      return nil
    }
  }

  /// Takes a path out of the register once the thing has its final name or is gone.
  static func release(_ slot: Int?) {
    guard let slot else { return }
    registering.withLock { _ in allocatedSlots()?[slot * slotSize] = free }
  }

  private static func allocatedSlots() -> UnsafeMutablePointer<CChar>? {
    if let slots = UnsafeMutablePointer<CChar>(bitPattern: slots.load(ordering: .acquiring)) { return slots }
    // Most slots are never used, and cost nothing as long as nobody writes to them. 0 stands for ``free``.
    guard let new = calloc(slotCount, slotSize)?.assumingMemoryBound(to: CChar.self) else { return nil }
    slots.store(Int(bitPattern: new), ordering: .releasing)
    return new
  }
}
