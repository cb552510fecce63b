import CSpecialFunctions

/// The functions that intervals and tests are made of, to about 14 digits.
///
/// Source: Boost.Math.
public enum SpecialFunctions {
  /// P(X > x) of a χ² variable.
  ///
  /// - Parameters:
  ///   - x: At least 0; infinity gives 0.
  ///   - degreesOfFreedom: Above 0.
  public static func chiSquaredSurvival(_ x: Double, degreesOfFreedom: Double) -> Double {
    precondition(x >= 0 && degreesOfFreedom > 0, "A χ² variable is not negative and has degrees of freedom.")
    return x == .infinity ? 0 : archetype_chi_squared_survival(x, degreesOfFreedom)
  }

  /// x with P(X ≤ x) = `probability` of a beta variable with positive parameters.
  public static func betaQuantile(_ probability: Double, alpha: Double, beta: Double) -> Double {
    precondition(alpha > 0 && beta > 0, "A beta variable has positive parameters.")
    precondition(probability >= 0 && probability <= 1, "A quantile is asked for a probability.")
    return archetype_beta_quantile(alpha, beta, probability)
  }

  /// P(X ≤ x) of a beta variable with positive parameters, x in 0...1.
  public static func betaCumulative(_ x: Double, alpha: Double, beta: Double) -> Double {
    precondition(alpha > 0 && beta > 0, "A beta variable has positive parameters.")
    precondition(x >= 0 && x <= 1, "A beta variable lies between 0 and 1.")
    return archetype_beta_cumulative(alpha, beta, x)
  }

  /// x with P(X ≤ x) = `probability` of a standard normal variable; infinite at 0 and 1.
  public static func normalQuantile(_ probability: Double) -> Double {
    precondition(probability >= 0 && probability <= 1, "A quantile is asked for a probability.")
    if probability == 0 { return -.infinity }
    return probability == 1 ? .infinity : archetype_normal_quantile(probability)
  }

  /// P(X > x) of a standard normal variable.
  public static func normalSurvival(_ x: Double) -> Double { archetype_normal_survival(x) }

  /// ln Γ(x) for x > 0.
  public static func logGamma(_ x: Double) -> Double {
    precondition(x > 0, "The logarithm of gamma is asked for positive numbers.")
    return archetype_log_gamma(x)
  }
}
