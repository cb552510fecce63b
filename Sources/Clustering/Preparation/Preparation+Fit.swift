import Glibc
import LinearAlgebra

/// What fitting a preparation decided, for telling the user.
public enum PreparationNotice: Sendable, Equatable {
  /// The column has one value only (or none) and was left out.
  case constantColumn(String)
  /// Missing numbers of the column took its median.
  case filledWithMedian(column: String, cells: Int, median: Double)
  /// Rare levels of the column were gathered in `(other)`.
  case gatheredLevels(column: String, levels: Int, kept: Int)
  /// The column was put on a logarithmic scale.
  case logarithm(column: String, skewness: Double)
}

extension Preparation {
  /// The largest number, and the largest feature, whose squares can be summed whatever the weights and the rows.
  private static let largestMagnitude = 1e100

  /// Decides how each column becomes features.
  ///
  /// Means, deviations, medians and shares are weighted; a row of weight 2 counts like the same row twice.
  ///
  /// - Throws: ``PreparationError/nothingVaries`` when every column is constant, ``PreparationError/tooLarge`` when the
  ///   features of a column would overflow.
  public static func fit(
    _ table: [FeatureColumn], weights: [Double]? = nil, options: PreparationOptions = .init(),
    workers: Workers = .init()
  ) throws(PreparationError) -> (preparation: Preparation, notices: [PreparationNotice]) {
    var notices: [PreparationNotice] = []
    var columns: [Column] = []
    for column in table {
      switch column.values {
      case .numbers(let values):
        let moments = Moments(values, weights: weights, workers: workers)
        let tooLarge = PreparationError.tooLarge(
          column: column.name, smallest: moments.smallest, largest: moments.largest)
        guard moments.magnitude <= largestMagnitude else { throw tooLarge }
        guard moments.variance > 0 else {
          notices.append(.constantColumn(column.name))
          continue
        }
        let number = fitNumber(values, moments, weights, options, workers)
        guard max(abs(feature(moments.smallest, number)), abs(feature(moments.largest, number))) <= largestMagnitude
        else { throw tooLarge }
        columns.append(Column(name: column.name, number: number, category: nil))
        if number.logarithm { notices.append(.logarithm(column: column.name, skewness: moments.skewness)) }
        if moments.count < values.count, options.missing == .median {
          notices.append(
            .filledWithMedian(
              column: column.name, cells: values.count - moments.count, median: number.median))
        }
      case .categories(let codes, let levels):
        guard let fitted = fitCategory(codes, levels, weights, options) else {
          notices.append(.constantColumn(column.name))
          continue
        }
        columns.append(Column(name: column.name, number: nil, category: fitted.category))
        if fitted.gathered > 0 {
          notices.append(
            .gatheredLevels(
              column: column.name, levels: fitted.gathered, kept: fitted.category.levels.count - 1))
        }
      }
    }
    guard !columns.isEmpty else { throw .nothingVaries }
    return (Preparation(columns: columns, scaling: options.scaling, missing: options.missing), notices)
  }

  private static func fitNumber(
    _ values: [Double], _ moments: Moments, _ weights: [Double]?, _ options: PreparationOptions, _ workers: Workers
  ) -> Number {
    let needsQuantiles = options.scaling == .robust || moments.count < values.count
    let quantiles = needsQuantiles ? WeightedQuantiles(values, weights: weights) : nil
    let median = quantiles?.value(at: 0.5) ?? moments.mean
    switch options.scaling {
    case .none:
      return Number(logarithm: false, center: moments.mean, scale: 1, median: median)
    case .robust:
      let range = (quantiles?.value(at: 0.75) ?? 0) - (quantiles?.value(at: 0.25) ?? 0)
      return Number(
        logarithm: false, center: median, scale: 1 / (range > 0 ? range : moments.deviation), median: median)
    case .auto where moments.smallest >= 0 && moments.skewness > 1 && !moments.isTwoValued:
      // A logarithm changes nothing in a column of two values once it is brought to scale.
      let logs = Moments(values, weights: weights, logarithm: true, workers: workers)
      return Number(logarithm: true, center: logs.mean, scale: 1 / logs.deviation, median: median)
    case .auto, .standard:
      return Number(logarithm: false, center: moments.mean, scale: 1 / moments.deviation, median: median)
    }
  }

