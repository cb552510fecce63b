import Tables
import Testing

@testable import Workflows

@Suite("Unique names of columns")
struct UniqueNamesTests {
  @Test("The first of a name keeps it; the others are numbered past names that are taken")
  func numbering() {
    let columns = ["id", "id", "id_2", "id"].map { ResultColumn($0, .integers([1])) }
    #expect(columns.uniquelyNamed.map(\.name) == ["id", "id_2", "id_2_2", "id_3"])
  }
}
