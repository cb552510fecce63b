/// The names nearest to a mistyped one, nearest first, equals in their given order.
///
/// Case does not count. A name is near when it takes at most one change for every three letters typed (one at least), a
/// change being an insertion, deletion, replacement or swap of neighbours, or when it starts with what was typed and
/// that has three letters or more. O(names × length²).
///
/// ```swift
/// suggestions(for: "chekout", among: ["home", "checkout", "cart"])  // == ["checkout"]
/// ```
public func suggestions(for typed: String, among names: [String], atMost count: Int = 3) -> [String] {
  let wanted = Array(typed.lowercased())
  let limit = max(1, wanted.count / 3)
  var near: [(name: String, distance: Int)] = []
  for name in names {
    let candidate = Array(name.lowercased())
    if abs(candidate.count - wanted.count) <= limit {
      let distance = editDistance(wanted, candidate)
      if distance <= limit {
        near.append((name, distance))
        continue
      }
    }
    if wanted.count >= 3, candidate.starts(with: wanted) { near.append((name, limit + 1)) }
  }
  let sorted = near.enumerated().sorted {
    ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset)
  }
  return sorted.prefix(count).map(\.element.name)
}

/// What to tell someone who gave a name that does not exist; empty where nothing helps.
///
/// The nearest names are asked for, and where there are ten names or fewer, all of them are listed:
/// `did you mean 'checkout'? The touchpoints are: home, cart, checkout.`
///
/// - Parameters:
///   - typed: The name that was given.
///   - names: The names that exist.
///   - plural: What the names are, in the plural: "columns", "touchpoints".
public func suggestionSentence(for typed: String, among names: [String], plural: String) -> String {
  var sentences: [String] = []
  let near = suggestions(for: typed, among: names).map { "'\(printable($0))'" }
  if let last = near.last {
    let head = near.dropLast().joined(separator: ", ")
    sentences.append("did you mean \(head.isEmpty ? last : head + " or " + last)?")
  }
  if !names.isEmpty, names.count <= 10 {
    let list = names.map(printable).joined(separator: ", ")
    sentences.append("\(sentences.isEmpty ? "the" : "The") \(plural) are: \(list).")
  }
  return sentences.joined(separator: " ")
}

/// Fewest insertions, deletions, replacements and swaps of neighbours that turn one text into the other, where no part
/// is changed twice.
///
/// Source: the optimal string alignment form of Damerau (1964) and Levenshtein (1966).
func editDistance(_ first: [Character], _ second: [Character]) -> Int {
  if first.isEmpty { return second.count }
  var beforePrevious = [Int](repeating: 0, count: second.count + 1)
  var previous = Array(0...second.count)
  for i in 1...first.count {
    var current = [i] + [Int](repeating: 0, count: second.count)
    for j in 1..<(second.count + 1) {
      let replaced = previous[j - 1] + (first[i - 1] == second[j - 1] ? 0 : 1)
      current[j] = min(previous[j] + 1, current[j - 1] + 1, replaced)
      if i > 1, j > 1, first[i - 1] == second[j - 2], first[i - 2] == second[j - 1] {
        current[j] = min(current[j], beforePrevious[j - 2] + 1)
      }
    }
    beforePrevious = previous
    previous = current
  }
  return previous[second.count]
}
