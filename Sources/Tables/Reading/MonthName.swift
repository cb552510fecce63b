/// Months by their names, in English and Spanish: `March`, `mar`, `Sept.`, `enero`.
enum MonthName {
  private static let names: [[StaticString]] = [
    ["january", "enero"], ["february", "febrero"], ["march", "marzo"], ["april", "abril"], ["may", "mayo"],
    ["june", "junio"], ["july", "julio"], ["august", "agosto"], ["september", "septiembre", "setiembre"],
    ["october", "octubre"], ["november", "noviembre"], ["december", "diciembre"],
  ]

  /// The month, from 1, that a word names whole or by its first three letters or more, in any case; nil for other words.
  static func number(_ word: UnsafeBufferPointer<UInt8>) -> Int? {
    guard word.count >= 3, word.count <= 10 else { return nil }
    return names.firstIndex { $0.contains { begins($0, with: word) } }.map { $0 + 1 }
  }

  private static func begins(_ name: StaticString, with word: UnsafeBufferPointer<UInt8>) -> Bool {
    word.count <= name.utf8CodeUnitCount && word.indices.allSatisfy { word[$0] | 0x20 == name.utf8Start[$0] }
  }
}
