import Simulation

/// Levers of a YAML file: improvements that money buys.
struct LeverFile {
  /// What each lever does, in order.
  let interventions: [LeverObjective.Lever]
  /// What each costs.
  let levers: [Lever]
  /// Amounts that may have been meant otherwise than they were read.
  let doubts: [CommandOutput.Remark]
  private let file: SettingsFile
  /// Of each lever, its intervention.
  private let nodes: [SettingsNode]

  /// - Parameter archetypes: What the archetypes of the model are called, in their order.
  init(_ path: String, archetypes: [String]) throws(Failure) {
    let file = try SettingsFile(path)
    try file.refuse(
      "scenarios", unless: "levers", message: "this is a file of scenarios, not of levers",
      hint: "archetype simulate takes it")
    let top = try SettingsMembers(file.root, in: file, known: ["levers"], what: "a lever file")
    let list = try top.required("levers")
    guard let nodes = list.elements, !nodes.isEmpty else {
      throw file.failure("'levers' is a list with at least one lever", at: list, hint: "begin each with '- name: …'")
    }
    var interventions: [LeverObjective.Lever] = []
    var levers: [Lever] = []
    var places: [SettingsNode] = []
    for (number, node) in nodes.enumerated() {
      let members = try SettingsMembers(
        node, in: file, known: ["name", "intervention", "response", "min", "max", "archetypes"], what: "a lever")
      let place = try members.required("intervention")
      places.append(place)
      let intervention = try ScenarioFile.intervention(place, file, needsAmount: false)
      guard intervention.isLever else {
        throw file.failure(
          "this intervention has no share that money could buy", at: place,
          hint: "use recover, add, set, reroute or lift")
      }
      let scope = try members["archetypes"].map { (node) throws(Failure) in
        try ScenarioFile.archetypeNumbers(node, file, archetypes)
      }
      interventions.append(LeverObjective.Lever(intervention, archetypes: scope))
      let lever = try Self.lever(members, number, node, file)
      guard !levers.contains(where: { $0.name == lever.name }) else {
        throw file.failure(
          "a lever is called '\(lever.name)' already", at: node, hint: "give every lever its own name")
      }
      levers.append(lever)
    }
    self.file = file
    self.nodes = places
    doubts = file.doubts
    self.interventions = interventions
    self.levers = levers
  }

  private static func lever(
    _ members: SettingsMembers, _ number: Int, _ node: SettingsNode, _ file: SettingsFile
  ) throws(Failure) -> Lever {
    let curve = try curve(members.required("response"), file)
    let name = try members.optionalText("name") ?? "lever \(number + 1)"
    let minimum = try members.optionalMoney("min") ?? 0
    let maximum = try members.optionalMoney("max") ?? .infinity
    do throws(BudgetError) {
      return try Lever(name: name, response: curve, minimum: minimum, maximum: maximum)
    } catch {
      throw file.failure(Failure.words(error), at: members["max"] ?? members["min"] ?? node)
    }
  }

  /// `{max: 30%, half_at: 8000}`, or a table `[[0, 0%], [5000, 12%]]`.
  private static func curve(_ node: SettingsNode, _ file: SettingsFile) throws(Failure) -> ResponseCurve {
    guard let rows = node.elements else {
      let members = try SettingsMembers(node, in: file, known: ["max", "half_at"], what: "a response")
      let limit = try members.number("max")
      let half = try members.money("half_at")
      do throws(ResponseCurveError) {
        return try ResponseCurve(limit: limit, halfAt: half)
      } catch {
        throw file.failure(Failure.words(error), at: try members.required(error.isOfLimit ? "max" : "half_at"))
      }
    }
    var points: [ResponseCurve.Point] = []
    for row in rows {
      guard let cells = row.elements, cells.count == 2 else {
        if let split = splitNumber(row.elements ?? [], file) { throw split }
        throw file.failure("a row of a response is a spend and a share, such as [5000, 12%]", at: row)
      }
      points.append(
        .init(
          spend: try SettingsMembers.money(cells[0], "spend", file),
          share: try SettingsMembers.number(cells[1], "share", file)))
    }
    do throws(ResponseCurveError) {
      return try ResponseCurve(table: points)
    } catch {
      throw file.failure(Failure.words(error), at: error.row.map { rows[$0 - 1] } ?? node)
    }
  }

  /// Why a row of three cells may be a spend and a share of which one has a comma: `[5,000, 12%]`, `[5000, 12,5%]`.
  private static func splitNumber(_ cells: [SettingsNode], _ file: SettingsFile) -> Failure? {
    guard cells.count == 3 else { return nil }
    if cells[1].text?.count == 3 { return file.commaFailure(in: Array(cells[..<2])) }
    return cells[2].text?.hasSuffix("%") == true ? file.commaFailure(in: Array(cells[1...])) : nil
  }

  /// The improvement of a lever as a scenario, to say why it is refused and where.
  func placed(_ number: Int) -> PlacedScenario {
    PlacedScenario(
      scenario: Scenario(name: levers[number].name, interventions: interventions.map(\.intervention)),
      origin: .file(file, scenario: nodes[number], interventions: nodes))
  }
}

extension Intervention {
  /// Whether a share from 0 on can be its number: a factor of 0 is no small improvement.
  fileprivate var isLever: Bool {
    switch self {
    case .recover, .add, .set, .reroute, .lift: true
    case .scale, .remove, .start: false
    }
  }
}
