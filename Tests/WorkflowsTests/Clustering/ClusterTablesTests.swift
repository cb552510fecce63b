import Clustering
import LinearAlgebra
import Tables
import Testing

@testable import Workflows

@Suite("Tables of a clustering")
struct ClusterTablesTests {
  private func assignments(
    _ values: [Double], identifier: [String]? = nil, called name: String = "id"
  ) throws -> ResultTable {
    let columns = [FeatureColumn(name: "x", values: .numbers([0, 2, 10, 12]))]
    var options = PreparationOptions()
    options.scaling = .none
    let preparation = try Preparation.fit(columns, options: options).preparation
    let rows = try preparation.apply([FeatureColumn(name: "x", values: .numbers(values))], workers: Workers(count: 1))
    let assignment = Assignment(
      rows, centers: Matrix([[-5], [5]]), preparation: preparation, workers: Workers(count: 1))
    return ClusterTables.assignments(
      assignment, names: ["low", "high"], thresholds: [1, 1.5],
      identifier: identifier.map { (name, TextColumn($0)) })
  }

  @Test("rows are numbered where nothing names them, and unusual beyond the limit of their archetype")
  func assignments() throws {
    let table = try assignments([0, 1, 12.5, 6])
    #expect(table.columns.map(\.name) == ["row", "archetype", "name", "distance", "confidence", "unusual"])
    let texts = String(decoding: CSVWriter(style: .plain).bytes(of: table), as: UTF8.self)
    #expect(
      texts == """
        row,archetype,name,distance,confidence,unusual
        1,1,low,1,0.9091,false
        2,1,low,0,1,false
        3,2,high,1.5,0.8696,false
        4,1,low,5,0,true

        """)
  }

  @Test("a row without any cell has no archetype, and keeps its identifier")
  func homelessRows() throws {
    let table = try assignments([11, .nan], identifier: ["a", "b"])
    let texts = String(decoding: CSVWriter(style: .plain).bytes(of: table), as: UTF8.self)
    #expect(texts == "id,archetype,name,distance,confidence,unusual\na,2,high,0,1,false\nb,,,,,false\n")
  }

  @Test(
    "columns of results keep their names, an identifier of the same name is numbered", arguments: ["archetype", "name"])
  func identifierCalledLikeResult(name: String) throws {
    let table = try assignments([11, 1], identifier: ["a", "b"], called: name)
    #expect(
      table.columns.map(\.name) == [name + "_2", "archetype", "name", "distance", "confidence", "unusual"])
    let texts = String(decoding: CSVWriter(style: .plain).bytes(of: table), as: UTF8.self)
    #expect(texts.hasSuffix("\na,2,high,0,1,false\nb,1,low,0,1,false\n"))
  }

  @Test("no rows leave the header")
  func noRows() throws {
    #expect(try assignments([]).rowCount == 0)
  }
}
