import Foundation
import LinearAlgebra
import Testing

@testable import Clustering

@Suite("Cluster models")
struct ClusterModelTests {
  private func model() throws -> ClusterModel {
    let preparation = try Preparation.fit([
      .numbers("money", [0, 0.1, 1.0 / 3, 1_000]), .texts("city", ["Cádiz", "Ávila", nil, "Cádiz"]),
    ]).preparation
    return ClusterModel(
      source: .init(stem: "customers", digest: "00ff", rows: 4), seed: .max, identifier: "id",
      preparation: preparation,
      archetypes: [
        .init(name: "High money", size: 3, center: [0.1, 0.2, -1.0 / 3, .leastNonzeroMagnitude], unusualBeyond: 2.5),
        .init(name: "Low · «money»", size: 1, center: [-0.1, 0.7, 1e300, 0], unusualBeyond: 0),
      ])
  }

  private func defect(_ change: (inout ClusterModel) -> Void) throws -> String? {
    var model = try model()
    change(&model)
    return model.defect
  }

  @Test("come back from JSON with the same bits")
  func roundTrip() throws {
    let model = try model()
    let data = try JSONEncoder().encode(model)
    let read = try JSONDecoder().decode(ClusterModel.self, from: data)
    #expect(read == model)
    #expect(read.centers == Matrix([[0.1, 0.2, -1.0 / 3, .leastNonzeroMagnitude], [-0.1, 0.7, 1e300, 0]]))
    #expect(read.defect == nil)
    #expect(read.schema == "archetype/cluster-model/1" && read.seed == .max)
  }

  @Test("without an identifier come back without one")
  func noIdentifier() throws {
    var model = try model()
    model.identifier = nil
    #expect(try JSONDecoder().decode(ClusterModel.self, from: JSONEncoder().encode(model)) == model)
  }

  @Test("keep which words stood for missing cells, and can be read without it")
  func missingWords() throws {
    var model = try model()
    let older = try JSONEncoder().encode(model)
    #expect(!String(decoding: older, as: UTF8.self).contains("missingWords"))
    model.missingWords = ["city": .amongCapitals]
    let newer = try JSONEncoder().encode(model)
    #expect(String(decoding: newer, as: UTF8.self).contains(#""missingWords":{"city":"among_capitals"}"#))
    #expect(try JSONDecoder().decode(ClusterModel.self, from: newer) == model)
    #expect(try JSONDecoder().decode(ClusterModel.self, from: older).missingWords == nil)
  }

  @Test("that hold nothing cannot be used")
  func empty() throws {
    #expect(try defect { $0.archetypes = [] } == "it holds no archetype")
    #expect(try defect { $0.preparation.columns = [] } == "it holds no feature")
  }

  @Test("with sizes that no table gives cannot be used")
  func sizes() throws {
    #expect(try defect { $0.source.rows = -1 } == "it cannot have had -1 rows")
    #expect(try defect { $0.source.rows = .max } == "it cannot have had \(Int.max) rows")
    #expect(try defect { $0.archetypes[0].size = 5 } == "archetype 1 has 5 of 4 rows")
    #expect(try defect { $0.archetypes[1].size = -1 } == "archetype 2 has -1 of 4 rows")
  }

  @Test("whose centers do not fit cannot be used")
  func centers() throws {
    #expect(
      try defect { $0.archetypes[1].center.removeLast() } == "archetype 2 has 3 features where 4 are prepared")
    #expect(
      try defect { $0.archetypes[0].center[1] = .infinity } == "archetype 1 has a number that is not finite")
    #expect(
      try defect { $0.archetypes[1].unusualBeyond = .nan } == "archetype 2 has a number that is not finite")
  }

  @Test("whose columns contradict themselves cannot be used")
  func columns() throws {
    let scale = "column 'money' has a scale that cannot be used"
    #expect(try defect { $0.preparation.columns[0].number!.scale = 0 } == scale)
    #expect(try defect { $0.preparation.columns[0].number!.scale = .infinity } == scale)
    #expect(try defect { $0.preparation.columns[0].number!.center = .nan } == scale)
    #expect(try defect { $0.preparation.columns[0].number!.median = .infinity } == scale)
    let levels = "column 'city' has levels that do not fit their shares"
    #expect(try defect { $0.preparation.columns[1].category!.shares.removeLast() } == levels)
    #expect(try defect { $0.preparation.columns[1].category!.shares[0] = .nan } == levels)
    #expect(try defect { $0.preparation.columns[1].category!.scale = .infinity } == levels)
    let either = "column 'money' must be either a number or a category"
    #expect(
      try defect {
        $0.preparation.columns[0].category = .init(levels: ["a"], shares: [1], scale: 1)
      } == either)
    #expect(try defect { $0.preparation.columns[0].number = nil } == either)
  }
}
