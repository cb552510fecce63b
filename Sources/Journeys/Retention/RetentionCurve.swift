/// What a retention chain makes of retention: the probability of not having lapsed, by time since the start.
///
/// The same quantity as ``KaplanMeier/survival``: P(T > t), T the time from the start to the contact after which the
/// customer lapses. From each state i, with w_ij(m) the probability of going to j after m steps,
///
///     S_i(n) = Σ_j Σ_{m ≤ n} w_ij(m) S_j(n − m) + Σ_j P(to j, after n steps)
///
/// which is summed upwards in n without a subtraction, so that small survival keeps its digits. O(steps × edges ×
/// buckets + steps × n²) for n states.
///
/// Dwells are rounded to the nearest step, so that S(n) belongs to the time (n + ½) steps, exactly after one dwell and
/// with a spread of about √(k/12) steps after k. Times between are interpolated; before half a step, S is S(0).
///
/// Source: the Markov renewal equation, Pyke (1961); Howard (1971), volume II.
public struct RetentionCurve: Sendable {
  /// The steps of time.
  public let grid: DwellGrid
  /// S from the start, at 0, 1, … steps.
  public let survival: [Double]
  /// Number of steps: `survival.count − 1`.
  public var stepCount: Int { survival.count - 1 }
  /// S from each state of the chain, state after state, `stride` numbers each.
  let survivals: [Double]
  let stride: Int

  /// - Parameters:
  ///   - chain: Its dwells are in steps above 0.
  ///   - stepCount: How many steps to run, at least 0; ``steps(toReach:on:)`` tells how many a time needs.
  public init(_ chain: RetentionChain, stepCount: Int) {
    precondition(stepCount >= 0, "Time does not run backwards.")
    precondition(chain.dwells.grid.step > 0, "Calendar time needs times.")
    let kernel = RenewalKernel(chain)
    grid = chain.dwells.grid
    stride = kernel.stride(stepCount: stepCount)
    survivals = kernel.survivals(stepCount: stepCount)
    // Rounding must not carry a probability past 1.
    survival = survivals[0...stepCount].map { min($0, 1) }
  }

  /// The fewest steps with which a curve says something of a time.
  public static func steps(toReach time: Double, on grid: DwellGrid) -> Int {
    precondition(grid.step > 0 && time < .infinity, "Calendar time needs times.")
    return max(0, Int((time / grid.step - 0.5).rounded(.up)))
  }

  /// The last time the curve says something of.
  public var end: Double { (Double(stepCount) + 0.5) * grid.step }

  /// S just before a time: 1 at 0; not past ``end``.
  public func survival(before time: Double) -> Double {
    guard time > 0 else { return 1 }
    let (place, share) = position(of: time)
    return share == 0 ? survival[place] : (1 - share) * survival[place] + share * survival[place + 1]
  }

  /// The step at or before a time, and the share of the way to the next one.
  func position(of time: Double) -> (step: Int, share: Double) {
    precondition(time <= end * (1 + 1e-12), "The curve ends before that time.")
    let position = min(max(time / grid.step - 0.5, 0), Double(stepCount))
    let step = Int(position)
    return (step, position - Double(step))
  }

  /// The largest distance to what was observed, and when; nil where nobody was followed.
  ///
  /// Taken at the middle of every step, up to a time, and as long as anyone was followed.
  public func largestDistance(to observed: KaplanMeier, upTo time: Double) -> (distance: Double, time: Double)? {
    var result: (distance: Double, time: Double)?
    for step in 0...stepCount {
      let middle = (Double(step) + 0.5) * grid.step
      guard middle <= time, let seen = observed.survival(before: middle) else { break }
      let distance = abs(survival[step] - seen)
      if distance > result?.distance ?? -1 { result = (distance, middle) }
    }
    return result
  }
}
