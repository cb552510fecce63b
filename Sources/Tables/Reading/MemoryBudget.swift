import Glibc

/// How much memory the process may still take.
enum MemoryBudget {
  /// The smaller of what the system has available and what the control group leaves; nil where neither is known.
  static func availableBytes() -> Int? {
    [systemAvailable(), groupAvailable()].compactMap { $0 }.min()
  }

  /// `MemAvailable` of /proc/meminfo.
  private static func systemAvailable() -> Int? {
    guard let text = smallFile("/proc/meminfo") else { return nil }
    for line in text.split(separator: "\n") where line.hasPrefix("MemAvailable:") {
      let words = line.split(separator: " ")
      return words.count >= 2 ? Int(words[1]).map { $0 * 1024 } : nil
    }
    return nil
  }

  /// The limit of the control group (version 2, else 1) less what it uses.
  private static func groupAvailable() -> Int? {
    let roots = [
      ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"),
      ("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"),
    ]
    for (limitPath, usagePath) in roots {
      guard let limit = number(limitPath), limit < 1 << 60 else { continue }
      return max(0, limit - (number(usagePath) ?? 0))
    }
    return nil
  }

  private static func number(_ path: String) -> Int? {
    smallFile(path).flatMap { Int($0.split(separator: "\n").first ?? "") }
  }

  private static func smallFile(_ path: String) -> String? {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 8192)
    let count = Glibc.read(descriptor, &bytes, bytes.count)
    return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
  }
}
