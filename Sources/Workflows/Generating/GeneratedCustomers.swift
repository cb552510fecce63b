import LinearAlgebra
import Tables

/// Synthetic customers and the truth about them, as two tables.
///
/// `customers` has an id, the features and the categories. `truth` has the id, the archetype the customer was drawn from
/// (1 is the largest), and the archetype whose center is nearest to the customer: where the two differ no method could
/// have told better from the numbers.
struct GeneratedCustomers: Sendable {
  let customers: ResultTable
  let truth: ResultTable

  private static let rowsPerBlock = 4096

  /// Draws the customers; the same for any number of workers.
  ///
  /// - Parameter report: Called with the share done.
  init(_ request: GenerateCustomersRequest, workers: Workers, report: (@Sendable (Double) -> Void)? = nil) {
    let features = CustomerFeature.first(request.features)
    let categories = CustomerCategory.first(request.categories)
    let population = CustomerPopulation(request, categories: categories)
    let archetypes = population.drawn.shuffled(
      RandomStream(seed: request.seed, path: CustomerPopulation.Purpose.order.rawValue))

    let blocks = Workers.blocks(of: request.rows, size: Self.rowsPerBlock)
    let parts = workers.map(pieces: blocks.count) { piece in
      let stream = RandomStream(
        seed: request.seed, path: CustomerPopulation.Purpose.rows.rawValue, UInt64(piece))
      var part = CustomerBlock(
        rowCount: blocks[piece].count, features: features, categories: categories, stream: stream)
      part.draw(archetypes[blocks[piece]], from: population, missingShare: request.missingShare)
      report?(Double(piece + 1) / Double(blocks.count))
      return part
    }

    let ids = DrawnArchetypes.identifiers(request.rows)
    var columns = [ResultColumn("customer_id", .texts(ids))]
    for (position, feature) in features.enumerated() {
      columns.append(
        ResultColumn(feature.name, .numbers(parts.flatMap { $0.values[position] }, .decimals(feature.decimals))))
    }
    for (position, category) in categories.enumerated() {
      columns.append(
        ResultColumn(category.name, .levels(codes: parts.flatMap { $0.codes[position] }, levels: category.levels)))
    }
    customers = ResultTable(name: "customers", columns: columns)
    truth = ResultTable(
      name: "truth",
      columns: [
        ResultColumn("customer_id", .texts(ids)),
        ResultColumn("archetype", .integers(archetypes.map { Int($0) + 1 })),
        ResultColumn("nearest_archetype", .integers(parts.flatMap(\.nearest))),
      ])
  }
}

/// Some consecutive customers, column by column.
private struct CustomerBlock: Sendable {
  let features: [CustomerFeature]
  let categories: [CustomerCategory]
  var values: [[Double]]
  var codes: [[Int32]]
  /// The archetype with the nearest center, from 1.
  var nearest: [Int]
  private var stream: RandomStream

  init(rowCount: Int, features: [CustomerFeature], categories: [CustomerCategory], stream: RandomStream) {
    self.features = features
    self.categories = categories
    self.stream = stream
    values = features.map { _ in [Double](repeating: 0, count: rowCount) }
    codes = categories.map { _ in [Int32](repeating: 0, count: rowCount) }
    nearest = [Int](repeating: 0, count: rowCount)
  }

  mutating func draw(_ archetypes: ArraySlice<Int32>, from population: CustomerPopulation, missingShare: Double) {
    let d = features.count
    var position = [Double](repeating: 0, count: d)
    for (row, own) in archetypes.enumerated() {
      let start = Int(own) * d
      for i in 0..<d { position[i] = population.centers[start + i] + stream.normal() }
      nearest[row] = 1 + population.nearestCenter(to: position)
      for i in 0..<d {
        let isMissing = missingShare > 0 && stream.uniform() < missingShare
        let standardized = (position[i] - population.means[i]) / population.deviations[i]
        values[i][row] = isMissing ? .nan : features[i].value(at: standardized)
      }
      for i in categories.indices {
        let isMissing = missingShare > 0 && stream.uniform() < missingShare
        let share = stream.uniform()
        let cumulative = population.cumulativeShares[i][Int(own)]
        let level = cumulative.firstIndex { share < $0 } ?? cumulative.count - 1
        codes[i][row] = isMissing ? -1 : Int32(level)
      }
    }
  }
}

extension CustomerPopulation {
  /// The archetype whose center is nearest, the first of several.
  fileprivate func nearestCenter(to position: [Double]) -> Int {
    var best = (archetype: 0, distance: Double.infinity)
    for archetype in 0..<archetypeCount {
      var distance = 0.0
      for i in 0..<featureCount {
        let difference = position[i] - centers[archetype * featureCount + i]
        distance += difference * difference
      }
      if distance < best.distance { best = (archetype, distance) }
    }
    return best.archetype
  }
}
