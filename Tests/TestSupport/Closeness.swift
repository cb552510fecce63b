/// Whether two numbers agree to a relative tolerance, or to an absolute one near zero.
///
/// NaN agrees with NaN only, an infinity with itself only.
public func isClose(_ first: Double, _ second: Double, relative: Double = 1e-9, absolute: Double = 0) -> Bool {
  if first.isNaN || second.isNaN { return first.isNaN && second.isNaN }
  if first == second { return true }
  let scale = max(first.magnitude, second.magnitude)
  return scale.isFinite && (first - second).magnitude <= max(absolute, relative * scale)
}

/// Whether two lists are of one length and agree number by number.
public func areClose(_ first: [Double], _ second: [Double], relative: Double = 1e-9, absolute: Double = 0) -> Bool {
  first.count == second.count
    && zip(first, second).allSatisfy { isClose($0, $1, relative: relative, absolute: absolute) }
}
