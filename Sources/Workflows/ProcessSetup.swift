import CMalloc
import LinearAlgebra

/// What a program does once, before any command.
public enum ProcessSetup {
  /// Handles signals, keeps threads of libraries from competing with the program's own, and keeps freed memory.
  public static func begin() {
    Interruption.handleSignals()
    Products.stopOtherThreads()
    // Columns of millions of rows come and go. To give their pages back and have others cleared takes longer than most
    // of what is computed with them.
    mallopt(M_MMAP_MAX, 0)
    mallopt(M_TRIM_THRESHOLD, .max)
    mallopt(M_ARENA_MAX, 1)
  }
}
