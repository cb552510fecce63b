import Reporting
import Simulation

/// Scenarios of a YAML file, with the place of each intervention.
struct ScenarioFile {
  static let interventionKeys: [String: [String]] = [
    "recover": ["touchpoint", "share", "to"], "scale": ["from", "to", "by", "taking_from"],
    "add": ["from", "to", "points", "taking_from"], "set": ["from", "to", "value", "taking_from"],
    "reroute": ["from", "to", "share"], "remove": ["touchpoint", "to"], "lift": ["touchpoint", "score"], "start": [],
  ]

  private static let mostMoney = 1e15

  let scenarios: [PlacedScenario]
  /// Amounts that may have been meant otherwise than they were read.
  let doubts: [CommandOutput.Remark]

  /// - Parameter archetypes: What the archetypes of the model are called, in their order.
  init(_ path: String, archetypes: [String]) throws(Failure) {
    let file = try SettingsFile(path)
    try file.refuse(
      "levers", unless: "scenarios", message: "this is a file of levers, not of scenarios",
      hint: "archetype optimize takes it, with --budget")
    let top = try SettingsMembers(file.root, in: file, known: ["scenarios"], what: "a scenario file")
    let list = try top.required("scenarios")
    guard let nodes = list.elements, !nodes.isEmpty else {
      throw file.failure(
        "'scenarios' is a list with at least one scenario", at: list, hint: "begin each with '- name: …'")
    }
    var scenarios: [PlacedScenario] = []
    for (number, node) in nodes.enumerated() {
      let scenario = try Self.scenario(node, number, file, archetypes)
      if let name = scenarios.first(where: { $0.scenario.name == scenario.scenario.name })?.scenario.name {
        throw file.failure("a scenario is called '\(name)' already", at: node, hint: "give every scenario its own name")
      }
      scenarios.append(scenario)
    }
    self.scenarios = scenarios
    doubts = file.doubts
  }

  private static func scenario(
    _ node: SettingsNode, _ number: Int, _ file: SettingsFile, _ archetypes: [String]
  ) throws(Failure) -> PlacedScenario {
    let members = try SettingsMembers(
      node, in: file, known: ["name", "adoption", "archetypes", "cost", "interventions"], what: "a scenario")
    var scenario = Scenario(
      name: try members.optionalText("name") ?? "scenario \(number + 1)", interventions: [],
      adoption: try members.optionalNumber("adoption") ?? 1)
    guard (0...1).contains(scenario.adoption) else {
      throw file.failure(
        "an adoption of \(NumberText.percent(scenario.adoption)) is no share", at: try members.required("adoption"),
        hint: "shares lie between 0% and 100%, such as 80% or 0.8")
    }
    if let cost = members["cost"] { scenario.cost = try Self.cost(cost, file) }
    if let scope = members["archetypes"] { scenario.archetypes = try archetypeNumbers(scope, file, archetypes) }
    let list = try members.required("interventions")
    guard let nodes = list.elements, !nodes.isEmpty else {
      throw file.failure(
        "'interventions' is a list with at least one intervention", at: list,
        hint: "such as - recover: {touchpoint: checkout, share: 15%}")
    }
    for node in nodes { scenario.interventions.append(try intervention(node, file, needsAmount: true)) }
    return PlacedScenario(scenario: scenario, origin: .file(file, scenario: node, interventions: nodes))
  }

  private static func cost(_ node: SettingsNode, _ file: SettingsFile) throws(Failure) -> Scenario.Cost {
    var cost = Scenario.Cost(once: 0, perPeriod: 0)
    if node.text != nil {
      cost.perPeriod = try SettingsMembers.money(node, "cost", file)
    } else {
      let members = try SettingsMembers(node, in: file, known: ["once", "per_period"], what: "a cost")
      cost.once = try members.optionalMoney("once") ?? 0
      cost.perPeriod = try members.optionalMoney("per_period") ?? 0
    }
    guard cost.once >= 0, cost.perPeriod >= 0 else { throw file.failure("a cost is not below 0", at: node) }
    guard max(cost.once, cost.perPeriod) < mostMoney else {
      throw file.failure(
        "a cost of \(NumberText.number(max(cost.once, cost.perPeriod))) is too high", at: node,
        hint: "costs lie below \(NumberText.number(mostMoney))")
    }
    return cost
  }

