import Simulation

/// Levers of a YAML file: improvements that money buys.
struct LeverFile {
  /// What each lever does, in order.
  let interventions: [LeverObjective.Lever]
  /// What each costs.
  let levers: [Lever]
  private let file: SettingsFile
  private let nodes: [SettingsNode]

  /// - Parameter archetypes: What the archetypes of the model are called, in their order.
  init(_ path: String, archetypes: [String]) throws(Failure) {
    let file = try SettingsFile(path)
    let top = try SettingsMembers(file.root, in: file, known: ["levers"], what: "a lever file")
    let list = try top.required("levers")
    guard let nodes = list.elements, !nodes.isEmpty else {
      throw file.failure("'levers' is a list with at least one lever", at: list, hint: "begin each with '- name: …'")
    }
    var interventions: [LeverObjective.Lever] = []
    var levers: [Lever] = []
    for (number, node) in nodes.enumerated() {
      let members = try SettingsMembers(
        node, in: file, known: ["name", "intervention", "response", "min", "max", "archetypes"], what: "a lever")
      let intervention = try ScenarioFile.intervention(members.required("intervention"), file, needsAmount: false)
      guard intervention.withAmount(0) != nil else {
        throw file.failure(
          "this intervention has no share that money could buy", at: try members.required("intervention"),
          hint: "use recover, add, set, reroute or lift")
      }
      let scope = try members["archetypes"].map { (node) throws(Failure) in
        try ScenarioFile.archetypeNumbers(node, file, archetypes)
      }
      interventions.append(LeverObjective.Lever(intervention, archetypes: scope))
      levers.append(try Self.lever(members, number, node, file))
    }
    self.file = file
    self.nodes = nodes
    self.interventions = interventions
    self.levers = levers
  }

  private static func lever(
    _ members: SettingsMembers, _ number: Int, _ node: SettingsNode, _ file: SettingsFile
  ) throws(Failure) -> Lever {
    let response = try members.required("response")
    do throws(ResponseCurveError) {
      let curve = try Self.curve(response, file)
      do throws(BudgetError) {
        return try Lever(
          name: (try? members.text("name")) ?? "lever \(number + 1)", response: curve,
          minimum: (try? members.optionalNumber("min")).flatMap(\.self) ?? 0,
          maximum: (try? members.optionalNumber("max")).flatMap(\.self) ?? .infinity)
      } catch {
        throw RefusedLever.wrap(file.failure(error.message, at: node))
      }
    } catch {
      throw file.failure(error.message, at: response)
    }
  }
}
