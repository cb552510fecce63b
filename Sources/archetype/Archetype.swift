import ArgumentParser

/// The program: what it is called, what it can do, and what its first screen says.
struct Archetype: ParsableCommand {
  static let version = "0.1.0"

  static let examples = [
    Example("archetype demo", "all of this, step by step, on a sample shop"),
    Example(
      "archetype cluster Datasets/cdnow/customers.csv",
      "how many archetypes there are, how sure that is, and who they are"),
    Example("archetype assign customers-cluster/model.json new.csv", "which archetype each new customer belongs to"),
    Example(
      "archetype journey events.csv --conversion purchase",
      "what each touchpoint is worth, and who stays after a conversion"),
    Example("archetype simulate events-journey/model.json --recover checkout=15%", "what improving one would bring"),
    Example("archetype optimize events-journey/model.json levers.yaml --budget 20000", "where money helps most"),
    Example("archetype inspect export.csv", "what is in a table and how it would be read"),
  ]

  static let configuration = CommandConfiguration(
    commandName: "archetype",
    abstract: "Turns customer data into archetypes, journeys and costed what-ifs.",
    discussion: examples.text + "\n\nHelp on a topic:\n" + HelpTopic.list,
    version: "archetype \(version)",
    subcommands: [
      ClusterCommand.self, AssignCommand.self, JourneyCommand.self, SimulateCommand.self, OptimizeCommand.self,
      InspectCommand.self, GenerateCommand.self, DemoCommand.self,
    ])
}
