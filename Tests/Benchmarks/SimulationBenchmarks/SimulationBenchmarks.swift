import FoundationEssentials
import Journeys
import LinearAlgebra
import Simulation

/// Parts of the library that no command runs alone, for `Tests/Benchmarks/run`.
///
///     SimulationBenchmarks individuals CHAIN.json COUNT    sends COUNT customers through a chain, prints visits of each end
///     SimulationBenchmarks ranking model.json              ranks every touchpoint of every archetype by conversions
@main
struct SimulationBenchmarks {
  /// A chain as a table: the last two states are conversion and loss.
  private struct Chain: Decodable {
    let start: [Double]
    let matrix: [[Double]]
  }

  private static let repetitions = 21

  static func main() throws {
    Products.stopOtherThreads()
    let arguments = CommandLine.arguments.dropFirst()
    switch (arguments.first, arguments.dropFirst().first, arguments.dropFirst(2).first.flatMap { Int($0) }) {
    case ("individuals", let path?, let count?): try individuals(decoded(Chain.self, path), count: count)
    case ("ranking", let path?, _): try ranking(decoded(JourneyModel.self, path))
    default: print("usage: SimulationBenchmarks individuals CHAIN.json COUNT | ranking model.json")
    }
  }

  private static func decoded<Value: Decodable>(_ type: Value.Type, _ path: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(contentsOf: URL(filePath: path)))
  }

  private static func individuals(_ chain: Chain, count: Int) {
    // State 0 is where journeys begin; the others follow in the order of the table.
    var edges: [ChainStatistics.Edge] = []
    var probabilities: [Double] = []
    for (from, row) in ([chain.start] + chain.matrix.prefix(chain.start.count)).enumerated() {
      for (to, probability) in row.enumerated() where probability > 0 {
        edges.append(.init(from: from, to: to + 1))
        probabilities.append(probability)
      }
    }
    let rows = ChainRows(
      .conversion, stateCount: chain.matrix.count + 1, edges: edges, probabilities: probabilities)
    let outcomes = JourneySampler(rows).outcomes(customers: count, key: DrawKey(seed: 42), workers: Workers())
    print("conversion,\(Double(outcomes.count(ofEnd: 0)) / Double(count))")
  }

  private static func ranking(_ model: JourneyModel) {
    var options = ImprovementRanking.Options()
    options.includesRetention = false
    let projection = ProjectionOptions(periodLength: 30 * 24 * 3600, periodCount: 12)
    let clock = ContinuousClock()
    let times = (0..<repetitions).map { _ in
      clock.measure {
        _ = ImprovementRanking(model, projection: projection, options: options, workers: Workers())
      }
    }
    let median = times.sorted()[repetitions / 2]
    print(Double(median.components.attoseconds) / 1e18 + Double(median.components.seconds))
  }
}
