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
        content: "its \(Counted.text(tables.events.rowCount, "contact")) with them in 2025, from ads to purchases",
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
    'archetype demo' goes through these files step by step, and each step keeps its results in a
    folder beside them. Change a number in a .yaml file and run the step again that reads it; or
    delete all of it.

    """
  }

  private static let scenarioText = """
    # Two ways to make delivery free. 3 in 10 of those who leave at the checkout would go on.
    # Delivery costs the shop about 5 an order: the more customers get it free, the more it costs.
    scenarios:
      - name: Free delivery for everyone
        cost: 750             # every 30 days
        interventions:
          - recover: {touchpoint: checkout, share: 30%}

      - name: Free delivery
        archetypes: [1]       # the numbers that 'archetype cluster' gives
        cost: 150
        interventions:
          - recover: {touchpoint: checkout, share: 30%}

    """

  private static let leverText = """
    # Three improvements that money can buy. The response says how many of those who are lost at a
    # touchpoint would go on: never more than 'max', and half of that for 'half_at' of money.
    levers:
      - name: Free delivery
        archetypes: [1]
        intervention: {recover: {touchpoint: checkout}}
        response: {max: 50%, half_at: 1200}

      - name: Answer every call
        archetypes: [2]
        intervention: {recover: {touchpoint: phone_call}}
        response: {max: 50%, half_at: 4000}

      - name: Clearer product pages
        intervention: {recover: {touchpoint: product_page}}
        response: {max: 20%, half_at: 2500}

    """
}