  /// A list of archetypes as the model calls them, numbered from 1.
  static func archetypeNumbers(
    _ node: SettingsNode, _ file: SettingsFile, _ archetypes: [String]
  ) throws(Failure) -> [Int] {
    guard let nodes = node.elements ?? (node.text == nil ? nil : [node]), !nodes.isEmpty else {
      throw file.failure("'archetypes' is a list such as [1, 3]", at: node)
    }
    var numbers: [Int] = []
    for node in nodes {
      guard let place = node.text.flatMap({ archetypes.firstIndex(of: $0) }) else {
        throw file.placed(Failure.unknownArchetype(node.text ?? "", among: archetypes, in: file.name), at: node)
      }
      guard !numbers.contains(place + 1) else {
        throw file.failure("archetype '\(archetypes[place])' is there twice", at: node, hint: "name each once")
      }
      numbers.append(place + 1)
    }
    return numbers
  }

  /// Reads `- recover: {touchpoint: checkout, share: 15%}`.
  ///
  /// - Parameter needsAmount: Whether its share, factor, points, value or score has to be there; levers leave it out.
  static func intervention(
    _ node: SettingsNode, _ file: SettingsFile, needsAmount: Bool
  ) throws(Failure) -> Intervention {
    let kinds = Intervention.Kind.allCases.map(\.rawValue)
    guard let members = node.members, members.count == 1, let name = members[0].key.text else {
      throw file.failure(
        "an intervention is one of \(kinds.joined(separator: ", "))", at: node,
        hint: "such as recover: {touchpoint: checkout, share: 15%}")
    }
    guard let kind = Intervention.Kind(rawValue: name) else {
      throw file.unknownName(
        name, among: kinds, plural: "interventions", message: "there is no intervention '\(name)'", at: members[0].key)
    }
    let value = members[0].value
    if kind == .start { return .start(try startShares(value, file)) }
    let keys = try SettingsMembers(value, in: file, known: interventionKeys[name]!, what: "'\(name)'")
    func amount(_ key: String) throws(Failure) -> Double {
      guard !needsAmount else { return try keys.number(key) }
      guard let written = keys[key], kind != .scale else { return 0 }
      throw file.failure(
        "the \(key) of a lever is what money buys, and is not written here", at: written,
        hint: "leave '\(key)' out; 'response' says how much of it a spend buys")
    }
    func place(_ key: String) throws(Failure) -> Place { try Self.place(keys.required(key), file) }
    func optionalPlace(_ key: String) throws(Failure) -> Place? {
      keys[key] == nil ? nil : try place(key)
    }
    func step() throws(Failure) -> Intervention.Step {
      .init(from: try place("from"), to: try place("to"), takingFrom: try optionalPlace("taking_from"))
    }
    switch kind {
    case .recover:
      return .recover(try place("touchpoint"), share: try amount("share"), to: try optionalPlace("to"))
    case .scale: return .scale(try step(), factor: try amount("by"))
    case .add: return .add(try step(), points: try amount("points"))
    case .set: return .set(try step(), value: try amount("value"))
    case .reroute: return .reroute(from: try place("from"), to: try place("to"), share: try amount("share"))
    case .remove: return .remove(try place("touchpoint"), to: try optionalPlace("to"))
    case .lift: return .lift(try place("touchpoint"), score: try amount("score"))
    case .start: preconditionFailure("Starts were read above.")
    }
  }

  /// A name as it is, or with its emotion band in brackets; names with other signs need no quotes in YAML.
  private static func place(_ node: SettingsNode, _ file: SettingsFile) throws(Failure) -> Place {
    guard let text = node.text else { throw file.failure("a place is the name of a touchpoint", at: node) }
    for band in Place.bands where text.hasSuffix("[\(band)]") {
      return Place(String(text.dropLast(band.count + 2)), band: band)
    }
    return Place(text)
  }

  private static func startShares(
    _ node: SettingsNode, _ file: SettingsFile
  ) throws(Failure) -> [Intervention.StartShare] {
    guard let members = node.members, !members.isEmpty else {
      throw file.failure("'start' is a mapping of touchpoints and shares, such as {mail: 50%, ad: 50%}", at: node)
    }
    return try members.map { (key, value) throws(Failure) in
      .init(try place(key, file), try SettingsMembers.number(value, key.text ?? "", file))
    }
  }
}

/// A scenario and where its parts were written.
struct PlacedScenario {
  enum Origin {
    /// The words of the command line, one an intervention.
    case options([String])
    case file(SettingsFile, scenario: SettingsNode, interventions: [SettingsNode])
  }

  let scenario: Scenario
  let origin: Origin
}
