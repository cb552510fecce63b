import Clustering
import Testing

@testable import Workflows

@Suite("Levels of categories")
struct CategoryLevelsTests {
  @Test("codes that are no category are not called free text")
  func codes() throws {
    let rows = (0..<60).map { "c\($0),\(String(1_000_000 + $0 * 7919).dropFirst(2)),\($0 % 7)\n" }
    let columns = try TableFixture.columns("id,parcel,x\n" + rows.joined())
    #expect(columns.roles[1].reason == "codes that nearly all differ")
  }

  @Test("values that differ in capitals alone are a warning")
  func capitals() throws {
    let towns = ["Madrid", "MADRID", "Roma", "Ávila", "ávila"]
    let rows = (0..<20).map { "c\($0),\(towns[$0 % 5]),\($0 % 7)\n" }
    let remarks = try TableFixture.columns("id,town,x\n" + rows.joined()).remarks
    #expect(remarks.map(\.severity) == [.warning])
    #expect(remarks.first?.message.hasSuffix("count as different: 'Madrid' and 'MADRID'; 'Ávila' and 'ávila'") == true)
  }

  @Test("blanks around a category make no other one")
  func blanksAroundLevels() throws {
    let plans = ["web ", " shop", "web", "shop\u{A0}", ""]
    let rows = (0..<20).map { "c\($0),\(plans[$0 % 5]),\($0 % 7)\n" }
    let columns = try TableFixture.columns("id,plan,x\n" + rows.joined())
    guard case .categories(let codes, let levels) = columns.features[0].values else {
      Issue.record("Plans are categories.")
      return
    }
    #expect(codes.prefix(5) == [0, 1, 0, 1, -1] && levels == ["web", "shop"])
  }
}
