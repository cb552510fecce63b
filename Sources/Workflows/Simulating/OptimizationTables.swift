import Journeys
import Reporting
import Simulation
import Tables

/// The tables of `archetype optimize`, its screen and its JSON.
struct OptimizationTables {
  static let schema = "archetype/optimize/1"

  let results: OptimizationResults

  /// Every table, the headline first.
  func all() -> [ResultTable] { [allocation(), frontier()] }

  /// One row a lever.
  private func allocation() -> ResultTable {
    let plan = results.plan
    return ResultTable(
      name: "allocation",
      columns: [
        ResultColumn("lever", .texts(plan.parts.map(\.lever))),
        ResultColumn("spend", .numbers(plan.parts.map(\.spend), .significant(9))),
        ResultColumn("share", .numbers(plan.parts.map(\.share), .significant(9))),
        ResultColumn("gain", .numbers(gains, .significant(9))),
        ResultColumn("marginal_gain", .numbers(plan.parts.map { $0.gainOfNext ?? .nan }, .significant(9))),
      ])
  }

  /// What would be missing without each lever's spend.
  private var gains: [Double] { results.leverGains }

  /// One row a budget.
  private func frontier() -> ResultTable {
    let rows = results.frontier
    return ResultTable(
      name: "frontier",
      columns: [
        ResultColumn("budget", .numbers(rows.map(\.budget), .significant(9))),
        ResultColumn("metric", .numbers(rows.map { $0.metric.value ?? .nan }, .significant(9))),
        ResultColumn("low", .numbers(rows.map { $0.metric.low ?? .nan }, .significant(9))),
        ResultColumn("high", .numbers(rows.map { $0.metric.high ?? .nan }, .significant(9))),
      ]
        + results.plan.parts.enumerated().map { place, part in
          ResultColumn("spend_\(part.lever)", .numbers(rows.map { $0.spends[place] }, .significant(9)))
        })
  }

  func screen(on stream: Terminal.Stream) -> String {
    let width = stream.paragraphWidth
    let emphasis = stream.emphasis
    let plan = results.plan
    let what = results.request.goal == .value ? "in value" : results.request.goal.noun
    let decimals = results.gain.decimals
    func gain(_ value: Double) -> String {
      decimals.map { NumberText.signed(value, decimals: $0) } ?? NumberText.signed(value)
    }
    var headline =
      "Spending \(NumberText.money(plan.total)) of \(NumberText.money(plan.budget)) brings \(gain(plan.gain)) \(what) \(results.request.goal == .retained ? "of" : "over") \(results.horizon)"
    if let low = results.gain.low, let high = results.gain.high { headline += " (\(gain(low)) to \(gain(high)))" }
    let step = Self.step(budget: plan.budget)
    let more = NumberText.number(step)
    let next =
      if plan.gainOfNext > 0 {
        "At this rate \(more) more would bring \(NumberText.signed(plan.gainOfNext * step, significantDigits: 3)) \(what)."
      } else if plan.parts.allSatisfy({ $0.gainOfNext == nil }) {
        "No lever takes more."
      } else {
        "A little more would bring nothing."
      }
    let table = TextTable(columns: [
      .name("Lever", plan.parts.map(\.lever)), .number("Spend", plan.parts.map { NumberText.money($0.spend) }),
      .number("Share", plan.parts.map { NumberText.percent($0.share) }),
      .number("Gain", gains.map(gain)),
      .number(
        "Gain of \(more) more",
        plan.parts.map { $0.gainOfNext.map { NumberText.signed($0 * step, significantDigits: 3) } ?? "at its max" }),
    ])
    return [
      emphasis.bold(Paragraph(headline).wrapped(width: width)), Paragraph(next).wrapped(width: width), "",
      table.text(width: width, emphasis: emphasis),
    ].joined(separator: "\n")
  }

  /// An amount that people think of as a little more: the power of ten below a tenth of the budget, 1 at least.
  private static func step(budget: Double) -> Double {
    var step = 1.0
    while step * 100 <= budget { step *= 10 }
    return step
  }

  func json(_ tables: [ResultTable], _ remarks: [CommandOutput.Remark], timestamp: String?) -> JSONValue {
    let plan = results.plan
    var report: [String: JSONValue] = [
      "schema": .string(Self.schema), "seed": .unsigned(results.request.seed),
      "model": .object([
        "stem": .string(results.model.source.stem), "digest": .string(results.model.source.digest),
      ]),
      "settings": .object([
        "period": .number(results.options.periodLength), "periods": .integer(results.options.periodCount),
        "bootstrap": .integer(results.options.replicates), "level": .number(results.request.frame.level),
        "customers": .optional(results.request.frame.customers), "value": .optional(results.options.valuePerConversion),
        "later_value": .optional(results.options.valuePerLaterContact),
      ]),
      "budget": .number(plan.budget), "spent": .number(plan.total), "goal": .string(results.request.goal.rawValue),
      "baseline": .number(plan.baseline), "value": .number(plan.value),
      "gain": .object([
        "value": .number(plan.gain), "low": .optional(results.gain.low), "high": .optional(results.gain.high),
      ]),
      "gain_of_next": .number(plan.gainOfNext), "converged": .flag(plan.converged),
      "remarks": .array(remarks.map { .string($0.message) }),
    ]
    for table in tables { report[table.name] = .rows(of: table) }
    if let timestamp { report["timestamp"] = .string(timestamp) }
    return .object(report)
  }
}
