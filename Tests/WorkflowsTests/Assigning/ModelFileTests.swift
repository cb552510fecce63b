import Clustering
import Foundation
import TestSupport
import Testing

@testable import Workflows

@Suite("Model files")
struct ModelFileTests {
  static func model() throws -> ClusterModel {
    let columns = [
      FeatureColumn(name: "age", values: .numbers([20, 30, 70, .nan])),
      FeatureColumn(name: "plan", values: .categories(codes: [0, 1, 0, 1], levels: ["basic", "pro"])),
    ]
    return ClusterModel(
      source: .init(stem: "customers", digest: "00ff", rows: 4), seed: 42, identifier: "id",
      preparation: try Preparation.fit(columns).preparation,
      archetypes: [
        .init(name: "Young · basic", size: 3, center: [-0.7, 0.5, -0.5], unusualBeyond: 1.5),
        .init(name: "Old · pro", size: 1, center: [1.4, -0.5, 0.5], unusualBeyond: 0.5),
      ])
  }

  /// The failure of reading a model file of this text.
  private func failure(_ text: String) throws -> Failure {
    let folder = try TemporaryFolder()
    let path = try folder.write(text, to: "model.json")
    let failure = try #require(throws: Failure.self) { try ModelFile.read(path) }
    #expect(failure.file == path)
    #expect(failure.hint != nil)
    return failure
  }

  /// The text of a model with one part replaced.
  private func text(replacing part: String, with other: String) throws -> String {
    let text = String(decoding: encodedJSON(try Self.model()), as: UTF8.self)
    try #require(text.contains(part))
    return text.replacingOccurrences(of: part, with: other)
  }

  @Test("are read back as they were written")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let model = try Self.model()
    let path = try folder.write(encodedJSON(model), to: "model.json")
    #expect(try ModelFile.read(path) == model)
  }

  @Test("that are missing are told as missing inputs")
  func missing() throws {
    let folder = try TemporaryFolder()
    let failure = #expect(throws: Failure.self) { try ModelFile.read(folder.path("none.json")) }
    #expect(failure?.kind == .missingInput)
  }

  @Test(
    "cut short, empty or of another format are no models",
    arguments: ["", "{", "{\"schema\": \"arch", "a,b\n1,2\n", "[]"])
  func notJSON(text: String) throws {
    let failure = try failure(text)
    #expect(failure.kind == .badContent)
    #expect(failure.message == "this is no model: it is not complete JSON")
  }

  @Test("without a schema, or with another one, are no models of archetypes")
  func schemas() throws {
    #expect(try failure("{}").message == "this is no model: it does not say its schema")
    #expect(
      try failure("{\"schema\": \"archetype/cluster/1\"}").message
        == "this is no model of archetypes but 'archetype/cluster/1'")
    let newer = try failure("{\"schema\": \"archetype/cluster-model/2\"}")
    #expect(newer.message == "the model is of version 2, and this program reads version 1")
  }

  @Test("with a part missing or of another kind name that part")
  func parts() throws {
    let renamed = try text(replacing: "\"unusualBeyond\"", with: "\"unusual\"")
    #expect(try failure(renamed).message == "the model cannot be used: 'archetypes.0.unusualBeyond' is missing")
    let seed = try failure(try text(replacing: "\"seed\" : 42", with: "\"seed\" : \"x\""))
    #expect(seed.message == "the model cannot be used: 'seed' holds something else than it should")
    let scaling = try failure(try text(replacing: "\"scaling\" : \"auto\"", with: "\"scaling\" : \"huge\""))
    #expect(scaling.message == "the model cannot be used: 'preparation.scaling' holds something it cannot")
  }

  @Test("that contradict themselves say where")
  func defects() throws {
    let rows = try failure(try text(replacing: "\"size\" : 3", with: "\"size\" : 30"))
    #expect(rows.message == "the model cannot be used: archetype 1 has 30 of 4 rows")
    var model = try Self.model()
    model.archetypes[1].center.removeLast()
    let center = try failure(String(decoding: encodedJSON(model), as: UTF8.self))
    #expect(center.message == "the model cannot be used: archetype 2 has 2 features where 3 are prepared")
  }
}
