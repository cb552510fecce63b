/// Columns that a text takes on a terminal.
///
/// East Asian wide characters and emoji take two, combining marks none. Terminals differ on a few emoji, so this is an
/// approximation for everything outside the plain scripts. O(length); ASCII takes a short path.
public func displayWidth(_ text: String) -> Int {
  if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
  return text.reduce(0) { $0 + displayWidth($1) }
}

/// Columns that one character, with all its combining parts, takes on a terminal: 0, 1 or 2.
func displayWidth(_ character: Character) -> Int {
  var width = 0
  for scalar in character.unicodeScalars {
    // A variation selector 16 asks for the emoji form of what stands before it, which is two columns wide.
    width = max(width, scalar.value == 0xFE0F ? 2 : displayWidth(scalar))
  }
  return width
}

private func displayWidth(_ scalar: Unicode.Scalar) -> Int {
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format, .control: return 0
  default: break
  }
  if scalar.properties.isEmojiPresentation { return 2 }
  return wideRanges.contains { $0.contains(scalar.value) } ? 2 : 1
}

/// Blocks that Unicode's East Asian Width table marks W or F.
private let wideRanges: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
  0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
  0x1F200...0x1F265, 0x20000...0x3FFFD,
]

/// The text with everything that could move the cursor, colour the terminal or reverse the reading order made visible.
///
/// Cells and names come from other people's files: an escape sequence in one must not reach a terminal. Control
/// characters become their pictures (`␛`, `␊`), the rest `�`.
public func printable(_ text: String) -> String {
  if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0...0x1F: result.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
    case 0x7F: result.append("\u{2421}")
    case 0x80...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: result.append("\u{FFFD}")
    default: result.append(scalar)
    }
  }
  return String(result)
}

/// The text cut to at most `width` columns, with `…` as its last column where something was cut.
public func truncated(_ text: String, toWidth width: Int) -> String {
  if displayWidth(text) <= width { return text }
  guard width > 0 else { return "" }
  var result = ""
  var used = 0
  for character in text {
    let next = displayWidth(character)
    if used + next > width - 1 { break }
    result.append(character)
    used += next
  }
  while result.last == " " { result.removeLast() }
  return result + "…"
}
