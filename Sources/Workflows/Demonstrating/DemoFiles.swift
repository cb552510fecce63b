import LinearAlgebra
import Tables

/// The files of the sample shop.
struct DemoFiles: Sendable {
  struct File: Sendable, Equatable {
    let name: String
    /// What is in it, in a few words.
    let content: String
    let bytes: [UInt8]
  }

  static let readme = "README.txt"
  static let customers = "customers.csv"
  static let events = "events.csv"
  static let scenarios = "scenarios.yaml"
  static let levers = "levers.yaml"

  /// The readme first: it says whose files these are.
  let all: [File]

  init(workers: Workers) {
    let tables = DemoTables(workers: workers)
    let writer = CSVWriter(threads: workers.count)
    let files = [
      File(
        name: Self.customers,
        content: "what it knew of its \(Counted.text(tables.customers.rowCount, "customer")) at the end of 2024",
        bytes: writer.bytes(of: tables.customers)),
      File(
        name: Self.events,
        content: "every contact with them in 2025, \(Counted.text(tables.events.rowCount, "row")) from ads to purchases",
        bytes: writer.bytes(of: tables.events)),
      File(name: Self.scenarios, content: "two ways to make delivery free", bytes: Array(Self.scenarioText.utf8)),
      File(name: Self.levers, content: "three improvements that money can buy", bytes: Array(Self.leverText.utf8)),
    ]
    let readme = File(
      name: Self.readme, content: "what these files are", bytes: Array(Self.readmeText(files).utf8))
    all = [readme] + files
  }

  /// One line a file.
  static func list(_ files: [File]) -> String {
    let width = files.map(\.name.count).max() ?? 0
    return files.map { file in
      "  " + file.name + String(repeating: " ", count: width - file.name.count + 2) + file.content + "\n"
    }.joined()
  }

  private static func readmeText(_ files: [File]) -> String {
    """
    A sample shop, made by 'archetype demo'

    The shop sells coffee on the web and over the counter. It is invented, and so are its
    customers:

    \(list(files))
    'archetype demo' goes through these files step by step and keeps the results beside them.
    Change a number in a .yaml file, and run the step again that reads it.

    """
  }

  private static let scenarioText = """
    # Free delivery: of the customers who leave at the checkout, 3 in 10 would go on.
    # It costs the shop about 5 for each order, and so as much more as customers get it.
    scenarios:
      - name: Free delivery for everyone
        cost: 750                 # every 30 days
        interventions:
          - recover: {touchpoint: checkout, share: 30%}

      - name: Free delivery
        archetypes: [1]           # by number, as 'archetype cluster' numbers them
        cost: 150
        interventions:
          - recover: {touchpoint: checkout, share: 30%}

    """

  private static let leverText = """
    # What money can buy: a lever's response says how many of those who are lost at a touchpoint
    # would go on. 'half_at' is the money that achieves half of 'max'; more achieves ever less.
    levers:
      - name: Free delivery
        archetypes: [1]
        intervention: {recover: {touchpoint: checkout}}
        response: {max: 50%, half_at: 8000}

      - name: Answer every call
        archetypes: [2]
        intervention: {recover: {touchpoint: phone_call}}
        response: {max: 50%, half_at: 9000}

      - name: Clearer product pages
        intervention: {recover: {touchpoint: product_page}}
        response: {max: 20%, half_at: 5000}

    """
}
