import Testing

@testable import Tables

@Suite struct CopiedCellsTextColumnTests {
  private func text(_ cells: CopiedCells) -> String {
    let table = ResultTable(
      name: "t", columns: [ResultColumn("n", .integers([1, 2, 3])), ResultColumn("id", .copied(cells))])
    return String(decoding: CSVWriter().bytes(of: table), as: UTF8.self)
  }

  @Test("Texts are copied as they were read, whether their column is a dictionary or not")
  func textColumns() {
    #expect(text(CopiedCells(TextColumn(["e\u{301}", nil, "a,b"]))) == "n,id\n1,e\u{301}\n2,\n3,\"a,b\"\n")
    let bytes = Array("007é".utf8)
    let column = TextColumn(rowOffsets: [0, 3, 3, 5], bytes: bytes)
    #expect(text(CopiedCells(column)) == "n,id\n1,007\n2,\n3,é\n")
  }

  @Test("Texts at hand are copied too")
  func texts() {
    #expect(text(CopiedCells(["-1,5 €", "", "x"], typed: .numbers([-1.5, .nan, .nan]))).hasSuffix("\n2,\n3,x\n"))
  }
}
