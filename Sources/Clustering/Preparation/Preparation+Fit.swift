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

  /// Which columns of numbers get their medians.
  package enum Medians: Sendable {
    case all
    /// Those with missing cells, and all where the scaling asks for them; NaN stands in for the others until
    /// ``Preparation/setMedian(_:ofColumn:)`` replaces it.
    case whereNeeded
  }

  /// Decides how each column becomes features.
  ///
  /// Means, deviations, medians and shares are weighted; a row of weight 2 counts like the same row twice.
  ///
  /// - Throws: ``PreparationError/nothingVaries`` when every column is constant,
  ///   ``PreparationError/tooLarge(column:smallest:largest:)`` when the features of a column would overflow.
  public static func fit(
    _ table: [FeatureColumn], weights: [Double]? = nil, options: PreparationOptions = .init(),
    workers: Workers = .init()
  ) throws(PreparationError) -> (preparation: Preparation, notices: [PreparationNotice]) {
    try fit(table, weights: weights, options: options, medians: .all, workers: workers)
  }

  /// The same for a caller that will know the medians of complete columns anyway.
  package static func fit(
    _ table: [FeatureColumn], weights: [Double]?, options: PreparationOptions, medians: Medians, workers: Workers
  ) throws(PreparationError) -> (preparation: Preparation, notices: [PreparationNotice]) {
    let fitting = ColumnFitting(weights: weights, options: options, workers: workers)
    let allMoments = fitting.moments(of: table)
    let allMedians = fitting.medians(of: table, allMoments, isComplete: medians == .all)
    var notices: [PreparationNotice] = []
    var columns: [Column] = []
    for (place, column) in table.enumerated() {
      switch column.values {
      case .numbers(let values):
        guard let moments = allMoments[place] else { preconditionFailure("Numbers have moments.") }
        let tooLarge = PreparationError.tooLarge(
          column: column.name, smallest: moments.smallest, largest: moments.largest)
        guard moments.magnitude <= largestMagnitude else { throw tooLarge }
        guard moments.variance > 0, let median = allMedians[place] else {
          notices.append(.constantColumn(column.name))
          continue
        }
        let number = fitting.number(values, moments, median: median)
        guard max(abs(feature(moments.smallest, number)), abs(feature(moments.largest, number))) <= largestMagnitude
        else { throw tooLarge }
        columns.append(Column(name: column.name, number: number, category: nil))
        if number.logarithm { notices.append(.logarithm(column: column.name, skewness: moments.skewness)) }
        if moments.count < values.count, options.missing == .median {
          notices.append(
            .filledWithMedian(column: column.name, cells: values.count - moments.count, median: median))
        }
      case .categories(let codes, let levels):
        guard let fitted = fitting.category(codes, levels) else {
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
}

/// Decides how single columns become features.
private struct ColumnFitting: Sendable {
  let weights: [Double]?
  let options: PreparationOptions
  let workers: Workers

  /// The moments of every column of numbers; nil for other columns.
  func moments(of table: [FeatureColumn]) -> [Moments?] {
    table.map { column in
      guard case .numbers(let values) = column.values else { return nil }
      return Moments(values, weights: weights, workers: workers)
    }
  }

  /// The medians of the present cells of every column of numbers; nil for other columns and without any cell, NaN where
  /// none is needed.
  func medians(of table: [FeatureColumn], _ moments: [Moments?], isComplete: Bool) -> [Double?] {
    let n = table.first?.rowCount ?? 0
    let isComplete = isComplete || options.scaling == .robust
    let isNeeded = moments.map { $0.map { isComplete || $0.count < n } ?? false }
    guard isNeeded.contains(true) else { return moments.map { $0.map { _ in .nan } } }
    let everyRow = Grouping(labels: [Int32](repeating: 0, count: n), count: 1, weights: nil)
    return workers.map(pieces: table.count) { place in
      guard case .numbers(let values) = table[place].values else { return nil }
      guard isNeeded[place] else { return .nan }
      guard weights == nil else { return WeightedQuantiles(values, weights: weights).value(at: 0.5) }
      return HistogramQuantiles(values, everyRow, share: 0.5).values[0]
    }
  }

  func number(_ values: [Double], _ moments: Moments, median: Double) -> Preparation.Number {
    switch options.scaling {
    case .none:
      return .init(logarithm: false, center: moments.mean, scale: 1, median: median)
    case .robust:
      let quantiles = WeightedQuantiles(values, weights: weights)
      let range = (quantiles.value(at: 0.75) ?? 0) - (quantiles.value(at: 0.25) ?? 0)
      return .init(
        logarithm: false, center: median, scale: 1 / (range > 0 ? range : moments.deviation), median: median)
    case .auto:
      // A logarithm changes nothing in a column of two values once it is brought to scale.
      if moments.smallest >= 0, moments.skewness > 1, !moments.isTwoValued {
        let logs = Moments(values, weights: weights, logarithm: true, workers: workers)
        // Logarithms of large numbers that differ in their last digits may all be equal.
        if logs.deviation > 0 {
          return .init(logarithm: true, center: logs.mean, scale: 1 / logs.deviation, median: median)
        }
      }
    case .standard: break
    }
    return .init(logarithm: false, center: moments.mean, scale: 1 / moments.deviation, median: median)
  }

  /// The category and how many levels went into ``Preparation/otherLevel``; nil where nothing varies.
  func category(_ codes: [Int32], _ levels: [String]) -> (category: Preparation.Category, gathered: Int)? {
    var masses = [Double](repeating: 0, count: levels.count + 1)
    codes.withUnsafeBufferPointer { codes in
      for i in 0..<codes.count { masses[Int(codes[i]) + 1] += weights?[i] ?? 1 }
    }
    // A level may itself be called like a missing one, in a table that a program wrote.
    if let literal = levels.firstIndex(of: Preparation.missingLevel) {
      masses[0] += masses[literal + 1]
      masses[literal + 1] = 0
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
    if gathered.contains(where: { !kept.contains($0) }) {
      kept.removeAll { levels[$0 - 1] == Preparation.otherLevel }
    }
    let rest = ranked.filter { !kept.contains($0) }
    var names = kept.map { levels[$0 - 1] }
    var shares = kept.map { masses[$0] / total }
    if !rest.isEmpty {
      names.append(Preparation.otherLevel)
      shares.append(rest.reduce(0) { $0 + masses[$1] } / total)
    }
    if masses[0] > 0 {
      names.append(Preparation.missingLevel)
      shares.append(masses[0] / total)
    }
    let concentration = shares.reduce(0) { $0 + $1 * $1 }
    guard concentration < 1 else { return nil }
    let scale = options.scaling == .none ? 1 : 1 / (1 - concentration).squareRoot()
    return (Preparation.Category(levels: names, shares: shares, scale: scale), rest.count)
  }
}
