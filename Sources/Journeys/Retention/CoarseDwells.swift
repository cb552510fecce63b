/// A grid of dwells with several steps put together, for horizons of many steps.
///
/// A dwell between two steps of the coarse grid is shared between both, so that its mean stays what it was: how fast
/// customers come back decides how many stay, and rounding to the nearest step would make them faster or slower.
public struct CoarseDwells: Sendable, Equatable {
  public let fine: DwellGrid
  public let coarse: DwellGrid
  /// How many steps of the fine grid a coarse one has.
  public let factor: Int

  /// Puts together as many steps as a horizon needs.
  ///
  /// - Parameters:
  ///   - grid: The grid whose steps are put together.
  ///   - horizon: How far ahead, in the unit of the grid's step.
  ///   - mostSteps: As many steps as there may be up to the horizon, unless the longest dwell is to keep more.
  ///   - fewestDwells: As many steps as the longest dwell keeps at least.
  public init(_ grid: DwellGrid, horizon: Double, mostSteps: Int, fewestDwells: Int) {
    let wanted = grid.step > 0 ? (horizon / grid.step / Double(mostSteps)).rounded(.up) : 1
    self.init(grid, factor: max(1, Int(min(wanted, Double((grid.count - 1) / fewestDwells)))))
  }

  /// Puts together as many steps as dwells and a step's length allow, whatever the horizon.
  ///
  /// - Parameters:
  ///   - grid: The grid whose steps are put together.
  ///   - fewestDwells: As many steps as the longest dwell keeps at least.
  ///   - longestStep: How long a step may become, in the unit of the grid's step.
  public init(_ grid: DwellGrid, fewestDwells: Int, longestStep: Double) {
    let longest = grid.step > 0 ? longestStep / grid.step : 1
    self.init(grid, factor: max(1, Int(min(longest, Double((grid.count - 1) / fewestDwells)))))
  }

  init(_ grid: DwellGrid, factor: Int) {
    fine = grid
    self.factor = grid.count > 1 ? factor : 1
    coarse =
      self.factor == 1
      ? grid
      : DwellGrid(step: grid.step * Double(factor), count: (grid.count - 1 + factor - 1) / factor + 1)
  }

  /// Totals of edges × coarse buckets.
  ///
  /// - Parameter totals: Edges × fine buckets.
  public func totals(_ totals: [Double]) -> [Double] {
    guard factor > 1 else { return totals }
    var result = [Double](repeating: 0, count: totals.count / fine.count * coarse.count)
    for (cell, total) in totals.enumerated() where total != 0 {
      let (step, rest) = (cell % fine.count).quotientAndRemainder(dividingBy: factor)
      let place = cell / fine.count * coarse.count + step
      let later = total * Double(rest) / Double(factor)
      result[place] += total - later
      if rest > 0 { result[place + 1] += later }
    }
    return result
  }
}
