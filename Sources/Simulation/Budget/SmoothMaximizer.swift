import CNLopt

/// Maximizes a smooth function within a box and below a limit of the sum, by NLopt; coordinates are of the order of 1.
///
/// Sequential quadratic programming first; where its subproblem fails, the method of moving asymptotes. Neither draws
/// random numbers nor reads a clock. Sources: Kraft (1988); Svanberg (2002).
struct SmoothMaximizer {
  let lower: [Double]
  let upper: [Double]
  /// The most that the coordinates may sum to.
  let totalLimit: Double
  /// A search ends when its steps, or what they gain, are below this part of the whole.
  var precision = BudgetOptimizer.Options().precision

  /// A sum past its limit by rounding would make the library fall back to the start.
  private static let totalTolerance = 1e-10
  private static let evaluationLimit: Int32 = 300

  /// A local maximum found from a start within the box.
  ///
  /// The sum may exceed its limit by 1e-10, and the point may be no better than the start: the caller compares.
  ///
  /// - Parameter function: The value, and the gradient it stores.
  /// - Throws: ``BudgetError/solverFailed(code:)``, or what `function` throws.
  func maximize(
    from start: [Double], _ function: ([Double], _ gradient: inout [Double]) throws(BudgetError) -> Double
  ) throws(BudgetError) -> [Double] {
    let (point, code) = try run(NLOPT_LD_SLSQP, from: start, function)
    guard code == NLOPT_FAILURE else { return point }
    return try run(NLOPT_LD_MMA, from: start, function).point
  }

  private func run(
    _ algorithm: nlopt_algorithm, from start: [Double],
    _ function: ([Double], _ gradient: inout [Double]) throws(BudgetError) -> Double
  ) throws(BudgetError) -> (point: [Double], code: nlopt_result) {
    guard let solver = nlopt_create(algorithm, UInt32(start.count)) else {
      throw .solverFailed(code: Int(NLOPT_OUT_OF_MEMORY.rawValue))
    }
    defer { nlopt_destroy(solver) }
    var point = start
    var code = NLOPT_SUCCESS
    var failure: BudgetError?
    withoutActuallyEscaping(function) { function in
      let callback = Callback(solver: solver, dimension: start.count, totalLimit: totalLimit, function: function)
      let context = Unmanaged.passUnretained(callback).toOpaque()
      withExtendedLifetime(callback) {
        code = set(up: solver, context)
        guard code.rawValue > 0 else { return }
        var value = 0.0
        code = nlopt_optimize(solver, &point, &value)
      }
      failure = callback.failure
    }
    if let failure { throw failure }
    // Steps that drown in rounding end a search near an optimum; a failed subproblem is for the caller to judge.
    guard code.rawValue > 0 || code == NLOPT_ROUNDOFF_LIMITED || code == NLOPT_FAILURE else {
      throw .solverFailed(code: Int(code.rawValue))
    }
    return (point, code)
  }

  /// Bounds, functions and the rule that ends the search; the first code that is no success.
  private func set(up solver: nlopt_opt, _ context: UnsafeMutableRawPointer) -> nlopt_result {
    let steps: [() -> nlopt_result] = [
      { nlopt_set_lower_bounds(solver, lower) },
      { nlopt_set_upper_bounds(solver, upper) },
      { nlopt_set_max_objective(solver, { Callback.from($3)?.evaluate($1, $2) ?? .nan }, context) },
      {
        nlopt_add_inequality_constraint(
          solver, { Callback.from($3)?.excess($1, $2) ?? .nan }, context, Self.totalTolerance)
      },
      { nlopt_set_ftol_rel(solver, precision) },
      { nlopt_set_xtol_rel(solver, precision) },
      { nlopt_set_maxeval(solver, Self.evaluationLimit) },
    ]
    for step in steps {
      let code = step()
      guard code.rawValue > 0 else { return code }
    }
    return NLOPT_SUCCESS
  }

  /// What the library calls back, through a pointer that is valid during one search.
  private final class Callback {
    private let solver: nlopt_opt
    private let dimension: Int
    private let totalLimit: Double
    private let function: ([Double], inout [Double]) throws(BudgetError) -> Double
    private(set) var failure: BudgetError?

    init(
      solver: nlopt_opt, dimension: Int, totalLimit: Double,
      function: @escaping ([Double], inout [Double]) throws(BudgetError) -> Double
    ) {
      self.solver = solver
      self.dimension = dimension
      self.totalLimit = totalLimit
      self.function = function
    }

    static func from(_ context: UnsafeMutableRawPointer?) -> Callback? {
      context.map { Unmanaged<Callback>.fromOpaque($0).takeUnretainedValue() }
    }

    func evaluate(_ coordinates: UnsafePointer<Double>?, _ slopes: UnsafeMutablePointer<Double>?) -> Double {
      let point = Array(UnsafeBufferPointer(start: coordinates, count: dimension))
      var gradient = [Double](repeating: 0, count: dimension)
      do {
        let value = try function(point, &gradient)
        if let slopes { for k in 0..<dimension { slopes[k] = gradient[k] } }
        return value
      } catch {
        failure = failure ?? error
        nlopt_force_stop(solver)
        return 0
      }
    }

    func excess(_ coordinates: UnsafePointer<Double>?, _ slopes: UnsafeMutablePointer<Double>?) -> Double {
      if let slopes { for k in 0..<dimension { slopes[k] = 1 } }
      return UnsafeBufferPointer(start: coordinates, count: dimension).reduce(-totalLimit, +)
    }
  }
}
