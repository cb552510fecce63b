import Glibc

/// How many threads can run at the same time.
enum ProcessorCount {
  /// The processors that are online.
  static func available() -> Int { max(1, sysconf(CInt(_SC_NPROCESSORS_ONLN))) }
}
