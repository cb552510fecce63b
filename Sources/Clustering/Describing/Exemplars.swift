import LinearAlgebra

/// A row that shows what an archetype is like, or where it ends.
public struct Exemplar: Sendable, Equatable, Codable {
  /// What a row is an example of.
  public enum Kind: String, Sendable, Codable {
    /// One of the rows nearest the center.
    case typical
    /// The row that could most easily belong to another archetype.
    case borderline
  }

  /// The archetype, from 0.
  public let archetype: Int
  public let kind: Kind
  /// From 1 within archetype and kind; 1 is the most typical.
  public let rank: Int
  /// The row, from 0.
  public let row: Int
  /// The distance of the row to the archetype's center.
  public let distance: Double
  /// 1 - own distance / distance to the next center.
  public let confidence: Double
}

/// Typical and borderline rows of every archetype.
public enum Exemplars {
  /// The number of typical rows of an archetype.
  public static let typicalCount = 3

  /// The three rows nearest each center, and one borderline row.
  ///
  /// Only rows that took part in fitting are shown: what is known of a row with few cells may lie at the center by
  /// chance. An archetype without any such row shows what it has. Ties go to the lowest row. Rows that are equal in
  /// every point coordinate count once among the typical ones, by their lowest row, unless the archetype has fewer than
  /// three different rows; then its next repeats fill the places. The borderline row has the smallest confidence among
  /// the rows that are not typical ones; an archetype of three rows or fewer has none, and so has a single archetype,
  /// which borders on nothing. O(n).
  ///
  /// - Parameters:
  ///   - rows: Observations, n × d, and how complete they are.
  ///   - labels: In `0..<archetypeCount`, or -1 for a row that takes no part; n.
  ///   - distances: To the own center, n.
  ///   - nextDistances: To the nearest other center, n; infinite without one.
  ///   - archetypeCount: Number of archetypes.
  /// - Returns: Archetype by archetype: typical rows by rank, then the borderline row.
  public static func exemplars(
    of rows: PreparedRows, labels: [Int32], distances: [Double], nextDistances: [Double], archetypeCount: Int
  ) -> [Exemplar] {
    let points = rows.points
    precondition(
      labels.count == points.rowCount && distances.count == labels.count && nextDistances.count == labels.count,
      "Every row has a label and two distances.")
    let labels = shown(labels, rows, archetypeCount: archetypeCount)
    var typical = [TypicalRows](repeating: TypicalRows(), count: archetypeCount)
    for i in labels.indices where labels[i] >= 0 {
      typical[Int(labels[i])].consider(i, distance: distances[i], points)
    }
    let chosen = typical.map(\.chosen)
    var borderline = [Int?](repeating: nil, count: archetypeCount)
    var smallest = [Double](repeating: .infinity, count: archetypeCount)
    for i in labels.indices where labels[i] >= 0 && nextDistances[i] < .infinity {
      let archetype = Int(labels[i])
      let confidence = confidence(distances[i], nextDistances[i])
      guard confidence < smallest[archetype], !chosen[archetype].contains(i) else { continue }
      smallest[archetype] = confidence
      borderline[archetype] = i
    }
    return (0..<archetypeCount).flatMap { archetype in
      let kinds = chosen[archetype].enumerated().map { (Exemplar.Kind.typical, $0.offset + 1, $0.element) }
      return (kinds + (borderline[archetype].map { [(.borderline, 1, $0)] } ?? [])).map { kind, rank, row in
        Exemplar(
          archetype: archetype, kind: kind, rank: rank, row: row, distance: distances[row],
          confidence: confidence(distances[row], nextDistances[row]))
      }
    }
  }

  /// The labels, -1 for rows that took no part in fitting beside rows that did.
  private static func shown(_ labels: [Int32], _ rows: PreparedRows, archetypeCount: Int) -> [Int32] {
    guard let completeness = rows.completeness else { return labels }
    var hasFitted = [Bool](repeating: false, count: archetypeCount)
    for i in labels.indices where labels[i] >= 0 && completeness[i] == .fitted { hasFitted[Int(labels[i])] = true }
    return labels.indices.map { i in
      labels[i] >= 0 && completeness[i] != .fitted && hasFitted[Int(labels[i])] ? -1 : labels[i]
    }
  }

  /// 1 - d₁/d₂, from 0 (as near to the next center) to 1; 0 where both distances are 0.
  public static func confidence(_ distance: Double, _ nextDistance: Double) -> Double {
    guard nextDistance > 0 else { return 0 }
    return nextDistance < .infinity ? max(1 - distance / nextDistance, 0) : 1
  }
}

/// The nearest different rows of one archetype, and the nearest of their repeats.
private struct TypicalRows {
  private var different: [(row: Int, distance: Double)] = []
  private var repeats: [(row: Int, distance: Double)] = []
  /// A row as far as this has no place any more.
  private var limit = Double.infinity

  /// Rows come in rising order, so a later one with an equal distance stands behind.
  mutating func consider(_ row: Int, distance: Double, _ points: Matrix) {
    guard distance < limit else { return }
    let isRepeat = different.contains { points.row($0.row) == points.row(row) }
    if isRepeat {
      Self.insert(row, distance, into: &repeats)
    } else {
      Self.insert(row, distance, into: &different)
      if different.count == Exemplars.typicalCount { limit = different[different.count - 1].distance }
    }
  }

  private static func insert(_ row: Int, _ distance: Double, into list: inout [(row: Int, distance: Double)]) {
    let place = list.firstIndex { $0.distance > distance } ?? list.count
    list.insert((row, distance), at: place)
    if list.count > Exemplars.typicalCount { list.removeLast() }
  }

  /// By distance, then by row.
  var chosen: [Int] {
    let filling = repeats.prefix(max(0, Exemplars.typicalCount - different.count))
    return (different + filling).sorted { ($0.distance, $0.row) < ($1.distance, $1.row) }.map(\.row)
  }
}
