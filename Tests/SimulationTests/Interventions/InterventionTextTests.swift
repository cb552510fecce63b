import Simulation
import Testing

@Suite("Interventions as they are written")
struct InterventionTextTests {
  private static let step = Intervention.Step(from: Place("demo"), to: Place("purchase"))

  @Test(
    "Every form of the options",
    arguments: [
      (Intervention.Kind.recover, "checkout=15%", Intervention.recover(Place("checkout"), share: 0.15)),
      (.recover, " checkout = 15 % : purchase ", .recover(Place("checkout"), share: 0.15, to: Place("purchase"))),
      (.scale, "demo>purchase=1.10", .scale(step, factor: 1.1)),
      (
        .scale, "demo>purchase=1.10:(lost)",
        .scale(.init(from: Place("demo"), to: Place("purchase"), takingFrom: Place("(lost)")), factor: 1.1)
      ),
      (.add, "demo>purchase=0.05", .add(step, points: 0.05)), (.add, "demo>purchase=-5%", .add(step, points: -0.05)),
      (.set, "demo>purchase=0.40", .set(step, value: 0.4)),
      (.reroute, "phone>chat=30%", .reroute(from: Place("phone"), to: Place("chat"), share: 0.3)),
      (.remove, "banner", .remove(Place("banner"))),
      (.remove, "banner:(lost)", .remove(Place("banner"), to: Place("(lost)"))),
      (.lift, "support=0.5", .lift(Place("support"), score: 0.5)),
      (.recover, "support[low]=1e-1", .recover(Place("support", band: "low"), share: 0.1)),
      (.start, "mail=50%,ad=50%", .start([.init(Place("mail"), 0.5), .init(Place("ad"), 0.5)])),
      (.recover, #""a:b>c=%[],"=5%:"d ""e""""#, .recover(Place("a:b>c=%[],"), share: 0.05, to: Place(#"d "e""#))),
      (.recover, #""support"[low]=5%"#, .recover(Place("support", band: "low"), share: 0.05)),
      (.recover, #""support[low]"=5%"#, .recover(Place("support[low]"), share: 0.05)),
      (.recover, "página de pago=5%", .recover(Place("página de pago"), share: 0.05)),
    ])
  func forms(_ kind: Intervention.Kind, _ text: String, _ expected: Intervention) throws {
    #expect(try Intervention(kind, text: text) == expected)
  }

  @Test(
    "What is wrong has a place and a reason",
    arguments: [
      (Intervention.Kind.recover, "", 0, InterventionTextError.Reason.nameMissing), (.recover, "=15%", 0, .nameMissing),
      (.recover, "checkout", 8, .missing("=")), (.recover, "checkout=", 9, .numberMissing),
      (.recover, "checkout=lots", 9, .numberMissing), (.recover, "checkout=0x10", 10, .unexpected("x")),
      (.recover, "checkout=1e400", 9, .numberMissing), (.recover, "checkout=--1", 9, .numberMissing),
      (.recover, "checkout=15%:", 13, .nameMissing), (.recover, "checkout=15%%", 12, .unexpected("%")),
      (.recover, "\"checkout=15%", 0, .openQuote), (.recover, "\"\"=15%", 0, .nameMissing),
      (.recover, "support[low=15%", 11, .missing("]")), (.scale, "demo=1.1", 4, .missing(">")),
      (.scale, "demo>=1.1", 5, .nameMissing), (.set, "a>b>c=1", 3, .missing("=")),
      (.remove, "a,b", 1, .unexpected(",")),
      (.start, "mail=50%,", 9, .nameMissing), (.start, "mail=50%,mail=50%", 9, .repeated("mail")),
      (.reroute, "a>b=30%:c", 7, .unexpected(":")), (.lift, "a=1:b", 3, .unexpected(":")),
    ])
  func errors(_ kind: Intervention.Kind, _ text: String, _ position: Int, _ reason: InterventionTextError.Reason) {
    #expect(throws: InterventionTextError(text: text, position: position, reason: reason)) {
      try Intervention(kind, text: text)
    }
  }

  @Test("A place of its own is read alike")
  func places() throws {
    #expect(try Place(text: " support [ low ] ") == Place("support", band: "low"))
    #expect(Place("support", band: "low").description == "support[low]")
    #expect(throws: InterventionTextError(text: "a=b", position: 1, reason: .unexpected("="))) {
      try Place(text: "a=b")
    }
  }

  @Test("The number of an intervention can be another")
  func withAmount() {
    #expect(Intervention.recover(Place("a"), share: 0).withAmount(0.5) == .recover(Place("a"), share: 0.5))
    #expect(Intervention.scale(Self.step, factor: 1).withAmount(2) == .scale(Self.step, factor: 2))
    #expect(Intervention.lift(Place("a"), score: 1).withAmount(2) == .lift(Place("a"), score: 2))
    #expect(Intervention.remove(Place("a")).withAmount(0.5) == nil)
    #expect(Intervention.start([]).withAmount(0.5) == nil)
  }
}
