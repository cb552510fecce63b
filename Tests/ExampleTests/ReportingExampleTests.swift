import Reporting
import Testing

@Suite("The example of Reporting")
struct ReportingExampleTests {
  @Test("aligns a table and asks what a mistyped name was meant to be")
  func example() {
    let sizes = NumberText.column([15600, 7970])  // == ["15,600", "7,970"]
    let table = TextTable(columns: [
      .text("archetype", ["rare", "frequent"]),
      .number("customers", sizes),
      .number("share", [0.6619, 0.3381].map { NumberText.percent($0) }),
    ])
    let text = table.text(width: 80)
    // archetype  customers  share
    // rare          15,600  66.2%
    // frequent       7,970  33.8%

    let hint = suggestionSentence(for: "chekout", among: ["home", "cart", "checkout"], plural: "touchpoints")
    // did you mean 'checkout'? The touchpoints are: home, cart, checkout.

    #expect(
      text == """
        archetype  customers  share
        rare          15,600  66.2%
        frequent       7,970  33.8%

        """)
    #expect(hint == "did you mean 'checkout'? The touchpoints are: home, cart, checkout.")
  }
}
