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
      purpose: "'cluster' finds archetypes: groups of customers who are alike. It is not told how many there are, "
        + "and says how far to trust what it finds.",
      words: ["cluster", request.path(DemoFiles.customers), "-o", request.path(clusters)])
  }

  private static func journey(_ request: DemoRequest) -> DemoStep {
    DemoStep(
      title: "2. Where are they lost?",
      purpose:
        "'journey' follows the customers of each archetype from contact to contact, until they buy or are silent "
        + "for 60 days. It marks pain points, where unusually many are lost, and moments of truth, where failing "
        + "would cost most.",
      words: [
        "journey", request.path(DemoFiles.events), "--archetypes", request.path("\(clusters)/assignments.csv"),
        "--conversion", DemoTouchpoint.purchase.rawValue, "--inactive-after", "60d", "-o", request.path(journeys),
      ])
  }

  private static func simulate(_ request: DemoRequest) -> DemoStep {
    DemoStep(
      title: "3. What would an improvement bring?",
      purpose: "Six in ten of archetype 1 who come to the checkout leave there, because delivery costs too much. "
        + "'simulate' projects what free delivery would bring after its cost: for everyone, and for archetype 1 alone.",
      words: [
        "simulate", request.path("\(journeys)/model.json"), request.path(DemoFiles.scenarios), "-o",
        request.path("events-simulate"),
      ])
  }

  private static func optimize(_ request: DemoRequest) -> DemoStep {
    DemoStep(
      title: "4. Where does a budget help most?",
      purpose: "'optimize' splits 6,000 between three improvements so that no other split would bring more: the next "
        + "100 bring the same on each.",
      words: [
        "optimize", request.path("\(journeys)/model.json"), request.path(DemoFiles.levers), "--budget", "6000", "-o",
        request.path("events-optimize"),
      ])
  }

  /// What is printed after the last result.
  public static func ending(_ request: DemoRequest, on stream: Terminal.Stream) -> String {
    let emphasis = stream.emphasis
    let commands = [
      ("archetype inspect YOUR.csv", "how a table of yours would be read"),
      ("archetype cluster YOUR.csv", "who your customers are; a row is a customer"),
      ("archetype journey YOUR.csv --conversion purchase", "where they are lost; a row is a contact"),
      ("archetype help journeys", "what the columns above mean"),
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
