/// Names under which Excel accepts the sheets of a workbook, one for each wanted name.
///
/// At most 31 UTF-16 units; none of `[ ] : * ? / \`, no control characters, no apostrophe at either end, not "History",
/// not empty, and no two alike but for case. What is not allowed becomes `_`, and a name that is taken gets a number:
/// `["a/b", "A_B"]` become `["a_b", "A_B_2"]`.
func sheetNames(for wanted: [String]) -> [String] {
  var taken: Set<String> = ["history"]
  return wanted.map { name in
    var allowed = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
      allowed.append("[]:*?/\\".unicodeScalars.contains(scalar) || scalar.value < 0x20 ? "_" : scalar)
    }
    var base = String(allowed)
    if base.isEmpty { base = "sheet" }
    if base.hasPrefix("'") { base = "_" + base.dropFirst() }
    var candidate = ""
    var number = 1
    repeat {
      let suffix = number == 1 ? "" : "_\(number)"
      candidate = prefix(of: base, utf16Count: 31 - suffix.utf16.count) + suffix
      if candidate.hasSuffix("'") { candidate = candidate.dropLast() + "_" }
      number += 1
    } while taken.contains(candidate.lowercased())
    taken.insert(candidate.lowercased())
    return candidate
  }
}

/// The longest beginning of a text that has at most this many UTF-16 units and splits no character's scalar.
func prefix(of text: String, utf16Count limit: Int) -> String {
  if text.utf16.count <= limit { return text }
  var result = String.UnicodeScalarView()
  var count = 0
  for scalar in text.unicodeScalars {
    count += UTF16.width(scalar)
    if count > limit { break }
    result.append(scalar)
  }
  return String(result)
}
