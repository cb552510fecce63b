import Journeys

/// Compares what happened with what a model fitted before it expected.
public struct Backtest: Sendable, Equatable {
  /// What happened in one period.
  public struct Observation: Sendable, Equatable {
    /// What was counted.
    public let metric: Metric
    /// From 1; periods after the model was fitted, or for retention since the first conversion.
    public let period: Int
    /// Journeys that began, or customers followed through the period.
    public let trials: Int
    /// Of these, how many converted, or had not lapsed.
    public let count: Int

    public init(_ metric: Metric, period: Int, trials: Int, count: Int) {
      precondition(metric == .conversions || metric == .retention, "Conversions and retained customers are counted.")
      precondition(trials >= 0 && count >= 0 && count <= trials, "A count is of trials.")
      self.metric = metric
      self.period = period
      self.trials = trials
      self.count = count
    }
  }

  /// What happened beside what was expected.
  public struct Row: Sendable, Equatable {
    /// What happened.
    public let observation: Observation
    /// What was expected.
    public let prediction: PredictionInterval
    /// Whether the count lies within the interval.
    public var isInside: Bool { prediction.contains(observation.count) }
  }

  /// In the order of the observations.
  public let rows: [Row]

  /// The share of counts inside of their intervals; nil without any.
  public var coverage: Double? {
    rows.isEmpty ? nil : Double(rows.count { $0.isInside }) / Double(rows.count)
  }

  /// Compares all customers' counts; those of periods that the projection does not reach are left out.
  ///
  /// - Parameters:
  ///   - projection: Of the model fitted before; its scenarios are not looked at.
  ///   - observations: What happened.
  public init(_ projection: Projection, _ observations: [Observation]) {
    rows = observations.enumerated().compactMap { number, observation in
      guard observation.period >= 1, observation.period <= projection.layout.periodCount else { return nil }
      let isRetention = observation.metric == .retention
      let place = projection.layout.place(
        isRetention ? .retention : .conversionRate, period: isRetention ? observation.period : nil)!
      let key = DrawKey(seed: projection.options.seed, replicate: number, journey: -1)
      return PredictionInterval(
        trials: observation.trials, probability: projection.numbers[0][place],
        replicates: projection.replicates(place, ofScenario: nil, group: 0, adoption: 1).projected,
        level: projection.options.level, key: key
      ).map { Row(observation: observation, prediction: $0) }
    }
  }
}
