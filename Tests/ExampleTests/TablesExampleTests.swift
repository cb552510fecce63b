import Tables
import TestSupport
import Testing

@Suite("The example of Tables")
struct TablesExampleTests {
  @Test("sums a Spanish export by a category and writes the sums")
  func example() throws {
    let folder = try TemporaryFolder()
    let input = try folder.write(
      "cliente;plan;gasto\n1;oro;12,50\n2;plata;3,25\n3;oro;7,25\n4;oro;\n", to: "clientes.csv")
    let output = folder.path("planes.csv")

    let table = try TableReader(path: input).read()
    guard let spent = table.column(named: "gasto")?.numbers, let plans = table.column(named: "plan")?.texts else {
      preconditionFailure("The table has a column of numbers and a column of texts.")
    }
    // spent == [12.5, 3.25, 7.25, .nan]; the last cell is empty

    var sums: [String: Double] = [:]
    for row in 0..<table.rowCount where !spent[row].isNaN {
      sums[plans.string(ofRow: row) ?? "", default: 0] += spent[row]
    }

    let names = sums.keys.sorted()
    let result = ResultTable(
      name: "planes",
      columns: [
        ResultColumn("plan", .texts(names)),
        ResultColumn("gasto", .numbers(names.map { sums[$0, default: 0] }, .decimals(2))),
      ])
    let files = OutputFiles(inputs: [input])
    try files.write(result, to: output)
    try files.commit()
    // plan,gasto
    // oro,19.75
    // plata,3.25

    #expect(spent.prefix(3) == [12.5, 3.25, 7.25] && spent[3].isNaN)
    #expect(try folder.text(of: "planes.csv") == "plan,gasto\noro,19.75\nplata,3.25\n")
  }
}
