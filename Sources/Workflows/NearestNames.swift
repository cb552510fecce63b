/// Finds the names a person may have meant by one that does not exist.
public enum NearestNames {
  /// Lists up to this many names are shown whole.
  static let shortList = 10

  /// The known names nearest to a name, nearest first, at most three.
  ///
  /// A name is near when a third of its letters or fewer were mistyped (swapped neighbours count once, case not at
  /// all), or when one of the two begins with the other. Ties keep the order of `known`. O(letters²) for each name.
  public static func nearest(to name: String, among known: [String]) -> [String] {
    let wanted = Array(name.lowercased())
    guard !wanted.isEmpty else { return [] }
    var scored: [(position: Int, distance: Int)] = []
    for (position, candidate) in known.enumerated() {
      let letters = Array(candidate.lowercased())
      let distance = editDistance(wanted, letters)
      let isPrefix = letters.starts(with: wanted) || (letters.count > 1 && wanted.starts(with: letters))
      if distance <= max(1, max(wanted.count, letters.count) / 3) {
        scored.append((position, distance))
      } else if isPrefix {
        scored.append((position, wanted.count))
      }
    }
    scored.sort { ($0.distance, $0.position) < ($1.distance, $1.position) }
    return scored.prefix(3).map { known[$0.position] }
  }

  /// The hint for an unknown name: the nearest names, and all of them where there are ten or fewer.
  ///
  /// - Parameter kind: What the names are, in the plural, such as `columns`.
  /// - Returns: Nil when nothing is near and the list is too long to show.
  ///
  /// ```swift
  /// NearestNames.hint(for: "clutser", among: ["cluster", "assign"], kind: "commands")
  /// // == "did you mean 'cluster'? The commands are: cluster, assign"
  /// ```
  public static func hint(for name: String, among known: [String], kind: String) -> String? {
    let near = nearest(to: name, among: known)
    var sentences: [String] = []
    if !near.isEmpty {
      sentences.append("did you mean " + near.map { "'\($0)'" }.joined(separator: " or ") + "?")
    }
    if !known.isEmpty, known.count <= shortList {
      sentences.append((near.isEmpty ? "the" : "The") + " \(kind) are: " + known.joined(separator: ", "))
    }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  /// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
  ///
  /// Source: Damerau (1964), in the restricted form that edits no letter twice.
  static func editDistance(_ first: [Character], _ second: [Character]) -> Int {
    var beforeLast = [Int](repeating: 0, count: second.count + 1)
    var last = Array(0...second.count)
    for i in first.indices {
      var current = [i + 1] + [Int](repeating: 0, count: second.count)
      for j in second.indices {
        let replaced = last[j] + (first[i] == second[j] ? 0 : 1)
        current[j + 1] = min(replaced, last[j + 1] + 1, current[j] + 1)
        if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] {
          current[j + 1] = min(current[j + 1], beforeLast[j - 1] + 1)
        }
      }
      beforeLast = last
      last = current
    }
    return last[second.count]
  }
}