  private static func fitCategory(
    _ codes: [Int32], _ levels: [String], _ weights: [Double]?, _ options: PreparationOptions
  ) -> (category: Category, gathered: Int)? {
    var masses = [Double](repeating: 0, count: levels.count + 1)
    codes.withUnsafeBufferPointer { codes in
      for i in 0..<codes.count { masses[Int(codes[i]) + 1] += weights?[i] ?? 1 }
    }
    let total = masses.reduce(0, +)
    let present = (1..<max(1, masses.count)).filter { masses[$0] > 0 }
    guard total > 0, present.count + (masses[0] > 0 ? 1 : 0) > 1 else { return nil }
    // The most frequent levels first; the order of appearance decides ties.
    let ranked = present.sorted { masses[$0] != masses[$1] ? masses[$0] > masses[$1] : $0 < $1 }
    var kept = ranked.filter { masses[$0] >= options.smallestLevelShare * total }
    let room = options.mostLevels - (masses[0] > 0 ? 1 : 0)
    if kept.count > room { kept = Array(kept.prefix(room)) }
    if kept.count < ranked.count, kept.count == room, room > 1 { kept.removeLast() }
    let gathered = ranked.filter { !kept.contains($0) }
    // Gathering a single level would only rename it.
    if gathered.count == 1, kept.count < room { kept.append(gathered[0]) }
    let rest = gathered.filter { !kept.contains($0) }
    var names = kept.map { levels[$0 - 1] }
    var shares = kept.map { masses[$0] / total }
    if !rest.isEmpty {
      names.append(otherLevel)
      shares.append(rest.reduce(0) { $0 + masses[$1] } / total)
    }
    if masses[0] > 0 {
      names.append(missingLevel)
      shares.append(masses[0] / total)
    }
    let concentration = shares.reduce(0) { $0 + $1 * $1 }
    guard concentration < 1 else { return nil }
    let scale = options.scaling == .none ? 1 : 1 / (1 - concentration).squareRoot()
    return (Category(levels: names, shares: shares, scale: scale), rest.count)
  }
}

/// Quantiles of a column's present cells under weights.
///
/// With equal weights the value at p lies at place p·(n − 1) of the sorted cells, interpolated; with weights w the
/// places are those of the cells repeated w times each.
public struct WeightedQuantiles: Sendable {
  private let values: [Double]
  /// Mass up to and including each value.
  private let masses: [Double]

  /// Sorts the present cells: O(n log n).
  public init(_ column: [Double], weights: [Double]? = nil) {
    if let weights {
      let rows = column.indices.filter { !column[$0].isNaN && weights[$0] > 0 }.sorted { column[$0] < column[$1] }
      values = rows.map { column[$0] }
      var sum = 0.0
      masses = rows.map { row in
        sum += weights[row]
        return sum
      }
    } else {
      values = column.filter { !$0.isNaN }.sorted()
      masses = []
    }
  }

  /// The value at share `p` of the mass, nil without cells.
  public func value(at p: Double) -> Double? {
    guard let last = values.last else { return nil }
    let total = masses.last ?? Double(values.count)
    let place = p * max(0, total - 1)
    let low = value(atPlace: place.rounded(.down))
    let high = value(atPlace: place.rounded(.up))
    return min(last, low + (high - low) * (place - place.rounded(.down)))
  }

  private func value(atPlace place: Double) -> Double {
    guard !masses.isEmpty else { return values[Int(place)] }
    var (low, high) = (0, masses.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if masses[middle] > place { high = middle } else { low = middle + 1 }
    }
    return values[low]
  }
}
