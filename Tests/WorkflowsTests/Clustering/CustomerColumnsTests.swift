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
    #expect(without.remarks.map(\.message).contains("column 'weight' is compared like any other number"))
    #expect(without.remarks.count == 2)
    let weighted = try TableFixture.columns(table, .with { $0.weight = "weight" })
    #expect(!weighted.remarks.contains { $0.message.contains("compared like any other") })
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
    #expect(
      repeated.remarks.map(\.hint) == ["add up the rows of each customer first; rows are named by 'name' instead"])
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
      "id,t,x\n" + texts.enumerated().map { "c\($0),\($1),\($0 % 4)\n" }.joined()
    }
    let half = (0..<10).map { $0 < 5 ? "same" : "text \($0)" }
    #expect(uses(try TableFixture.columns(lines(half)))["t"] == .category)
    let less = (0..<12).map { $0 < 5 ? "same" : "text \($0)" }
    let columns = try TableFixture.columns(lines(less))
    #expect(uses(columns)["t"] == .unused)
    #expect(columns.roles[1].reason == "free text: 8 different values")
    #expect(uses(try TableFixture.columns(lines(less), .with { $0.categories = ["t"] }))["t"] == .category)
  }

  @Test("texts are told apart from categories alike in any order of rows", arguments: [false, true])
  func rowOrder(isReversed: Bool) throws {
    func columns(towns: Int, _ choice: ColumnChoice = ColumnChoice()) throws -> CustomerColumns {
      let cells = (0..<2500).map { $0 < towns ? "town\($0)" : ["Madrid", "Roma"][$0 % 2] }
      let rows = cells.enumerated().map { "c\($0.offset),\($0.element),\($0.offset % 4)\n" }
      return try TableFixture.columns("id,t,x\n" + (isReversed ? rows.reversed() : rows).joined(), choice)
    }
    #expect(uses(try columns(towns: 1250))["t"] == .category)
    #expect(try columns(towns: 1251).roles[1].reason == "free text: 1253 different values")
    #expect(try columns(towns: 1300).roles[1].reason == "free text")
    let asked = try columns(towns: 2000, .with { $0.categories = ["t"] })
    guard case .categories(let codes, let levels) = asked.features[0].values else {
      Issue.record("Towns are a category.")
      return
    }
    #expect(levels.count == 2002 && Set(levels).count == 2002)
    #expect(codes.count { levels[Int($0)] == "Roma" } == 250)
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

  @Test("what is called a number or a weight is one, though it looks like codes or dates")
  func insistedNumbers() throws {
    let columns = try TableFixture.columns(
      "code,day,time,w\n0015,20150615,1400000000,01\n007,19991231,1400000100,02\n",
      .with {
        $0.numbers = ["code", "day", "time"]
        $0.weight = "w"
      })
    #expect(columns.features.map(\.name) == ["code", "day", "time"])
    let values = columns.features.map { feature -> [Double] in
      if case .numbers(let numbers) = feature.values { numbers } else { [] }
    }
    #expect(values == [[15, 7], [20_150_615, 19_991_231], [1_400_000_000, 1_400_000_100]])
    #expect(columns.weights == [1, 2])
    let mixed = failure("code,n\n0015,1\nC0016,2\n") { $0.numbers = ["code"] }
    #expect(mixed?.message == "column 'code' cannot be a number: it holds texts such as 'C0016'")
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

  @Test("numbers under Spanish names of customer numbers are the identifier")
  func spanishNumbers() throws {
    for name in ["Código cliente", "Nº cliente", "Núm. cliente", "Cliente Nº", "user_no"] {
      let columns = try TableFixture.columns("x,\(name)\n1,507\n5,412\n4,998\n")
      #expect(columns.identifier?.name == name && columns.features.map(\.name) == ["x"])
    }
  }

  @Test("a column that numbers the rows is left out with a note, unless it is named")
  func rowNumbers() throws {
    let counted = "pos,x\n3,1\n4,5\n5,1\n6,2\n7,9\n"
    let columns = try TableFixture.columns(counted)
    #expect(columns.features.map(\.name) == ["x"])
    #expect(columns.remarks.map(\.message) == ["column 'pos' is not used: counts the rows"])
    #expect(try TableFixture.columns(counted, .with { $0.numbers = ["pos"] }).features.count == 2)
    #expect(try TableFixture.columns(counted, .with { $0.only = ["pos", "x"] }).features.count == 2)
    let gap = try TableFixture.columns("pos,x\n3,1\n4,5\n5,1\n6,2\n8,9\n")
    #expect(gap.features.map(\.name) == ["pos", "x"])
    #expect(try TableFixture.columns("Unnamed: 0,x\n7,1\n3,5\n9,1\n").features.map(\.name) == ["x"])
    #expect(try TableFixture.columns(",x\n7,1\n3,5\n9,1\n").features.map(\.name) == ["x"])
    #expect(try TableFixture.columns(",x\n7,1\n3,5\n7,1\n").features.map(\.name) == ["column_1", "x"])
    #expect(try TableFixture.columns("7,1\n3,5\n9,1\n").features.map(\.name) == ["column_1", "column_2"])
  }

  @Test("postal codes and telephones are no amounts, unless they are called numbers")
  func codes() throws {
    let text = "cp,x\n48001,1\n28004,5\n48001,1\n"
    let columns = try TableFixture.columns(text)
    #expect(columns.features.map(\.name) == ["x"])
    #expect(columns.remarks.map(\.message) == ["column 'cp' is not used: looks like a code"])
    #expect(columns.remarks.map(\.hint) == ["use --categories cp to take it as a category"])
    #expect(try TableFixture.columns(text, .with { $0.numbers = ["cp"] }).features.count == 2)
    #expect(try TableFixture.columns("phone,x\n0,1\n2,5\n1,1\n").features.count == 2)
  }

  @Test("a few words that repeat are a category, whatever the name; codes that repeat are not")
  func flags() throws {
    for name in ["socio", "cuenta", "email"] {
      let columns = try TableFixture.columns("\(name),x\nSí,1\nNo,2\nSí,5\nNo,9\n")
      #expect(columns.features.map(\.name) == [name, "x"])
    }
    #expect(try TableFixture.columns("member,x\n1,1\n0,2\n1,5\n0,9\n").features.count == 2)
    let shops = try TableFixture.columns("id_tienda,x\n4,1\n5,2\n4,5\n5,9\n")
    #expect(shops.roles[0].reason == "looks like an identifier, but repeats" && shops.roles[0].use == .unused)
    #expect(shops.remarks.map(\.hint) == ["use --categories id_tienda to take it as a category"])
    #expect(try TableFixture.columns("email,x\n,1\n,2\n").roles[0].reason == "empty")
  }

  @Test("an identifier that repeats is treated alike with and without a unique one, and with --id")
  func furtherIdentifiers() throws {
    let text = "id,id_tienda,dni,x\n1,4,a1,1\n2,5,b2,2\n3,4,c3,5\n4,5,d4,9\n"
    for choice in [ColumnChoice(), .with { $0.identifier = "id" }] {
      let columns = try TableFixture.columns(text, choice)
      #expect(columns.roles.map(\.use) == [.identifier, .unused, .unused, .number])
      #expect(columns.roles[1].reason == "looks like an identifier, but repeats")
      #expect(columns.roles[2].reason == "a further identifier")
    }
    let gaps = try TableFixture.columns("id cliente,x\na1,1\n,2\nc3,5\n")
    #expect(gaps.roles[0].reason == "looks like an identifier, but has empty cells")
    #expect(gaps.remarks.map(\.hint) == ["use --id 'id cliente' to name customers by it all the same"])
  }

  @Test("an identifier keeps its role where one row in twenty has none, which is a warning")
  func emptyIdentifiers() throws {
    func columns(_ empty: Set<Int>) throws -> CustomerColumns {
      let rows = (0..<40).map { "\(empty.contains($0) ? "" : "c\($0)"),\($0 * 7 % 40),\($0 % 5)\n" }
      return try TableFixture.columns("dni,x,y\n" + rows.joined())
    }
    let one = try columns([39])
    #expect(one.identifier?.name == "dni" && one.roles[0].reason == "named like an identifier")
    #expect(one.remarks.map(\.severity) == [.warning])
    #expect(one.remarks.first?.message == "1 row without 'dni' is taken for customers like the others")
    #expect(try columns([7, 39]).identifier?.name == "dni")
    #expect(try columns([7, 8, 39]).identifier == nil)
  }

  @Test("rows that name a customer more than once are a warning with both numbers")
  func repeatedCustomers() throws {
    let rows = (0..<1_200).map { "\($0 % 400),\($0 % 7)\n" }
    let columns = try TableFixture.columns("customer_id,x\n" + rows.joined())
    #expect(columns.identifier == nil && columns.features.map(\.name) == ["x"])
    #expect(columns.remarks.map(\.severity) == [.warning])
    #expect(columns.remarks[0].message.hasPrefix("1,200 rows name 400 customers in 'customer_id'"))
    #expect(columns.remarks[0].hint == "add up the rows of each customer first; rows are numbered instead")
    #expect(columns.repeated?.column == "customer_id" && columns.repeated?.customers == 400)
    let asked = try TableFixture.columns("customer_id,x\n" + rows.joined(), .with { $0.identifier = "customer_id" })
    #expect(asked.repeated?.customers == 400 && asked.remarks[0].hint == "add up the rows of each customer first")
    let orders = try TableFixture.columns(
      "order_id,customer_id,x\n" + rows.enumerated().map { "o\($0.offset)," + $0.element }.joined())
    #expect(orders.identifier?.name == "order_id" && orders.repeated?.customers == 400)
    let households = try TableFixture.columns("customer_id,account_id,x\na,1,1\nb,1,2\nc,2,5\n")
    #expect(households.repeated == nil)
  }

  @Test("a log of contacts is known by its columns, whatever its customers are called")
  func log() throws {
    for customer in ["case", "visitor", "customer"] {
      let rows = (0..<90).map { "\(1 + $0 / 3),2025-01-\(10 + $0 % 20),\(["ad", "site", "buy"][$0 % 3]),\($0 % 7)\n" }
      let columns = try TableFixture.columns("\(customer),time,event,pages\n" + rows.joined())
      #expect(columns.repeated?.customers == 30)
      #expect(columns.features.map(\.name) == ["event", "pages"])
      #expect(columns.remarks.contains { $0.hint?.hasPrefix("this looks like a log of contacts") == true })
    }
    let events = (0..<90).map { "\($0),\(1 + $0 / 3),2025-01-\(10 + $0 % 20),ad,\($0 % 7)\n" }
    let named = try TableFixture.columns("id,case,time,event,pages\n" + events.joined())
    #expect(named.identifier?.name == "id" && named.repeated?.customers == 30)
    let once = (0..<30).map { "\($0 * 7),2025-01-\(10 + $0 % 20),ad,\($0 % 7)\n" }
    #expect(try TableFixture.columns("case,time,event,pages\n" + once.joined()).repeated == nil)
  }

  @Test("roles are known also where no feature is left")
  func rolesWithoutFeature() throws {
    let table = try TableFixture.table("id,since\na,2020-01-01\nb,2021-02-02\n")
    let roles = CustomerColumns.roles(of: table)
    #expect(roles.map(\.use) == [.identifier, .unused] && roles[1].reason?.hasPrefix("a date") == true)
  }
}
