import Clustering
import Testing

@testable import Workflows

@Suite("Columns that a model needs")
struct ModelColumnsTests {
  private func columns(_ text: String) throws -> [FeatureColumn] {
    let model = try ModelFileTests.model()
    return try ModelColumns.columns(model, of: try TableFixture.table(text, asText: ["plan"]))
  }

  @Test("are found by name, in the model's order, whatever else the table has")
  func order() throws {
    let found = try columns("x,plan,y,age\n1,pro,2,40\n1,basic,2,50\n")
    #expect(found.map(\.name) == ["age", "plan"])
    guard case .numbers([40, 50]) = found[0].values else {
      Issue.record("Ages come as numbers.")
      return
    }
  }

  @Test("categories are read as text even where all cells are numbers")
  func readAsText() throws {
    let model = try ModelFileTests.model()
    #expect(ModelColumns.readAsText(model, headers: [], identifier: "id") == ["plan", "id"])
    #expect(ModelColumns.readAsText(model, headers: [], identifier: nil) == ["plan"])
    guard case .categories(_, let levels) = try columns("age,plan\n1,1\n2,2\n")[1].values else {
      Issue.record("Plans come as categories.")
      return
    }
    #expect(levels == ["1", "2"])
  }

  @Test("a missing column is a failure that offers the nearest name")
  func missing() throws {
    let failure = #expect(throws: Failure.self) { try columns("ages,plan\n1,a\n") }
    #expect(failure?.message == "the model needs a column 'age'")
    let several = #expect(throws: Failure.self) { try columns("ages,plans\n1,a\n") }
    #expect(several?.message == "the model needs a column 'age', and 'plan' too")
    #expect(failure?.hint?.contains("ages") == true && failure?.file?.hasSuffix("customers.csv") == true)
  }

  @Test("texts where the model had numbers are a failure, an empty column is all missing")
  func otherKind() throws {
    let failure = #expect(throws: Failure.self) { try columns("age,plan\n31,a\nold,a\nyoung,b\n") }
    #expect(failure?.message == "column 'age' holds 'old', and the model was fitted on numbers")
    #expect(failure?.line == 3 && failure?.hint == "correct such cells, or leave them empty")
    let dates = #expect(throws: Failure.self) { try columns("age,plan\n2020-01-01,a\n2020-02-03,b\n") }
    #expect(dates?.message == "column 'age' holds dates, and the model was fitted on numbers")
    guard case .numbers(let ages) = try columns("age,plan\n,a\n,b\n")[0].values else {
      Issue.record("An empty column comes as numbers.")
      return
    }
    #expect(ages.count == 2 && ages.allSatisfy(\.isNaN))
  }

  @Test("levels that the model has not seen are counted by row")
  func unknownLevels() throws {
    let model = try ModelFileTests.model()
    let unknown = ModelColumns.unknownLevels(model, try columns("age,plan\n1,gold\n2,pro\n3,gold\n4,\n"))
    #expect(unknown.map(\.name) == ["plan"] && unknown.map(\.rows) == [2])
    #expect(ModelColumns.unknownLevels(model, try columns("age,plan\n1,pro\n2,basic\n")).isEmpty)
    var gathering = model
    gathering.preparation.columns[1].category!.levels[1] = Preparation.otherLevel
    #expect(ModelColumns.unknownLevels(gathering, try columns("age,plan\n1,gold\n")).isEmpty)
  }
}
