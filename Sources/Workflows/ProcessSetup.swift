import LinearAlgebra

/// What a program does once, before any command.
public enum ProcessSetup {
  /// Handles signals, and keeps threads of libraries from competing with the program's own.
  public static func begin() {
    Interruption.handleSignals()
    Products.stopOtherThreads()
  }
}
