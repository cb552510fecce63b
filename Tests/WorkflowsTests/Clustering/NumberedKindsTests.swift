import Testing

@testable import Workflows

@Suite("Numbers that may stand for kinds")
struct NumberedKindsTests {
  private func table(_ header: String, kinds: Int = 4) -> String {
    "age,\(header)\n" + (0..<200).map { "\(20 + $0 * 7 % 41),\(1 + $0 % kinds)\n" }.joined()
  }

  private func note(_ table: String, _ change: (inout ColumnChoice) -> Void = { _ in }) throws -> String? {
    try TableFixture.columns(table, .with(change)).remarks.first { $0.message.contains("may stand for kinds") }?.hint
  }

  @Test(
    "are told by the name of their column",
    arguments: [
      "Browser", "OperatingSystems", "region", "TrafficType", "payment_method", "c\u{f3}digo de zona", "tipo_cliente",
      "G\u{e9}nero", "customer segment",
    ])
  func kinds(name: String) throws {
    let quoted = name.contains(" ") ? "'\(name)'" : name
    #expect(try note(table(name)) == "use --categories \(quoted) where 2 is not twice 1")
  }

  @Test("are not seen in amounts", arguments: ["visits", "type_count", "orders", "regions_visited", "age_class_mean"])
  func amounts(name: String) throws {
    #expect(try note(table(name)) == nil)
  }

  @Test("two values, or more than there are kinds, are no kinds")
  func counts() throws {
    #expect(try note(table("region", kinds: 2)) == nil && note(table("region", kinds: 3)) != nil)
    #expect(try note(table("region", kinds: 50)) != nil && note(table("region", kinds: 51)) == nil)
  }

  @Test("nothing is said once the user has decided")
  func decided() throws {
    #expect(try note(table("region")) { $0.numbers = ["region"] } == nil)
    #expect(try note(table("region")) { $0.categories = ["region"] } == nil)
    #expect(try note(table("region")) { $0.excluded = ["region"] } == nil)
    #expect(try note(table("region").replacing(",1\n", with: ",1.5\n")) == nil)
  }
}
