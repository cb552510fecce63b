import Clustering
import Testing

@testable import Workflows

@Suite("Columns of customers")
struct CustomerColumnsTests {
  private let table = """
    customer_id,age,plan,since,note,active,weight
    17,31,basic,2020-01-05,likes the blue one,yes,1
    18,45,pro,2021-07-15,called twice in May,no,2
    19,,basic,2022-03-25,wants an invoice,yes,0
    20,52,pro,2019-12-30,moved to Bilbao,no,1.5

    """

  private func uses(_ columns: CustomerColumns) -> [String: ColumnRole.Use] {
    Dictionary(uniqueKeysWithValues: columns.roles.map { ($0.name, $0.use) })
  }

  private func failure(_ text: String, _ change: (inout ColumnChoice) -> Void) -> Failure? {
    #expect(throws: Failure.self) { try TableFixture.columns(text, .with(change)) }
  }

  @Test("numbers and categories are features, identifiers, dates and free text are not")
  func roles() throws {
    let columns = try TableFixture.columns(table)
    #expect(
      uses(columns) == [
        "customer_id": .identifier, "age": .number, "plan": .category, "since": .unused, "note": .unused,
        "active": .category, "weight": .number,
      ])
    #expect(columns.identifierTexts?.name == "customer_id")
    #expect(columns.identifierTexts?.texts.string(ofRow: 2) == "19")
    #expect(columns.features.map(\.name) == ["age", "plan", "active", "weight"])
    guard case .numbers(let ages) = columns.features[0].values else {
      Issue.record("Ages are numbers.")
      return
    }
    #expect(ages.map(\.isNaN) == [false, false, true, false] && ages[3] == 52)
    guard case .categories(let codes, let levels) = columns.features[1].values else {
      Issue.record("Plans are categories.")
      return
    }
    #expect(codes == [0, 1, 0, 1] && levels == ["basic", "pro"])
    #expect(columns.weights == nil)
    #expect(columns.remarks.map(\.message).contains { $0.hasPrefix("column 'since' is not used: a date") })
  }

  @Test("the user's word counts: columns, exclusions, categories, identifier and weight")
  func choices() throws {
    let only = try TableFixture.columns(table, .with { $0.only = ["age", "plan"] })
    #expect(only.features.map(\.name) == ["age", "plan"] && only.identifier?.name == "customer_id")
    #expect(only.roles.first { $0.name == "active" }?.reason == "not in --columns")
    let without = try TableFixture.columns(table, .with { $0.excluded = ["plan", "active", "note"] })
    #expect(without.features.map(\.name) == ["age", "weight"])
    #expect(without.remarks.count == 1)
    let weighted = try TableFixture.columns(table, .with { $0.weight = "weight" })
    #expect(weighted.weights == [1, 2, 0, 1.5] && uses(weighted)["weight"] == .weight)
    #expect(!weighted.features.contains { $0.name == "weight" })
    let named = try TableFixture.columns(
      table,
      .with {
        $0.identifier = "note"
        $0.categories = ["age"]
      })
    #expect(named.identifier?.name == "note" && uses(named)["age"] == .category)
    #expect(named.roles.first { $0.name == "note" }?.reason == "named by --id")
  }

  @Test("the identifier is the first unique column named like one, else the first unique text, never a number")
  func identifiers() throws {
    #expect(try TableFixture.columns("name,user_id,x\na,5,1\nb,6,2\n").identifier?.name == "user_id")
    let repeated = try TableFixture.columns("user_id,name,x\n5,a,1\n5,b,2\n")
    #expect(repeated.identifier?.name == "name")
    #expect(repeated.remarks.contains { $0.hint == "use --categories user_id to take it as a category" })
    #expect(try TableFixture.columns("number,x\n5,1\n6,2\n").identifier == nil)
    #expect(try TableFixture.columns("code,x\n007,1\n008,2\n").identifier?.name == "code")
    #expect(try TableFixture.columns("user_id,x\n5,1\n6,2\n", .with { $0.numbers = ["user_id"] }).identifier == nil)
  }

  @Test("an identifier that was named and repeats is used, with a warning")
  func repeatedIdentifier() throws {
    let columns = try TableFixture.columns("who,x\na,1\na,2\n", .with { $0.identifier = "who" })
    #expect(columns.identifier?.name == "who")
    #expect(columns.remarks.map(\.severity) == [.warning])
  }

  @Test("texts that mostly repeat are a category, those that mostly do not are free text")
  func freeText() throws {
    func lines(_ texts: [String]) -> String {
      "id,t,x\n" + texts.enumerated().map { "c\($0),\($1),\($0)\n" }.joined()
    }
    let half = (0..<10).map { $0 < 5 ? "same" : "text \($0)" }
    #expect(uses(try TableFixture.columns(lines(half)))["t"] == .category)
    let less = (0..<12).map { $0 < 5 ? "same" : "text \($0)" }
    let columns = try TableFixture.columns(lines(less))
    #expect(uses(columns)["t"] == .unused)
    #expect(columns.roles[1].reason == "free text: 8 different values")
    #expect(uses(try TableFixture.columns(lines(less), .with { $0.categories = ["t"] }))["t"] == .category)
  }

  @Test("a name that no column has is a failure with the nearest name")
  func unknownName() throws {
    let failure = #expect(throws: Failure.self) {
      try CustomerColumns.check(.with { $0.excluded = ["pln"] }, headers: ["plan", "age"], file: "customers.csv")
    }
    #expect(failure?.kind == .badContent && failure?.message == "there is no column 'pln'")
    #expect(failure?.file == "customers.csv" && failure?.hint?.contains("plan") == true)
    try CustomerColumns.check(.with { $0.weight = "age" }, headers: ["plan", "age"], file: "customers.csv")
  }

  @Test("a weight that is no number, negative, empty, too large or zero everywhere is a failure with its place")
  func wrongWeights() {
    let text = failure("x,w\n1,a\n2,b\n3,a\n") { $0.weight = "w" }
    #expect(text?.message == "column 'w' cannot be a weight: it holds texts such as 'a'")
    let negative = failure("x,w\n1,2\n2,-1\n3,-4\n") { $0.weight = "w" }
    #expect(negative?.message == "a weight in column 'w' is negative")
    #expect(negative?.line == 3 && negative?.column == 3 && negative?.repeats == 1)
    #expect(failure("x,w\n1,2\n2,\n3,4\n") { $0.weight = "w" }?.message == "a weight in column 'w' holds no number")
    #expect(failure("x,w\n1,2\n2,1e31\n") { $0.weight = "w" }?.message == "a weight in column 'w' is too large")
    #expect(failure("x,w\n1,0\n2,0\n") { $0.weight = "w" }?.message == "every weight is zero")
  }

  @Test("a column named as a number that holds texts is a failure that quotes one")
  func noNumber() {
    let failure = failure("x,plan\n1,pro\n2,basic\n") { $0.numbers = ["plan"] }
    #expect(failure?.message == "column 'plan' cannot be a number: it holds texts such as 'pro'")
  }

  @Test("without any feature there is nothing to do")
  func noFeature() {
    let failure = failure("id,since\na,2020-01-01\nb,2021-02-02\n") { _ in }
    #expect(failure?.kind == .badContent && failure?.hint != nil)
  }

  @Test("identifiers and categories are read as texts, unless the user calls them numbers or weights")
  func readAsText() {
    let headers = ["id", "zip", "account", "clave"]
    let choice = ColumnChoice.with {
      $0.categories = ["zip"]
      $0.numbers = ["account"]
      $0.weight = "clave"
    }
    #expect(CustomerColumns.readAsText(headers: headers, choice: choice) == ["id", "zip"])
    #expect(CustomerColumns.readAsText(headers: ["x"], choice: .with { $0.identifier = "x" }) == ["x"])
  }
}
