import LinearAlgebra
import MarkovChains

@testable import Journeys

extension ChainSequences {
  /// Journeys over touchpoints a, b, c …: `ab+` converted, `ab-` was lost, `ab?` is open.
  ///
  /// - Parameter units: Who made each journey; everyone made one unless given.
  init(paths: [String], touchpointCount: Int, units: [Int32]? = nil, weights: [Double] = []) {
    let space = StateSpace(
      .conversion, touchpoints: "abcdefghijklmnopqrstuvwxyz".prefix(touchpointCount).map { "\($0)" })
    let lists = paths.map { path in
      let contacts = path.utf8.dropLast().map { Int($0) - 96 }
      switch path.last {
      case "+": return [0] + contacts + [space.conversionState]
      case "-": return [0] + contacts + [space.lostState]
      default: return [0] + contacts
      }
    }
    self.init(
      space: space, sequences: Sequences(lists, stateCount: space.count),
      units: units ?? paths.indices.map { Int32($0) },
      weights: weights)
  }
}

/// The ten journeys, Email a, Search b, Social c, Direct d.
let tenJourneys = ["ac+", "ba+", "c+", "ab-", "bca+", "d+", "ac-", "bac+", "ca+", "b-"]

extension WorthData {
  /// Journeys counted here, without times.
  init(
    _ chain: ChainSequences, order: Int = 1, unitCount: Int, archetypes: Archetypes = Archetypes(),
    workers: Workers
  ) throws {
    try self.init(
      chain, counted: ChainStatistics(chain, dwellGrid: .none, unitCount: unitCount, workers: workers), order: order,
      archetypes: archetypes, workers: workers)
  }
}
