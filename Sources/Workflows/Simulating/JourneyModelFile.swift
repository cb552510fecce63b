import Journeys
import LinearAlgebra
import Tables

/// A saved journey, read back and checked, and the statistics beside it.
struct JourneyModelFile {
  private static let largestStatistics = 1 << 32

  let path: String
  let model: JourneyModel

  /// - Throws: A failure when the file is missing, cut short, of another kind or a newer version, or contradicts itself,
  ///   or when its chain is one that cannot be projected.
  init(_ path: String) throws(Failure) {
    self.path = path
    model = try SavedModel.read(
      path, JourneyModel.self, schema: JourneyModel.schema, what: "a journey", command: "archetype journey",
      defect: \.defect)
    guard model.kind == StateSpace.Chain.conversion.rawValue else {
      throw .badContent(
        "the model is a plain chain, which has no conversion to improve", file: path,
        hint: "fit it with archetype journey EVENTS --conversion NAME")
    }
    guard model.estimation.order == 1 else {
      throw .badContent(
        "the model is of order \(model.estimation.order), and only order 1 can be projected", file: path,
        hint: "fit it with archetype journey … --order 1")
    }
  }

  /// The statistics that the model was fitted to; nil where no intervals come of them.
  func statistics(_ frame: ProjectionFrame, workers: Workers) throws(Failure) -> JourneyStatistics? {
    guard frame.bootstraps > 0, !model.isAssumed else { return nil }
    guard let place = frame.statistics ?? Self.beside(path) else {
      throw .usage("the statistics of a model from standard input have to be named", hint: "--statistics FILE")
    }
    let bytes: [UInt8]
    do throws(TableError) {
      bytes = try readWhole(place, atMost: Self.largestStatistics)
    } catch {
      var failure = Failure(error)
      failure.hint =
        "intervals need the statistics.bin of the model: --statistics FILE names it, --bootstrap 0 does without"
      throw failure
    }
    let hint = "fit the model again with archetype journey, or leave intervals out with --bootstrap 0"
    let statistics: JourneyStatistics
    do throws(StatisticsFileError) {
      statistics = try JourneyStatisticsFile.decode(bytes, workers: workers)
    } catch {
      throw .badContent(error.message, file: place, hint: hint)
    }
    guard JourneyStatisticsFile.digest(of: bytes) == model.statistics, isFitted(to: statistics) else {
      throw .badContent("these statistics do not belong to the model \(path)", file: place, hint: hint)
    }
    return statistics
  }

  /// Whether the chains and the groups of the model are those of the statistics.
  private func isFitted(to statistics: JourneyStatistics) -> Bool {
    let conversion = statistics.statistics(of: .conversion)
    let retention = statistics.statistics(of: .retention)
    guard conversion?.edges == model.chain.edges, conversion?.dwellGrid == model.chain.dwellGrid,
      retention?.edges == model.retention?.edges, retention?.dwellGrid == model.retention?.dwellGrid
    else { return false }
    // An archetype of the table that no customer of the log has is a group, and leaves no trace in the statistics.
    let archetypes = model.groups.dropFirst()
    guard !archetypes.isEmpty else { return true }
    guard !statistics.archetypes.isEmpty else { return false }
    var customers = [Int](repeating: 0, count: archetypes.count)
    for archetype in statistics.archetypes where archetype >= 0 {
      guard archetype < archetypes.count else { return false }
      customers[Int(archetype)] += 1
    }
    return customers == archetypes.map(\.customers)
  }

  /// `statistics.bin` beside `model.json`, `results.statistics.bin` beside `results.model.json`.
  private static func beside(_ path: String) -> String? {
    guard path != "-" else { return nil }
    let name = "model.json"
    guard path.hasSuffix(name) else {
      return path.split(separator: "/", omittingEmptySubsequences: false).dropLast().map { $0 + "/" }.joined()
        + "statistics.bin"
    }
    return path.dropLast(name.count) + "statistics.bin"
  }
}

extension JourneyModel {
  /// What to know of numbers that nobody observed.
  var assumedRemark: [CommandOutput.Remark] {
    isAssumed ? [.init(.warning, "the model's probabilities were assumed, and so is all that follows from them")] : []
  }
}
