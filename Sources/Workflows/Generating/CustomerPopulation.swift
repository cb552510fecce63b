import Glibc
import LinearAlgebra

/// The truth behind generated customers: how many there are of each archetype, and what each is like.
///
/// In the space of positions an archetype is a spherical normal cloud of standard deviation 1 around its center; a column
/// turns positions into values.
struct CustomerPopulation: Sendable {
  /// What the random streams of one seed are for.
  enum Purpose: UInt64 {
    case sizes = 1
    case centers
    case overlap
    case levels
    case order
    case rows
  }

  let featureCount: Int
  let drawn: DrawnArchetypes
  /// One archetype after the other, `featureCount` positions each.
  let centers: [Double]
  /// Mean and standard deviation of every feature over all customers.
  let means: [Double]
  let deviations: [Double]
  /// For every category and archetype: the share of each level and those before it.
  let cumulativeShares: [[[Double]]]

  var archetypeCount: Int { drawn.sizes.count }

  init(_ request: GenerateCustomersRequest, categories: [CustomerCategory]) {
    let featureCount = request.features
    let drawn = DrawnArchetypes(
      count: request.archetypes, customers: request.rows,
      stream: RandomStream(seed: request.seed, path: Purpose.sizes.rawValue))
    let sizes = drawn.sizes
    let directions = Self.spreadDirections(request)
    let separation = Self.separation(request, sizes: sizes, directions: directions)
    let centers = directions.map { $0 * separation }

    var means = [Double](repeating: 0, count: featureCount)
    var deviations = means
    for feature in 0..<featureCount {
      let positions = sizes.indices.map { centers[$0 * featureCount + feature] }
      let weighted = zip(positions, sizes).map { $0 * Double($1) }
      let mean = weighted.reduce(0, +) / Double(request.rows)
      let variance =
        zip(positions, sizes).map { ($0 - mean) * ($0 - mean) * Double($1) }.reduce(0, +) / Double(request.rows)
      means[feature] = mean
      deviations[feature] = (1 + variance).squareRoot()
    }
    self.featureCount = featureCount
    self.drawn = drawn
    self.centers = centers
    self.means = means
    self.deviations = deviations
    cumulativeShares = Self.drawnShares(request, categories: categories)
  }

  /// A random direction for each center, apart from one another also where there is little room.
  ///
  /// In few dimensions random centers would fall together, so each is the farthest of several candidates from those
  /// before it. Source: best-candidate sampling (Mitchell 1991).
  private static func spreadDirections(_ request: GenerateCustomersRequest) -> [Double] {
    let d = request.features
    let candidates = d < 8 ? 16 : 1
    var stream = RandomStream(seed: request.seed, path: Purpose.centers.rawValue)
    var directions: [Double] = []
    for archetype in 0..<request.archetypes {
      var best: (direction: [Double], distance: Double) = ([], -1)
      for _ in 0..<candidates {
        let direction = (0..<d).map { _ in stream.normal() }
        var nearest = Double.infinity
        if candidates > 1 {
          for other in 0..<archetype {
            nearest = min(nearest, squaredDistance(direction[...], directions[(other * d)..<((other + 1) * d)]))
          }
        }
        if nearest > best.distance { best = (direction, nearest) }
      }
      directions += best.direction
    }
    return directions
  }

  /// The factor on all directions at which the nearest center is the wrong one for the asked share of customers.
  ///
  /// For a customer of archetype c at s·m_c + ε, center j is nearer as long as s < 2 ε·(m_j − m_c) / ‖m_j − m_c‖². The
  /// largest of these over j is where that customer turns right, and a quantile of it over a sample is the answer.
  private static func separation(
    _ request: GenerateCustomersRequest, sizes: [Int], directions: [Double]
  ) -> Double {
    let (k, d) = (request.archetypes, request.features)
    guard k > 1, request.overlap < 1 else { return 0 }
    var squaredDistances = [Double](repeating: 0, count: k * k)
    for first in 0..<k {
      for second in 0..<first {
        let distance = squaredDistance(
          directions[(first * d)..<((first + 1) * d)], directions[(second * d)..<((second + 1) * d)])
        squaredDistances[first * k + second] = distance
        squaredDistances[second * k + first] = distance
      }
    }
    var stream = RandomStream(seed: request.seed, path: Purpose.overlap.rawValue)
    let sampleCount = min(4000, max(400, 200_000_000 / (k * d)))
    var turningPoints: [Double] = []
    for sample in 0..<sampleCount {
      let own = archetype(ofShare: (Double(sample) + 0.5) / Double(sampleCount), sizes: sizes, rows: request.rows)
      let noise = (0..<d).map { _ in stream.normal() }
      let products = (0..<k).map { dotProduct(noise, directions, from: $0 * d) }
      var turningPoint = 0.0
      for other in 0..<k where other != own {
        turningPoint = max(turningPoint, 2 * (products[other] - products[own]) / squaredDistances[own * k + other])
      }
      turningPoints.append(turningPoint)
    }
    turningPoints.sort(by: >)
    let wrongShare = request.overlap * (1 - 1 / Double(k))
    if wrongShare == 0 {
      let nearest = squaredDistances.filter { $0 > 0 }.min() ?? 1
      return max(turningPoints[0], apart / nearest.squareRoot())
    }
    return turningPoints[min(Int(wrongShare * Double(sampleCount)), sampleCount - 1)]
  }

  /// Distance of the two nearest centers without overlap, in standard deviations of an archetype.
  private static let apart = 10.0

  /// Every archetype has its own shares of levels; the more overlap, the more they are alike.
  private static func drawnShares(
    _ request: GenerateCustomersRequest, categories: [CustomerCategory]
  ) -> [[[Double]]] {
    var stream = RandomStream(seed: request.seed, path: Purpose.levels.rawValue)
    return categories.map { category in
      let common = category.levels.map { _ in 0.5 * stream.normal() }
      return (0..<request.archetypes).map { _ in
        let weights = common.map { exp($0 + 1.5 * (1 - request.overlap) * stream.normal()) }
        let total = weights.reduce(0, +)
        var sum = 0.0
        return weights.map { weight in
          sum += weight / total
          return sum
        }
      }
    }
  }

  private static func archetype(ofShare share: Double, sizes: [Int], rows: Int) -> Int {
    var seen = 0
    for (archetype, size) in sizes.enumerated() {
      seen += size
      if share * Double(rows) < Double(seen) { return archetype }
    }
    return sizes.count - 1
  }

  private static func squaredDistance(_ first: ArraySlice<Double>, _ second: ArraySlice<Double>) -> Double {
    var sum = 0.0
    for (a, b) in zip(first, second) { sum += (a - b) * (a - b) }
    return sum
  }

  private static func dotProduct(_ vector: [Double], _ rows: [Double], from start: Int) -> Double {
    var sum = 0.0
    for i in vector.indices { sum += vector[i] * rows[start + i] }
    return sum
  }
}
