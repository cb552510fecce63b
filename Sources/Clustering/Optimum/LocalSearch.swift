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

  /// Rows whose distances are found together: until a swap helps, the next rows are drawn from the same state, and one
  /// product for several takes little longer than for one.
  private static let rowsAhead = 4

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
    var draw = WeightedDraw(state.first, times: observations.weights)
    // Rows drawn, each with the stream as it is after it, and their distances; how many of them were tried.
    var ahead: [(row: Int, after: RandomStream)] = []
    var distances: [Double] = []
    var tried = 0
    for _ in 0..<(100 + 10 * centers.rowCount) where failures < Self.patience {
      if tried == ahead.count {
        var later = stream
        ahead = []
        while ahead.count < Self.rowsAhead, let row = draw.draw(&later) { ahead.append((row, later)) }
        guard !ahead.isEmpty else { return }
        distances = seeding.squaredDistances(to: ahead.map(\.row))
        tried = 0
      }
      stream = ahead[tried].after
      let own = tried * observations.count..<(tried + 1) * observations.count
      if distances.withUnsafeBufferPointer({ trySwap(UnsafeBufferPointer(rebasing: $0[own])) }) {
        failures = 0
        draw = WeightedDraw(state.first, times: observations.weights)
        tried = ahead.count
      } else {
        failures += 1
        tried += 1
      }
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
          addRow(x.baseAddress! + i &* d, times: w, to: sums.baseAddress! + label &* d, d)
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

  /// Swaps the center best spared for the row that has these squared distances if that lowers the cost.
  private mutating func trySwap(_ distances: UnsafeBufferPointer<Double>) -> Bool {
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
          let row = x.baseAddress! + i &* d
          addRow(row, times: -w, to: sums.baseAddress! + own &* d, d)
          addRow(row, times: w, to: sums.baseAddress! + target &* d, d)
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
  private func centerBestSpared(_ distances: UnsafeBufferPointer<Double>) -> Int {
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
