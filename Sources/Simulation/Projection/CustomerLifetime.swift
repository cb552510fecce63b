import Journeys

/// What is expected of one customer after the first conversion, in calendar time.
///
/// From the expected contacts in each state at each step, as ``RetentionArrivals`` has them: the customer lapses with the
/// contact that the end follows, so that S(n) = 1 − Σ_{m ≤ n} Σ_j A_j(m) p_j,lapsed, the same as ``RetentionCurve``. As
/// there, step n stands for the time (n + ½) steps.
struct CustomerLifetime: Sendable, Equatable {
  /// Share not lapsed just before the end of each period.
  let retention: [Double]
  /// Mean number of customers not lapsed when each period ends, of one a period since the projection began.
  let active: [Double]
  /// Money of later contacts in each period, of one customer a period since the projection began.
  let laterValue: [Double]

  /// Nothing is known.
  static func unknown(periodCount: Int) -> CustomerLifetime {
    let unknown = [Double](repeating: .nan, count: periodCount)
    return CustomerLifetime(retention: unknown, active: unknown, laterValue: unknown)
  }

  private init(retention: [Double], active: [Double], laterValue: [Double]) {
    self.retention = retention
    self.active = active
    self.laterValue = laterValue
  }

  /// Runs a chain. O(steps × edges × buckets + steps × n²) for n states.
  ///
  /// - Parameter values: Money of a contact in each state of the chain; none for the start, the first conversion.
  init(_ chain: RetentionChain, values: [Double], periodLength: Double, periodCount: Int) {
    let grid = chain.dwells.grid
    let horizon = periodLength * Double(periodCount)
    let stepCount = max(1, RetentionCurve.steps(toReach: horizon, on: grid))
    let arrivals = RetentionArrivals(chain, stepCount: stepCount)
    var lapsing = [Double](repeating: 0, count: stepCount + 1)
    var earning = lapsing
    for state in 0..<chain.stateCount - 1 {
      guard let contacts = arrivals.contacts(in: state), let exit = chain.lapseProbability(of: state) else { continue }
      for (step, number) in contacts.enumerated() {
        lapsing[step] += number * exit
        earning[step] += number * values[state]
      }
    }
    var survival: [Double] = []
    var earned: [Double] = []
    var (lapsed, sum) = (0.0, 0.0)
    for step in 0...stepCount {
      lapsed += lapsing[step]
      sum += earning[step]
      survival.append(min(max(1 - lapsed, 0), 1))
      earned.append(sum)
    }
    let ends = (1...periodCount).map { Double($0) * periodLength / grid.step }
    retention = ends.map { Self.value(of: survival, at: $0) }
    active = ends.map { Self.integral(of: survival, to: $0) * grid.step / periodLength }
    let total = ends.map { Self.integral(of: earned, to: $0) * grid.step / periodLength }
    laterValue = total.indices.map { $0 == 0 ? total[0] : total[$0] - total[$0 - 1] }
  }

  /// A curve whose number n belongs to the middle of step n, at a time in steps; as ``RetentionCurve/survival(before:)``.
  private static func value(of curve: [Double], at time: Double) -> Double {
    let position = min(max(time - 0.5, 0), Double(curve.count - 1))
    let step = Int(position)
    let share = position - Double(step)
    return share == 0 ? curve[step] : (1 - share) * curve[step] + share * curve[step + 1]
  }

  /// The area under a curve that is level within each step.
  private static func integral(of curve: [Double], to time: Double) -> Double {
    var sum = 0.0
    var step = 0
    while step < curve.count, Double(step) < time {
      sum += curve[step] * min(1, time - Double(step))
      step += 1
    }
    return sum
  }
}
