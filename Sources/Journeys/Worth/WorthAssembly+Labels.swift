import LinearAlgebra
import MarkovChains

extension WorthAssembly {
  private static let falseDiscoveryRate = 0.05
  /// How much above the median of its peers a drop-off must be, as a part of it.
  private static let relevantExcess = 0.1
  /// A stage of fewer touchpoints has no median of its own.
  private static let leastPeers = 3
  /// One of so many touchpoints is a moment of truth at most.
  private static let touchpointsPerMoment = 5

  /// Labels of every touchpoint; none without replicates.
  func labels(_ touchpoints: [TouchpointWorth.Touchpoint]) -> [[TouchpointLabel]] {
    var labels = [[TouchpointLabel]](repeating: [], count: touchpoints.count)
    guard replicates.replicateCount > 0 else { return labels }
    let found =
      dropOffLabels(touchpoints) + scoreLabels()
      + momentLabels(touchpoints.map { $0[.elasticity] }, .elasticity, elasticityErrors(touchpoints))
      + momentLabels(touchpoints.map(\.retentionElasticity), .retentionElasticity)
      + wowLabels(.retentionGain, .retention) + wowLabels(.advocacyGain, .advocacy)
    for (touchpoint, label) in found { labels[touchpoint].append(label) }
    return labels
  }

  /// Touchpoints whose drop-off lies above the median of their peers.
  ///
  /// The standard error is that of the difference, over replicates, and no less than that of a share with two losses and
  /// two others added, which does not vanish where all or none are lost.
  private func dropOffLabels(_ touchpoints: [TouchpointWorth.Touchpoint]) -> [(Int, TouchpointLabel)] {
    let tested = touchpoints.indices.filter {
      touchpoints[$0].customers >= IntervalEstimate.leastCustomers && touchpoints[$0][.dropOff].value != nil
    }
    let values = touchpoints.map { $0[.dropOff].value ?? .nan }
    var columns = [[Double]](repeating: [], count: touchpoints.count)
    for touchpoint in tested { columns[touchpoint] = column(ChainQuantities.place(.dropOff, touchpoint)) }
    var tests: [LabelTest] = []
    var medians: [[Int]: [Double]] = [:]
    for touchpoint in tested {
      let peers = peers(of: touchpoint, among: tested)
      guard peers.count >= Self.leastPeers else { continue }
      let median = Self.median(peers.map { values[$0] })
      let resampled =
        medians[peers]
        ?? (0..<replicates.replicateCount).map { replicate in Self.median(peers.map { columns[$0][replicate] }) }
      medians[peers] = resampled
      let differences = zip(columns[touchpoint], resampled).map { $0 - $1 }
      let n = touchpoints[touchpoint].customers
      let share = (values[touchpoint] * n + 2) / (n + 4)
      let least = (share * (1 - share) / (n + 4)).squareRoot()
      guard let error = Self.standardError(differences, atLeast: least) else { continue }
      tests.append(
        LabelTest(
          touchpoint: touchpoint, value: values[touchpoint], reference: median,
          pValue: SpecialFunctions.normalSurvival((values[touchpoint] - median) / error)))
    }
    return Self.significant(tests, .painPoint, .dropOff) {
      $0.value > 0 && $0.value >= (1 + Self.relevantExcess) * $0.reference
    }
  }

  private func peers(of touchpoint: Int, among tested: [Int]) -> [Int] {
    guard !options.stages.isEmpty, let stage = options.stages[touchpoint] else { return tested }
    let peers = tested.filter { options.stages[$0] == stage }
    return peers.count >= Self.leastPeers ? peers : tested
  }

  /// Touchpoints whose mean score lies below that of all contacts.
  private func scoreLabels() -> [(Int, TouchpointLabel)] {
    guard !scoreTotals.isEmpty else { return [] }
    let numbers = TouchpointScores.numbers(scoreTotals, touchpointCount: data.states.touchpointCount)
    var tests: [LabelTest] = []
    for touchpoint in 0..<data.states.touchpointCount {
      let mean = numbers[touchpoint * TouchpointScores.Number.allCases.count]
      let excess = numbers[touchpoint * TouchpointScores.Number.allCases.count + 1]
      guard TouchpointScores.Cells(scoreTotals, touchpoint)[.customers] >= IntervalEstimate.leastCustomers,
        let error = Self.standardError(column(.excess, touchpoint), atLeast: 0)
      else { continue }
      tests.append(
        LabelTest(
          touchpoint: touchpoint, value: mean, reference: mean - excess,
          pValue: SpecialFunctions.normalSurvival(-excess / error)))
    }
    return Self.significant(tests, .painPoint, .score) { $0.value < $0.reference }
  }

