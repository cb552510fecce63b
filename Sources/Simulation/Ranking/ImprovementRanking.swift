import Journeys
import LinearAlgebra
import MarkovChains

/// What a standard improvement of every touchpoint would bring: a share of those lost (or lapsing) there goes on.
///
/// Conversion is by one factorization a group, retention by the renewal equation for each touchpoint.
public struct ImprovementRanking: Sendable {
  /// What entries are ranked by.
  public enum Order: String, Sendable, CaseIterable {
    /// Conversions gained up to the horizon.
    case conversions
    /// Active customers gained at the horizon.
    case retained
    /// Present value gained.
    case value
  }

  /// One touchpoint of one group.
  public struct Entry: Sendable, Equatable {
    /// The model's group; 0 = all.
    public let group: Int
    /// Its name.
    public let touchpoint: String
    /// Up to the horizon; with an interval where entries are ranked by it.
    public let conversionsGained: IntervalEstimate
    /// More active customers at the horizon; empty where retention was not asked for or is not known.
    public let retainedGained: IntervalEstimate
    /// More present value; empty where retention was not asked for or values are not known.
    public let valueGained: IntervalEstimate

    func gained(_ order: Order) -> IntervalEstimate {
      switch order {
      case .conversions: conversionsGained
      case .retained: retainedGained
      case .value: valueGained
      }
    }
  }

  /// The improvement that is tried everywhere, and what is ranked by.
  public struct Options: Sendable {
    /// 0.1 by default.
    public var share = 0.1
    /// What entries are ranked by.
    public var order = Order.conversions
    /// Whether retention chains are run again for every touchpoint; else only gains in conversions are known.
    public var includesRetention = true

    public init() {}
  }

  /// The largest gain first; equal ones in the order of groups and touchpoints.
  public let entries: [Entry]

  /// Tries every touchpoint in every archetype and in all of them.
  ///
  /// Touchpoints where nobody is lost, or all are, have no entry.
  ///
  /// - Parameters:
  ///   - model: Of order 1, with a conversion chain.
  ///   - statistics: Those the model was fitted to, for intervals of what is ranked by; nil gives none.
  ///   - projection: Period, horizon, arrivals, values, and the replicates of the bootstrap.
  ///   - options: The improvement tried, and what is ranked by.
  ///   - workers: Threads to use; any number gives the same result.
  public init(
    _ model: JourneyModel, statistics: JourneyStatistics? = nil, projection: ProjectionOptions,
    options: Options = Options(), workers: Workers
  ) {
    precondition(options.share >= 0 && options.share <= 1, "A share goes on.")
    precondition(options.includesRetention || options.order == .conversions, "What is ranked by is computed.")
    let data = ProjectionData(model, projection, includesRetention: options.includesRetention)
    let trial = RecoveryTrial(data, model, options)
    let states = data.states(of: model)
    let observed = trial.gains(states, data.weights(states), workers: workers)
    let wanted = trial.place(of: options.order)
    let replicates = statistics.flatMap { statistics in
      projection.replicates > 0
        ? ProjectionReplicates(data, model, statistics).map(workers: workers) { states, weights in
          trial.gains(states, weights, workers: Workers(count: 1)).map { $0.map { $0[wanted] } }
        } : nil
    }
    var entries: [Entry] = []
    for (place, group) in data.resultGroups.enumerated() {
      for (touchpoint, name) in trial.names.enumerated() {
        let gains = observed[place][touchpoint]
        guard !gains[0].isNaN || !gains[1].isNaN, gains.contains(where: { $0 != 0 }) else { continue }
        let estimates = gains.enumerated().map { number, gain in
          let value = gain.isNaN ? nil : gain
          guard number == wanted, let replicates,
            Double(model.groups[group].customers) >= IntervalEstimate.leastCustomers
          else {
            return IntervalEstimate(value: value)
          }
          return IntervalEstimate(
            value: value, replicates: replicates.column(touchpoint, ofGroup: place), level: projection.level)
        }
        entries.append(
          Entry(
            group: group, touchpoint: name, conversionsGained: estimates[0], retainedGained: estimates[1],
            valueGained: estimates[2]))
      }
    }
    // A stable order: sorting by place breaks ties.
    self.entries = entries.enumerated().sorted { first, second in
      let gains = [first, second].map { $0.element.gained(options.order).value ?? -.infinity }
      return gains[0] != gains[1] ? gains[0] > gains[1] : first.offset < second.offset
    }.map(\.element)
  }
}
