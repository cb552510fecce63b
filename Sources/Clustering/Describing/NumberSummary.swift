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
    let moments = GroupMoments(values, grouping)
    let medians =
      if let weights = grouping.weights {
        WeightedMedians.medians(of: values, weights: weights, grouping)
      } else {
        HistogramQuantiles(values, grouping, share: 0.5).values
      }
    groups = (0..<grouping.count).map { Group(mean: moments.mean(of: $0), median: medians[$0]) }
    population = Group(mean: moments.populationMean, median: medians[grouping.count])
    deviation = moments.deviation
    minimum = moments.minimum
  }
}

/// Sums about a typical value, so that a common offset costs no digits.
private struct GroupMoments {
  private let origin: Double
  /// One a group.
  private let sums: [Double]
  /// The weight of the known cells of each group.
  private let masses: [Double]
  private let squares: Double
  let minimum: Double

  init(_ values: [Double], _ grouping: Grouping) {
    let origin = values.indices.first { grouping.labels[$0] >= 0 && !values[$0].isNaN }.map { values[$0] } ?? 0
    // Sum, weight and sum of squares of each group lie side by side; the last place takes the rows that count nowhere.
    var cells = [SIMD4<Double>](repeating: .zero, count: grouping.count + 1)
    var smallest = Double.infinity
    cells.withUnsafeMutableBufferPointer { cells in
      values.withUnsafeBufferPointer { values in
        grouping.labels.withUnsafeBufferPointer { labels in
          for i in 0..<values.count {
            let value = values[i]
            let counts = labels[i] >= 0 && !value.isNaN
            let weight = grouping.weights?[i] ?? 1
            let difference = value - origin
            let weighted = weight * difference
            cells[counts ? Int(labels[i]) : grouping.count] += SIMD4(weighted, weight, weighted * difference, 0)
            smallest = counts && value < smallest ? value : smallest
          }
        }
      }
    }
    self.origin = origin
    sums = cells.dropLast().map(\.x)
    masses = cells.dropLast().map(\.y)
    squares = cells.dropLast().reduce(0) { $0 + $1.z }
    minimum = smallest
  }

  func mean(of group: Int) -> Double? {
    masses[group] > 0 ? origin + sums[group] / masses[group] : nil
  }

  var populationMean: Double? {
    let mass = masses.reduce(0, +)
    return mass > 0 ? origin + sums.reduce(0, +) / mass : nil
  }

  var deviation: Double {
    let mass = masses.reduce(0, +)
    guard mass > 0 else { return 0 }
    let shift = sums.reduce(0, +) / mass
    return max(squares / mass - shift * shift, 0).squareRoot()
  }
}
