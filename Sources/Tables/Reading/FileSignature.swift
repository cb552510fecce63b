/// Names files that are no text tables by their first bytes.
enum FileSignature {
  private static let known: [(bytes: [UInt8], name: String)] = [
    (Array("PK\u{3}\u{4}".utf8), "a workbook (xlsx, ods) or another zip archive"),
    ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook (xls)"),
    ([0x1F, 0x8B], "a compressed file (gzip)"),
    (Array("BZh".utf8), "a compressed file (bzip2)"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "a compressed file (xz)"),
    ([0x28, 0xB5, 0x2F, 0xFD], "a compressed file (zstd)"),
    (Array("%PDF-".utf8), "a PDF document"),
    (Array("PAR1".utf8), "a Parquet file"),
    (Array("SQLite format 3".utf8), "a SQLite database"),
    ([0x89, 0x50, 0x4E, 0x47], "an image"),
    ([0xFF, 0xD8, 0xFF], "an image"),
    ([0x7F, 0x45, 0x4C, 0x46], "a program"),
    (Array("ARROW1".utf8), "an Arrow file"),
  ]

  /// What the file seems to be; nil when it may be text.
  static func notText(_ sample: UnsafeBufferPointer<UInt8>) -> String? {
    if let match = known.first(where: { sample.starts(with: $0.bytes) }) { return match.name }
    // One NUL is damage, worth an error with its line; many are binary data.
    let start = sample.prefix(8192)
    let controls = start.count { $0 < 0x09 || ($0 > 0x0D && $0 < 0x20 && $0 != 0x1B) }
    return controls * 20 > start.count && controls > 8 ? "binary data" : nil
  }
}
