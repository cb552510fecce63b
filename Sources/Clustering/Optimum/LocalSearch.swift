import LinearAlgebra

/// Improves centers by swaps: a row drawn by squared distance replaces the center that can best be spared.
///
/// For one drawn row the cost of removing each center is found in a single pass, from the distances to the nearest and
/// the next center. The swap that costs least is kept if the partition it leads to, with centers at its means, is
/// cheaper than the present one. It ends after ``patience`` swaps in a row that did not help. O(n·d) a swap that fails,
/// O(n·k·d) one that is kept.
///
/// Source: Lattanzi and Sohler (2019), choice of the removed center and stopping as in Fränti and Sieranoja (2019).
struct LocalSearch {
  private let observations: Observations
  private let seeding: Seeding
  private let squares: Double
  private(set) var centers: Matrix
  private(set) var cost: Double
  private var state: NearestTwo
  private var sums: [Double]
  private var masses: [Double]

  /// Swaps that may fail in a row before the search ends.
  static let patience = 25

  /// Starts from `centers`, after one Lloyd step.
  init(_ observations: Observations, seeding: Seeding, centers: Matrix, squares: Double) {
    self.observations = observations
    self.seeding = seeding
    self.squares = squares
    self.centers = centers
    state = NearestTwo(observations, centers: centers)
    sums = []
    masses = []
    cost = .infinity
    settle()
  }

  /// Tries swaps until ``patience`` of them in a row have failed, at most 100 + 10·k in all.
  mutating func run(stream: inout RandomStream) {
    var failures = 0
    for _ in 0..<(100 + 10 * centers.rowCount) where failures < Self.patience {
      guard let row = WeightedDraw(state.first, times: observations.weights).draw(&stream) else { return }
      if trySwap(to: row) { failures = 0 } else { failures += 1 }
    }
  }

  /// Puts centers at the means of their rows, then every row with its nearest center, and notes the cost of that.
  private mutating func settle() {
    tally()
    for j in 0..<masses.count where masses[j] > 0 {
      for c in 0..<centers.columnCount { centers[j, c] = sums[j * centers.columnCount + c] / masses[j] }
    }
    state = NearestTwo(observations, centers: centers)
    tally()
    cost = Self.cost(sums: sums, masses: masses, squares: squares)
  }

  private mutating func tally() {
    let (k, d) = (centers.rowCount, centers.columnCount)
    sums = [Double](repeating: 0, count: k * d)
    masses = [Double](repeating: 0, count: k)
    observations.points.elements.withUnsafeBufferPointer { x in
      sums.withUnsafeMutableBufferPointer { sums in
        for i in 0..<observations.count {
          let w = observations.weights?[i] ?? 1
          let label = Int(state.label[i])
          masses[label] += w
          for c in 0..<d { sums[label &* d &+ c] += w * x[i &* d &+ c] }
        }
      }
    }
  }

  private static func cost(sums: [Double], masses: [Double], squares: Double) -> Double {
    let d = masses.isEmpty ? 0 : sums.count / masses.count
    var explained = 0.0
    for j in 0..<masses.count where masses[j] > 0 {
      var square = 0.0
      for c in 0..<d { square += sums[j * d + c] * sums[j * d + c] }
      explained += square / masses[j]
    }
    return max(0, squares - explained)
  }

  /// Swaps the center best spared for the row if that lowers the cost.
  private mutating func trySwap(to row: Int) -> Bool {
    let distances = seeding.squaredDistances(to: [row])
    let spared = centerBestSpared(distances)
    let (k, d) = (centers.rowCount, centers.columnCount)
    var newSums = sums
    var newMasses = masses
    observations.points.elements.withUnsafeBufferPointer { x in
      newSums.withUnsafeMutableBufferPointer { sums in
        for i in 0..<observations.count {
          let own = Int(state.label[i])
          let target: Int
          if own == spared {
            target = distances[i] < state.second[i] ? spared : Int(state.secondLabel[i])
          } else {
            target = distances[i] < state.first[i] ? spared : own
          }
          if target == own { continue }
          let w = observations.weights?[i] ?? 1
          newMasses[own] -= w
          newMasses[target] += w
          for c in 0..<d {
            let moved = w * x[i &* d &+ c]
            sums[own &* d &+ c] -= moved
            sums[target &* d &+ c] += moved
          }
        }
      }
    }
    let newCost = Self.cost(sums: newSums, masses: newMasses, squares: squares)
    guard newCost < cost * (1 - 1e-9) else { return false }
    for j in 0..<k where newMasses[j] > 0 {
      for c in 0..<d { centers[j, c] = newSums[j * d + c] / newMasses[j] }
    }
    state = NearestTwo(observations, centers: centers)
    settle()
    return true
  }

  /// The center whose removal costs least once the drawn row has become a center.
  private func centerBestSpared(_ distances: [Double]) -> Int {
    var extra = [Double](repeating: 0, count: centers.rowCount)
    extra.withUnsafeMutableBufferPointer { extra in
      for i in 0..<observations.count {
        let w = observations.weights?[i] ?? 1
        let to = distances[i]
        extra[Int(state.label[i])] += w * (min(state.second[i], to) - min(state.first[i], to))
      }
    }
    var best = 0
    for j in 1..<max(1, extra.count) where extra[j] < extra[best] { best = j }
    return best
  }
}
