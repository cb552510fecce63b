import Reporting

extension DemoStep {
  /// The steps of the demonstration, in their order.
  public static func all(_ request: DemoRequest) -> [DemoStep] {
    [cluster(request), journey(request), simulate(request), optimize(request)]
  }

  private static let clusters = "customers-cluster"
  private static let journeys = "events-journey"

  private static func cluster(_ request: DemoRequest) -> DemoStep {
    DemoStep(
      title: "1. Who are the customers?",
      purpose: "'cluster' finds groups of customers who are alike, and says how far to trust them. It is not told how "
        + "many there are.",
      words: [
        "cluster", request.path(DemoFiles.customers), "-o", request.path(clusters),
      ])
  }

  private static func journey(_ request: DemoRequest) -> DemoStep {
    DemoStep(
      title: "2. Where are they lost?",
      purpose: "'journey' follows every customer from contact to contact, for each archetype on its own. A journey ends "
        + "with a purchase, or with a silence of 60 days.",
      words: [
        "journey", request.path(DemoFiles.events), "--archetypes", request.path("\(clusters)/assignments.csv"),
        "--conversion", DemoTouchpoint.purchase.rawValue, "--inactive-after", "60d", "-o", request.path(journeys),
      ])
  }

  private static func simulate(_ request: DemoRequest) -> DemoStep {
    DemoStep(
      title: "3. What would an improvement bring?",
      purpose: "Half of archetype 1 leave at the checkout, where they see what delivery costs. 'simulate' projects what "
        + "free delivery would bring: for everyone, and for archetype 1 alone.",
      words: [
        "simulate", request.path("\(journeys)/model.json"), request.path(DemoFiles.scenarios), "-o",
        request.path("events-simulate"),
      ])
  }

  private static func optimize(_ request: DemoRequest) -> DemoStep {
    DemoStep(
      title: "4. Where does a budget help most?",
      purpose: "'optimize' splits 6,000 between three improvements, so that no other split would bring more.",
      words: [
        "optimize", request.path("\(journeys)/model.json"), request.path(DemoFiles.levers), "--budget", "6000", "-o",
        request.path("events-optimize"),
      ])
  }

  /// What is printed after the last result.
  public static func ending(_ request: DemoRequest, on stream: Terminal.Stream) -> String {
    let emphasis = stream.emphasis
    let commands = [
      ("archetype inspect YOUR.csv", "how a table of yours is read, before anything else"),
      ("archetype cluster YOUR.csv", "who your customers are: a row a customer"),
      ("archetype journey YOUR-LOG.csv --conversion NAME", "where they are lost: a row a contact"),
      ("archetype help scenarios", "what can be improved, and how a file says so"),
    ]
    let width = commands.map(\.0.count).max() ?? 0
    let list = commands.map { command, answer in
      "  " + emphasis.cyan(command) + String(repeating: " ", count: width - command.count + 2) + answer + "\n"
    }
    return "\n" + emphasis.bold("What next?") + "\n"
      + Paragraph(
        "Change a number in \(Terminal.harmless(request.path(DemoFiles.scenarios))) and run step 3 again. Or take your "
          + "own data:"
      ).wrapped(width: stream.paragraphWidth) + "\n\n" + list.joined()
  }
}
