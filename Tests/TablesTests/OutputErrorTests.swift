import Glibc
import Tables
import Testing

@Suite struct OutputErrorTests {
  @Test("Messages say in plain words what is wrong, hints what would help")
  func messages() {
    let full = OutputError.cannotWrite(path: "a.csv", code: ENOSPC)
    #expect(full.path == "a.csv")
    #expect(full.message == "cannot write: the disk is full")
    #expect(full.hint == "free some space, or choose another place with --output")
    let denied = OutputError.cannotWrite(path: "a.csv", code: EACCES)
    #expect(denied.message == "cannot write: permission denied")
    #expect(denied.hint == "choose another place with --output")
    #expect(OutputError.cannotWrite(path: "a", code: 9999).message == "cannot write: system error 9999")
    let input = OutputError.wouldOverwriteInput(path: "b.csv", input: "a.csv")
    #expect(input.message == "would overwrite the input 'a.csv'")
    #expect(input.hint == "inputs are never overwritten: choose another name with --output")
    #expect(OutputError.isFolder(path: "x").message == "cannot write: a folder of this name is there")
    #expect(OutputError.notFolder(path: "x").message == "cannot be used as a folder: it is a file")
    let rows = OutputError.tooManyRows(path: "x.xlsx", table: "assignments", rows: 2_000_000, limit: 1_048_576)
    #expect(
      rows.message == "table 'assignments' has 2000000 rows and a header, and a sheet of a workbook holds 1048576 rows")
    #expect(rows.hint == "give --output a folder instead of a workbook to get CSV files")
    let columns = OutputError.tooManyColumns(path: "x.xlsx", table: "matrix", columns: 20_000, limit: 16_384)
    #expect(columns.message == "table 'matrix' has 20000 columns, and a sheet of a workbook holds 16384")
    #expect(OutputError.workbookFailed(path: "x.xlsx", reason: "no").message == "cannot write the workbook: no")
    let library = OutputError.noWorkbookLibrary(path: "x.xlsx", library: "libxlsxwriter.so.4", reason: "not there")
    #expect(library.path == "x.xlsx")
    #expect(library.message == "cannot write a workbook: not there")
    #expect(
      library.hint
        == "install the library (on Debian and Ubuntu the package libxlsxwriter4), or give --output a folder to get CSV files"
    )
    #expect(OutputError.closedPipe(path: "-").hint == nil)
  }
}
