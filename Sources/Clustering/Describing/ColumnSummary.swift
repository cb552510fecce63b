/// What a profile needs of one column.
enum ColumnSummary: Sendable {
  case number(NumberSummary)
  case category(LevelSummary)

  init(_ values: FeatureColumn.Values, groups: Grouping) {
    switch values {
    case .numbers(let numbers): self = .number(NumberSummary(numbers, groups: groups))
    case .categories(let codes, let levels): self = .category(LevelSummary(codes, levels: levels, groups: groups))
    }
  }
}

/// The weight of every level in every group.
struct LevelSummary: Sendable {
  /// Levels that some row has; missing cells last, unless a level already bears their name.
  let levels: [String]
  /// Group by group, one total weight a level.
  let masses: [[Double]]
  let populationMasses: [Double]

  init(_ codes: [Int32], levels: [String], groups: Grouping) {
    let missing = levels.firstIndex(of: Preparation.missingLevel) ?? levels.count
    let width = max(levels.count, missing + 1)
    var masses = [Double](repeating: 0, count: groups.count * width)
    groups.labels.withUnsafeBufferPointer { labels in
      codes.withUnsafeBufferPointer { codes in
        for i in 0..<labels.count where labels[i] >= 0 {
          let level = codes[i] >= 0 ? Int(codes[i]) : missing
          masses[Int(labels[i]) &* width &+ level] += groups.weights?[i] ?? 1
        }
      }
    }
    let totals = (0..<width).map { level in (0..<groups.count).reduce(0.0) { $0 + masses[$1 * width + level] } }
    let present = (0..<width).filter { totals[$0] > 0 }
    self.levels = present.map { $0 < levels.count ? levels[$0] : Preparation.missingLevel }
    self.masses = (0..<groups.count).map { group in present.map { masses[group * width + $0] } }
    populationMasses = present.map { totals[$0] }
  }
}
