/// Archetypes against the population, entry by entry.
struct Contrasts {
  let summaries: [ColumnSummary]
  let sizes: [Double]
  /// The largest |z| of any number in any archetype.
  let largestZ: Double

  init(summaries: [ColumnSummary], sizes: [Double]) {
    self.summaries = summaries
    self.sizes = sizes
    var largest = 0.0
    for case .number(let summary) in summaries {
      for group in summary.groups { largest = max(largest, abs(summary.z(of: group))) }
    }
    largestZ = largest
  }

  func entries(archetype: Int, column: Int, feature: String) -> [ProfileEntry] {
    switch summaries[column] {
    case .number(let summary):
      let group = summary.groups[archetype]
      let z = summary.z(of: group)
      return [
        ProfileEntry(
          archetype: archetype, column: column, feature: feature, level: nil, mean: group.mean, median: group.median,
          share: nil, populationMean: summary.population.mean, populationMedian: summary.population.median,
          populationShare: nil, z: z, lift: nil, marker: isMarker(summary, group, z))
      ]
    case .category(let summary):
      let population = sizes.reduce(0, +)
      return summary.levels.indices.map { level in
        let share = sizes[archetype] > 0 ? summary.masses[archetype][level] / sizes[archetype] : 0
        let populationShare = population > 0 ? summary.populationMasses[level] / population : 0
        let spread = (populationShare * (1 - populationShare)).squareRoot()
        let difference = share - populationShare
        let z = spread > 0 ? difference / spread : 0
        let isLarge =
          abs(difference) > Profile.markerShareOfLargest
          || abs(difference) > Profile.markerRelativeDifference * populationShare
        return ProfileEntry(
          archetype: archetype, column: column, feature: feature, level: summary.levels[level], mean: nil,
          median: nil, share: share, populationMean: nil, populationMedian: nil, populationShare: populationShare,
          z: z, lift: populationShare > 0 ? share / populationShare : nil,
          marker: isLarge && abs(z) >= Profile.markerSmallestEffect)
      }
    }
  }

  private func isMarker(_ summary: NumberSummary, _ group: NumberSummary.Group, _ z: Double) -> Bool {
    guard abs(z) >= Profile.markerSmallestEffect else { return false }
    if abs(z) > Profile.markerShareOfLargest * largestZ { return true }
    guard summary.minimum >= 0, let mean = group.mean, let populationMean = summary.population.mean else {
      return false
    }
    return abs(mean - populationMean) > Profile.markerRelativeDifference * populationMean
  }
}
