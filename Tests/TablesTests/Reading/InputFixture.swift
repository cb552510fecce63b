import Glibc

@testable import Tables

/// Inputs for tests, written to temporary files.
enum InputFixture {
  /// A new file with these bytes; the caller removes it.
  static func file(_ bytes: [UInt8]) -> String {
    var template = Array("/tmp/archetype-tables-XXXXXX.csv".utf8CString)
    let descriptor = mkstemps(&template, 4)
    precondition(descriptor >= 0, "A temporary file can be made.")
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      precondition(count > 0, "A temporary file can be written.")
      written += count
    }
    close(descriptor)
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Opens bytes as a file.
  static func reader(_ bytes: [UInt8], _ options: ReadOptions = .init()) throws(TableError) -> TableReader {
    let path = file(bytes)
    // The reader keeps the file open, so that it can be read after it has lost its name.
    defer { unlink(path) }
    return try TableReader(path: path, options: options)
  }

  static func table(_ bytes: [UInt8], _ options: ReadOptions = .init()) throws(TableError) -> Table {
    try reader(bytes, options).read()
  }

  static func table(_ text: String, _ options: ReadOptions = .init()) throws(TableError) -> Table {
    try table(Array(text.utf8), options)
  }

  /// The only column of a table with these cells, under the header `x`.
  static func column(_ cells: [String], _ options: ReadOptions = .init()) throws(TableError) -> Column {
    let lines = (["x,y"] + cells.map { "\"\($0)\",a" }).joined(separator: "\n")
    return try table(lines, options).columns[0]
  }

  /// What reading throws; nil when it throws nothing.
  static func error(_ bytes: [UInt8], _ options: ReadOptions = .init()) -> TableError? {
    do throws(TableError) {
      _ = try table(bytes, options)
      return nil
    } catch {
      return error
    }
  }

  static func error(_ text: String, _ options: ReadOptions = .init()) -> TableError? {
    error(Array(text.utf8), options)
  }
}

extension Table {
  /// All cells as they were read, row by row.
  func allCells() throws -> [[String]] { try (0..<rowCount).map { try cells(ofRow: $0) } }

  /// Values of every column as texts that tell any two values apart.
  var fingerprint: [String] {
    columns.map { column in
      let values: String =
        switch column.values {
        case .numbers(let numbers): numbers.map { String($0.bitPattern) }.joined(separator: " ")
        case .dates(let dates): dates.seconds.map { String($0.bitPattern) }.joined(separator: " ")
        case .texts(let texts):
          (0..<rowCount).map { "\(texts.level(ofRow: $0)):\(texts.string(ofRow: $0) ?? "nil")" }.joined(separator: " ")
        }
      return "\(column.name) \(column.kind) \(column.missingCount) \(values)"
    }
  }
}

/// Repeatable random numbers: SplitMix64.
struct TestRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Calls `body` with the bytes of a text, zeros after them.
func withBytes<R>(_ text: String, _ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
  let bytes = Array(text.utf8) + [UInt8](repeating: 0, count: ByteSource.padding)
  return try bytes.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[..<text.utf8.count])) }
}
