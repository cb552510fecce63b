import Testing

@testable import Workflows

@Suite("What a demonstration is asked for")
struct DemoRequestTests {
  @Test("A folder is named without the slashes behind it, and never looks like an option")
  func folder() {
    #expect(DemoRequest().folder == "archetype-demo")
    #expect(DemoRequest(folder: "shop//").folder == "shop")
    #expect(DemoRequest(folder: "/").folder == "/")
    #expect(DemoRequest(folder: "-o").folder == "./-o")
  }

  @Test("Files are in the folder")
  func paths() {
    #expect(DemoRequest(folder: "shop/").path("a.csv") == "shop/a.csv")
    #expect(DemoRequest(folder: "/").path("a.csv") == "/a.csv")
  }

  @Test("An empty name is refused, with the one that is taken otherwise")
  func empty() throws {
    let failure = #expect(throws: Failure.self) { try DemoRequest(folder: "").validate() }
    #expect(failure?.kind == .usage && failure?.hint == "leave it out for archetype-demo/")
    try DemoRequest(folder: " ").validate()
  }
}
