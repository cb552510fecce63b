import Testing

@testable import Workflows

@Suite("Columns parted by blanks")
struct SpacedColumnsTests {
  @Test(
    "show in rows of equally many words, one of them always a number",
    arguments: [
      "id date cds\n 0001 19970101  1\n 00021 19970102 2\n", " 1 19970101 2\n 2 19970102 3\n",
      "ad cost day\nweb 1.5 monday\n mail  2.5 friday\n",
    ])
  func seen(text: String) throws {
    let spaced = try #require(SpacedColumns(TableFixture.table(text)))
    #expect(spaced.message.hasSuffix("each row holds 3 words"))
  }

  @Test(
    "are not seen in names, sentences and tables of several columns",
    arguments: [
      "name\nAna Ruiz\nLuis Gil\n", "note\n1 is enough\n2 are more than that\n", "id,note\n1,a 1\n2,b 2\n",
      "note\nroom 1\nroom 2\n", "age\n31\n32\n", "age\n",
    ])
  func unseen(text: String) throws {
    #expect(try SpacedColumns(TableFixture.table(text)) == nil)
  }

  @Test("are what cluster and inspect complain of")
  func complaint() throws {
    let text = "id age\nc1 30\nc2 40\nc3 50\n"
    let failure = #expect(throws: Failure.self) { try TableFixture.columns(text) }
    #expect(failure?.message == "the columns seem to be parted by blanks, and are read as one: each row holds 2 words")
    #expect(failure?.hint?.hasPrefix("awk ") == true)
  }
}
