/// Signs and codes of currencies beside a number.
enum Currency {
  /// Signs of any length and codes of ISO 4217, the longer ones first where one starts another.
  private static let words: [[UInt8]] =
    ["US$", "R$", "A$", "C$", "$", "€", "£", "¥", "₹", "₩", "₽", "₺", "₴", "₫", "₱", "₪", "฿", "Kč", "zł", "kr", "Ft"]
    .map { Array($0.utf8) } + codes.map { Array($0.utf8) }

  private static let codes = [
    "EUR", "USD", "GBP", "JPY", "CHF", "CNY", "AUD", "CAD", "NZD", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON",
    "BGN", "TRY", "RUB", "UAH", "INR", "KRW", "SGD", "HKD", "TWD", "THB", "IDR", "MYR", "PHP", "VND", "ILS", "AED",
    "SAR", "ZAR", "EGP", "MAD", "NGN", "KES", "MXN", "BRL", "ARS", "CLP", "COP", "PEN", "UYU", "BOB", "CRC", "DOP",
    "GTQ", "VES", "ISK",
  ]

  /// Whether a word starts, and ends, with each byte: most cells do neither.
  private static let firstBytes = table(words.map { $0[0] })
  private static let lastBytes = table(words.map { $0[$0.count - 1] })

  private static func table(_ bytes: [UInt8]) -> [Bool] {
    var isThere = [Bool](repeating: false, count: 256)
    for byte in bytes { isThere[Int(byte)] = true }
    return isThere
  }

  /// Bytes of the currency that a cell starts with; nil without one.
  static func lengthAtStart(of cell: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let first = cell.first, firstBytes[Int(first)] else { return nil }
    return words.first { cell.count > $0.count && cell.starts(with: $0) }?.count
  }

  /// Bytes of the currency that a cell ends with; nil without one.
  static func lengthAtEnd(of cell: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let last = cell.last, lastBytes[Int(last)] else { return nil }
    return words.first { cell.count > $0.count && cell.suffix($0.count).elementsEqual($0) }?.count
  }

  /// A number that differs between currencies: the bytes of the code, or of a sign without one.
  ///
  /// A sign of several currencies stands for the one that it is used for most: `$` for `USD`, `¥` for `JPY`.
  static func key(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let spelling = number(word)
    return codeKeys[spelling] ?? spelling
  }

  private static let codeKeys: [UInt64: UInt64] = {
    let codes = [
      "€": "EUR", "$": "USD", "US$": "USD", "£": "GBP", "¥": "JPY", "R$": "BRL", "A$": "AUD", "C$": "CAD", "₹": "INR",
      "₩": "KRW", "₽": "RUB", "₺": "TRY", "₴": "UAH", "₫": "VND", "₱": "PHP", "₪": "ILS", "฿": "THB", "Kč": "CZK",
      "zł": "PLN", "Ft": "HUF",
    ]
    return Dictionary(uniqueKeysWithValues: codes.map { (number($0.utf8), number($1.utf8)) })
  }()

  private static func number(_ word: some Sequence<UInt8>) -> UInt64 {
    word.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
