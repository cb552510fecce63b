/// A number as people and spreadsheets write it: `€ 1.234,50`, `(12 %)`, `1 234-`, `'007`.
///
/// The shape is independent of the decimal mark; a column decides on one after all its cells were seen.
struct NumberShape {
  /// The digits and marks between the decorations.
  private(set) var body: UnsafeBufferPointer<UInt8>
  private(set) var isNegative = false
  private(set) var traits: NumberTraits = []
  /// A number that differs between currencies; 0 without one.
  private(set) var currency: UInt64 = 0

  private var points = 0
  private var commas = 0
  /// Spaces and apostrophes.
  private var otherMarks = 0
  private var hasMixedOtherMarks = false
  private var lastMark: UInt8 = 0
  private var headCount = 0
  private var tailCount = 0
  /// Whether every run of digits between two marks has three.
  private var innerAreThree = true
  private var exponentStart: Int?

  /// Nil when the cell is no number under any decimal mark.
  init?(_ cell: UnsafeBufferPointer<UInt8>) {
    body = cell
    guard stripDecorations(), measureMarks() else { return nil }
    if !admits(.point) && !admits(.comma) { return nil }
  }

  /// Whether the cell is a number when `mark` is the decimal mark.
  func admits(_ mark: DecimalMark) -> Bool {
    let (decimals, groups) = mark == .point ? (points, commas) : (commas, points)
    if decimals > 1 || (decimals == 1 && lastMark != mark.byte) { return false }
    if groups > 0 && otherMarks > 0 || hasMixedOtherMarks { return false }
    let groupings = groups + otherMarks
    if groupings == 0 { return headCount > 0 || (decimals == 1 && tailCount > 0) }
    let lastGroupIsThree = decimals == 1 || tailCount == 3
    let startsWithZero = body.first == UInt8(ascii: "0")
    return headCount >= 1 && headCount <= 3 && innerAreThree && lastGroupIsThree && !startsWithZero
      && (exponentStart == nil)
  }

  /// Whether the cell tells the decimal marks apart.
  var hasMark: Bool { points + commas > 0 }

