/// The contacts that a retention chain expects of one customer, by time since the start.
public struct RetentionArrivals: Sendable {
  /// The steps of time.
  public let grid: DwellGrid
  /// Number of steps.
  public let stepCount: Int
  private let states: [Int]
  private let numbers: [Double]
  private let stride: Int

  /// Runs a chain so many steps. O(steps × edges × buckets + steps × n²) for n states.
  public init(_ chain: RetentionChain, stepCount: Int) {
    precondition(stepCount >= 0, "Time does not run backwards.")
    precondition(chain.dwells.grid.step > 0, "Calendar time needs times.")
    let kernel = RenewalKernel(chain)
    grid = chain.dwells.grid
    self.stepCount = stepCount
    states = chain.states
    stride = kernel.stride(stepCount: stepCount)
    numbers = kernel.arrivals(stepCount: stepCount)
  }

  /// Expected contacts of one customer in a state at 0, 1, … steps; nil for the end and states left out.
  public func contacts(in state: Int) -> ArraySlice<Double>? {
    states.firstIndex(of: state).map { numbers[$0 * stride...$0 * stride + stepCount] }
  }
}
