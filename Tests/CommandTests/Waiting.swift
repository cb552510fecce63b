import Glibc
import TestSupport

/// Waits until something is so, at most a minute; whether it came to be so.
func waitUntil(_ condition: () throws -> Bool) rethrows -> Bool {
  for _ in 0..<60_000 {
    if try condition() { return true }
    usleep(1000)
  }
  return false
}