  /// The value under a decimal mark that the shape admits; nil when it is too large for a `Double`.
  func value(_ mark: DecimalMark) -> Double? {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: body.count + 16) { plain in
      var count = 0
      for byte in body where isDigit(byte) || byte == mark.byte || isExponentByte(byte) {
        plain[count] = byte
        count += 1
      }
      for index in count..<plain.count { plain[index] = 0 }
      guard let start = plain.baseAddress else { return nil }
      let scanned = DecimalScanner().scan(UnsafePointer(start), mark: mark.byte)
      guard !scanned.traits.contains(.none), scanned.end == UnsafePointer(start) + count else { return nil }
      return isNegative ? -scanned.value : scanned.value
    }
  }

  /// The traits once the mark is known.
  func traits(_ mark: DecimalMark) -> NumberTraits {
    var all = traits
    let decimals = mark == .point ? points : commas
    if decimals > 0 { all.insert(.fraction) }
    if hasMark {
      let isOpen = admits(.point) && admits(.comma)
      all.insert(isOpen ? .openMark : .certainMark)
      if isOpen && decimals == 0 { all.insert(.openGroup) }
    }
    if points + commas + otherMarks > decimals { all.insert(.grouped) }
    if exponentStart != nil { all.insert(.exponent) }
    if decimals == 0, exponentStart == nil, headCount > 1, body.first == UInt8(ascii: "0") {
      all.insert(.leadingZero)
    }
    if headCount > 3 { all.insert(.ungrouped) }
    if decimals == 0, exponentStart == nil, (value(mark) ?? 0).magnitude > 0x1p53 { all.insert(.beyondExact) }
    return all
  }

  private func isExponentByte(_ byte: UInt8) -> Bool {
    exponentStart != nil && (byte | 0x20 == UInt8(ascii: "e") || byte == 0x2B || byte == 0x2D)
  }

  // MARK: Decorations

  /// Removes blanks, one sign, parentheses, `%`, a currency and a leading apostrophe from both ends.
  private mutating func stripDecorations() -> Bool {
    trimBlanks()
    if body.first == UInt8(ascii: "'") { drop(1) }
    var isParenthesised = false
    if body.count > 2, body.first == UInt8(ascii: "("), body.last == UInt8(ascii: ")") {
      drop(1)
      dropLast(1)
      isParenthesised = true
    }
    var hasSign = isParenthesised
    // At most a sign, a currency and a percent sign stand on each side.
    for _ in 0..<4 {
      trimBlanks()
      guard let first = body.first, let last = body.last else { return false }
      if isDigit(first) && isDigit(last) { break }
      if let length = leadingSignLength() {
        if hasSign { return false }
        hasSign = true
        isNegative = body[0] != UInt8(ascii: "+")
        drop(length)
      } else if last == UInt8(ascii: "-"), body.count > 1 {
        if hasSign { return false }
        hasSign = true
        isNegative = true
        dropLast(1)
      } else if last == UInt8(ascii: "%") || first == UInt8(ascii: "%") {
        if traits.contains(.percent) { return false }
        traits.insert(.percent)
        if last == UInt8(ascii: "%") { dropLast(1) } else { drop(1) }
      } else if !stripCurrency() {
        break
      }
    }
    if isParenthesised { isNegative = true }
    if hasSign { traits.insert(.signed) }
    return !body.isEmpty
  }

  private mutating func stripCurrency() -> Bool {
    guard currency == 0 else { return false }
    if let length = Currency.lengthAtStart(of: body) {
      currency = Currency.key(UnsafeBufferPointer(rebasing: body[..<length]))
      drop(length)
    } else if let length = Currency.lengthAtEnd(of: body) {
      currency = Currency.key(UnsafeBufferPointer(rebasing: body[(body.count - length)...]))
      dropLast(length)
    } else {
      return false
    }
    traits.insert(.currency)
    return true
  }

  /// Bytes of a leading `+`, `-` or U+2212.
  private func leadingSignLength() -> Int? {
    if body[0] == UInt8(ascii: "-") || body[0] == UInt8(ascii: "+") { return 1 }
    return body.count >= 3 && body[0] == 0xE2 && body[1] == 0x88 && body[2] == 0x92 ? 3 : nil
  }

  private mutating func trimBlanks() {
    while !body.isEmpty, let length = Blank.lengthAtStart(of: body) { drop(length) }
    while !body.isEmpty, let length = Blank.lengthAtEnd(of: body) { dropLast(length) }
  }

  private mutating func drop(_ count: Int) {
    body = UnsafeBufferPointer(rebasing: body[count...])
  }

  private mutating func dropLast(_ count: Int) {
    body = UnsafeBufferPointer(rebasing: body[..<(body.count - count)])
  }

  // MARK: Marks

  /// Counts the marks and the digits between them; false when something else stands in the body.
  private mutating func measureMarks() -> Bool {
    var run = 0
    var markCount = 0
    var lastOther: UInt8 = 0
    var index = 0
    while index < body.count {
      let byte = body[index]
      if isDigit(byte) {
        run += 1
        index += 1
        continue
      }
      if byte | 0x20 == UInt8(ascii: "e"), run > 0 || markCount > 0 {
        guard isExponent(from: index) else { return false }
        exponentStart = index
        break
      }
      guard let length = markLength(at: index) else { return false }
      if markCount == 0 { headCount = run } else if run != 3 { innerAreThree = false }
      switch byte {
      case UInt8(ascii: "."): points += 1
      case UInt8(ascii: ","): commas += 1
      default:
        otherMarks += 1
        if lastOther != 0 && lastOther != byte { hasMixedOtherMarks = true }
        lastOther = byte
      }
      lastMark = byte
      markCount += 1
      run = 0
      index += length
    }
    if markCount == 0 { headCount = run } else { tailCount = run }
    return headCount + tailCount > 0
  }

  /// Bytes of the mark at an index: `.`, `,`, an apostrophe or a blank between digits.
  private func markLength(at index: Int) -> Int? {
    switch body[index] {
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "'"): return 1
    case 0xE2 where index + 2 < body.count && body[index + 1] == 0x80 && body[index + 2] == 0x99: return 3
    default: return Blank.lengthAtStart(of: UnsafeBufferPointer(rebasing: body[index...]))
    }
  }

  private func isExponent(from start: Int) -> Bool {
    var index = start + 1
    if index < body.count, body[index] == UInt8(ascii: "-") || body[index] == UInt8(ascii: "+") { index += 1 }
    return index < body.count && body[index...].allSatisfy(isDigit)
  }
}

@inline(__always)
func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") <= 9 }

/// Whether a byte is a letter of ASCII.
@inline(__always)
func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }
