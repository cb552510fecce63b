/// Means and medians of a number in every group and in the population.
struct NumberSummary: Sendable {
  struct Group: Sendable, Equatable {
    /// nil where every cell is missing.
    let mean: Double?
    let median: Double?
  }

  let groups: [Group]
  let population: Group
  /// The population standard deviation (divisor n).
  let deviation: Double
  /// The smallest value; infinite where every cell is missing.
  let minimum: Double

  /// The mean of a group as a z-score of the population; 0 where nothing varies or nothing is known.
  func z(of group: Group) -> Double {
    guard let mean = group.mean, let populationMean = population.mean else { return 0 }
    return deviation > 0 && deviation < .infinity ? (mean - populationMean) / deviation : 0
  }

  init(_ values: [Double], groups grouping: Grouping) {
    let medians =
      if let weights = grouping.weights {
        WeightedMedians.medians(of: values, weights: weights, grouping)
      } else {
        HistogramQuantiles(values, grouping, share: 0.5).values
      }
    let moments = GroupMoments(values, grouping, about: medians.map { $0 ?? 0 })
    groups = (0..<grouping.count).map { Group(mean: moments.mean(of: $0), median: medians[$0]) }
    population = Group(mean: moments.populationMean, median: medians[grouping.count])
    deviation = moments.deviation
    minimum = moments.minimum
  }
}

/// Sums of each group about its median and of all groups about theirs, so that neither a common offset nor a huge value
/// elsewhere costs digits.
private struct GroupMoments {
  /// One a group, the last for all.
  private let origins: [Double]
  /// Group by group: the differences from the origin, the weight of the known cells, and the squared differences.
  private let sums: [SIMD4<Double>]
  let minimum: Double

  /// - Parameter origins: The medians, one a group and the last for all; any number where nothing is known.
  init(_ values: [Double], _ grouping: Grouping, about origins: [Double]) {
    // The sums of each group lie side by side; the last place takes the rows that count nowhere.
    var cells = [SIMD4<Double>](repeating: .zero, count: grouping.count + 1)
    var smallest = Double.infinity
    cells.withUnsafeMutableBufferPointer { cells in
      origins.withUnsafeBufferPointer { origins in
        values.withUnsafeBufferPointer { values in
          grouping.labels.withUnsafeBufferPointer { labels in
            for i in 0..<values.count {
              let value = values[i]
              let counts = labels[i] >= 0 && !value.isNaN
              let group = counts ? Int(labels[i]) : grouping.count
              let weight = grouping.weights?[i] ?? 1
              let difference = value - origins[group]
              let weighted = weight * difference
              cells[group] += SIMD4(weighted, weight, weighted * difference, 0)
              smallest = counts && value < smallest ? value : smallest
            }
          }
        }
      }
    }
    self.origins = origins
    sums = cells.dropLast()
    minimum = smallest
  }

  private func mass(_ group: Int) -> Double { sums[group].y }

  /// The mean of a group less its origin; 0 where nothing is known.
  private func shift(_ group: Int) -> Double {
    mass(group) > 0 ? sums[group].x / mass(group) : 0
  }

  func mean(of group: Int) -> Double? {
    mass(group) > 0 ? origins[group] + shift(group) : nil
  }

  private var populationMass: Double { sums.reduce(0) { $0 + $1.y } }

  /// The mean of a group less the origin of all.
  private func distance(_ group: Int) -> Double {
    origins[group] - origins[sums.count] + shift(group)
  }

  private var populationShift: Double {
    sums.indices.reduce(0) { $0 + mass($1) * distance($1) } / populationMass
  }

  var populationMean: Double? {
    populationMass > 0 ? origins[sums.count] + populationShift : nil
  }

  /// From what lies within groups and what lies between them.
  var deviation: Double {
    guard populationMass > 0 else { return 0 }
    let center = populationShift
    let squares = sums.indices.reduce(0.0) { sum, group in
      // A median is never farther from the mean than the deviation: no more than half of the squares cancels.
      let within = max(sums[group].z - sums[group].x * shift(group), 0)
      let gap = distance(group) - center
      return sum + within + mass(group) * gap * gap
    }
    return (squares / populationMass).squareRoot()
  }
}