  /// Standard errors of the differences between elasticities and their median.
  private func elasticityErrors(_ touchpoints: [TouchpointWorth.Touchpoint]) -> [Double?] {
    let defined = touchpoints.indices.filter { touchpoints[$0][.elasticity].value != nil }
    guard !defined.isEmpty else { return touchpoints.map { _ in nil } }
    let columns = touchpoints.indices.map { defined.contains($0) ? column(ChainQuantities.place(.elasticity, $0)) : [] }
    let medians = (0..<replicates.replicateCount).map { replicate in Self.median(defined.map { columns[$0][replicate] })
    }
    return columns.map { Self.standardError(zip($0, medians).map { $0 - $1 }, atLeast: 0) }
  }

  /// The fifth of the touchpoints with the highest elasticities, as far as they surely lie above the median.
  ///
  /// - Parameter errors: Of the differences from the median; nil takes those of the elasticities, from their intervals.
  private func momentLabels(
    _ estimates: [IntervalEstimate], _ reason: TouchpointLabel.Reason, _ errors: [Double?]? = nil
  ) -> [(Int, TouchpointLabel)] {
    let defined = estimates.indices.compactMap { place in estimates[place].value.map { (place: place, value: $0) } }
    guard !defined.isEmpty else { return [] }
    let median = Self.median(defined.map(\.value))
    let highest = defined.sorted { ($0.value, $1.place) > ($1.value, $0.place) }
      .prefix((defined.count + Self.touchpointsPerMoment - 1) / Self.touchpointsPerMoment)
    // All of them were looked at for the highest.
    let tests = defined.compactMap { place, value -> LabelTest? in
      guard let low = estimates[place].low, let high = estimates[place].high else { return nil }
      let own = (high - low) / 2 / SpecialFunctions.normalQuantile((1 + options.level) / 2)
      guard let error = errors.map({ $0[place] }) ?? own, error > 0 else { return nil }
      return LabelTest(
        touchpoint: place, value: value, reference: median,
        pValue: SpecialFunctions.normalSurvival((value - median) / error), low: low)
    }
    return Self.significant(tests, .momentOfTruth, reason) { test in
      test.isSure && highest.contains { $0.place == test.touchpoint }
    }
  }

  /// Touchpoints whose high scores are followed by more than their neutral ones.
  private func wowLabels(
    _ number: TouchpointScores.Number, _ reason: TouchpointLabel.Reason
  ) -> [(Int, TouchpointLabel)] {
    guard !scoreTotals.isEmpty else { return [] }
    let numbers = TouchpointScores.numbers(scoreTotals, touchpointCount: data.states.touchpointCount)
    let tests = (0..<data.states.touchpointCount).compactMap { touchpoint -> LabelTest? in
      let cells = TouchpointScores.Cells(scoreTotals, touchpoint)
      let value = numbers[touchpoint * TouchpointScores.Number.allCases.count + number.rawValue]
      let column = column(number, touchpoint)
      let gain = estimate(
        ChainQuantities.defined(value), column, customers: min(cells[.highCustomers], cells[.neutralCustomers]))
      let least =
        number == .retentionGain
        ? cells.leastError(.highRetained, .neutralRetained) : cells.leastError(.highAdvocates, .neutralAdvocates)
      guard let low = gain.low, let error = Self.standardError(column, atLeast: least) else { return nil }
      return LabelTest(
        touchpoint: touchpoint, value: value, reference: 0, pValue: SpecialFunctions.normalSurvival(value / error),
        low: low)
    }
    return Self.significant(tests, .wowMoment, reason, where: \.isSure)
  }

  /// A touchpoint whose value is compared with a reference.
  private struct LabelTest {
    let touchpoint: Int
    let value: Double
    let reference: Double
    let pValue: Double
    /// Lower limit of the value's interval; nil where the test alone decides.
    var low: Double?

    /// Whether the whole interval lies above the reference.
    var isSure: Bool { low.map { $0 > reference } ?? false }
  }

  private static func significant(
    _ tests: [LabelTest], _ kind: TouchpointLabel.Kind, _ reason: TouchpointLabel.Reason,
    where isRelevant: (LabelTest) -> Bool
  ) -> [(Int, TouchpointLabel)] {
    let rejected = FalseDiscoveryRate.rejected(tests.map(\.pValue), rate: falseDiscoveryRate)
    return zip(tests, rejected).filter { $1 && isRelevant($0) }.map { test, _ in
      (
        test.touchpoint,
        TouchpointLabel(
          kind: kind, reason: reason, value: test.value, reference: test.reference, pValue: test.pValue,
          low: test.low)
      )
    }
  }

  /// Standard deviation over replicates; nil where more than 5 % are undefined or it is 0.
  private static func standardError(_ replicates: [Double], atLeast least: Double) -> Double? {
    let defined = replicates.filter { !$0.isNaN }
    guard defined.count > 1, (replicates.count - defined.count) * 20 <= replicates.count else { return nil }
    let mean = defined.reduce(0, +) / Double(defined.count)
    let squares = defined.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let error = max((squares / Double(defined.count - 1)).squareRoot(), least)
    return error > 0 ? error : nil
  }

  /// NaN where one of the values is.
  private static func median(_ values: [Double]) -> Double {
    if values.contains(where: \.isNaN) { return .nan }
    var values = values
    return OrderStatistics.quantile(0.5, of: &values)
  }
}
