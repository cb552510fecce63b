import Foundation
import TestSupport
import Testing

@testable import Tables

@Suite("Names in a folder")
struct FolderNamesTests {
  @Test("All of them, folders and hidden files too, in the order of their bytes")
  func names() throws {
    let folder = try TemporaryFolder()
    for name in ["b", "a", ".hidden", "Z", "é"] { try folder.write("", to: name) }
    try FileManager.default.createDirectory(atPath: folder.path("c"), withIntermediateDirectories: false)
    #expect(try namesInFolder(folder.path) == [".hidden", "Z", "a", "b", "c", "é"])
  }

  @Test("Nothing there is nil, an empty folder has none, a file is no folder")
  func others() throws {
    let folder = try TemporaryFolder()
    #expect(try namesInFolder(folder.path) == [])
    #expect(try namesInFolder(folder.path("missing")) == nil)
    let file = try folder.write("", to: "file")
    #expect(throws: OutputError.notFolder(path: file)) { try namesInFolder(file) }
    let below = file + "/below"
    #expect(throws: OutputError.cannotWrite(path: below, code: ENOTDIR)) { try namesInFolder(below) }
  }
}
