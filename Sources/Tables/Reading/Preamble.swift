/// Lines before the table that say nothing of its columns: `sep=;`, `# comments` and blank lines.
struct Preamble {
  /// Offset of the first line that is none of these.
  private(set) var end: Int
  /// The delimiter of a line `sep=;`.
  private(set) var delimiter: UInt8?
  /// Offset of the last comment, which may be a header such as `#id,name`.
  private(set) var lastComment: Int?
  private(set) var commentCount = 0

  init(_ sample: UnsafeBufferPointer<UInt8>, from start: Int) {
    end = start
    var isFirst = true
    while end < sample.count {
      let stop = sample[end...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? sample.count
      let line = Blank.trim(UnsafeBufferPointer(rebasing: sample[end..<stop]))
      if isFirst, let given = Self.separator(UnsafeBufferPointer(rebasing: sample[end..<stop])) {
        delimiter = given
      } else if line.first == UInt8(ascii: "#") {
        commentCount += 1
        lastComment = end
      } else if !line.isEmpty {
        return
      }
      if !line.isEmpty { isFirst = false }
      end = min(stop + 1, sample.count)
    }
  }

  /// The delimiter that a line `sep=;` names.
  private static func separator(_ line: UnsafeBufferPointer<UInt8>) -> UInt8? {
    guard line.count == 5, line[3] == UInt8(ascii: "="), OpenedInput.isDelimiter(line[4]) else { return nil }
    return line.prefix(3).map({ $0 | 0x20 }) == Array("sep".utf8) ? line[4] : nil
  }
}
