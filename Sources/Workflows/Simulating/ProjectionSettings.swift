import Glibc
import Journeys
import Reporting
import Simulation

/// What a projection is of, as asked for or as the model has it.
struct ProjectionSettings {
  private(set) var options: ProjectionOptions
  /// That the horizon was rounded to whole periods, where it was.
  let rounding: CommandOutput.Remark?
  static let mostPeriods = 1_200
  /// Larger counts are no longer exact.
  private static let mostUnits = 1e15
  /// Twelve months and twelve times 30 days differ by less than this part of the horizon.
  private static let largestRounding = 0.02

  /// - Throws: A failure when lengths do not suit the times of the model.
  init(_ request: SimulateRequest, _ model: JourneyModel) throws(Failure) {
    (options, rounding) = try Self.options(request.frame, seed: request.seed, model)
    options.mix = try Self.mix(request.mix, model, file: request.model)
    let years = options.periodLength / TimeSpan.Unit.years.seconds
    options.discountRatePerPeriod =
      Self.hasInstants(model) ? pow(1 + request.discountRate, years) - 1 : request.discountRate
  }

  init(_ request: OptimizeRequest, _ model: JourneyModel) throws(Failure) {
    (options, rounding) = try Self.options(request.frame, seed: request.seed, model)
  }

  static func hasInstants(_ model: JourneyModel) -> Bool { model.cutting?.areInstants ?? true }

  private static func options(
    _ frame: ProjectionFrame, seed: UInt64, _ model: JourneyModel
  ) throws(Failure) -> (ProjectionOptions, CommandOutput.Remark?) {
    let areInstants = hasInstants(model)
    let length: Double =
      if let period = frame.period {
        try TimeSpan.period(period).length(ofInstants: areInstants, flag: "--period")
      } else {
        areInstants ? 30 * TimeSpan.Unit.days.seconds : model.cutting?.inactiveAfter ?? 1
      }
    let reach: Double =
      if let horizon = frame.horizon {
        try TimeSpan.horizon(horizon).length(ofInstants: areInstants, flag: "--horizon")
      } else {
        areInstants ? TimeSpan.Unit.years.seconds : 12 * length
      }
    let count = (reach / length).rounded()
    guard count >= 1, count <= Double(mostPeriods) else {
      throw .usage(
        "the horizon has \(count < 1 ? "no whole period" : "more than \(mostPeriods) periods")",
        hint: "choose --horizon and --period so that one holds the other, such as 12m and 30d")
    }
    try checkScale(length, reach, model)
    var options = ProjectionOptions(periodLength: length, periodCount: Int(count))
    if let customers = frame.customers { options.arrivals = .customers(customers) }
    options.valuePerConversion = frame.value
    options.valuePerLaterContact = frame.laterValue
    options.replicates = frame.bootstraps
    options.level = frame.level / 100
    options.seed = seed
    let isOwn = frame.horizon != nil || frame.period != nil
    return (options, isOwn ? rounding(of: reach, to: options, areInstants: areInstants) : nil)
  }

  /// Checks that lengths can be counted in one another.
  ///
  /// Plain numbers may be of any unit, and a period of nanoseconds in a log of years is none of them.
  private static func checkScale(_ length: Double, _ reach: Double, _ model: JourneyModel) throws(Failure) {
    let observed =
      model.groups.flatMap { $0.observedRetention.map(\.time) } + (model.cutting.map { [$0.end - $0.begin] } ?? [])
    let steps = model.retention.map { $0.dwellStep > 0 ? reach / $0.dwellStep : 0 } ?? 0
    guard (observed.max() ?? 0) / length <= mostUnits, steps <= mostUnits else {
      throw .usage(
        "a period of \(NumberText.number(length)) and a horizon of \(NumberText.number(reach)) do not suit the times of the model",
        hint: "give --period and --horizon in the unit of the log's times")
    }
  }

  private static func rounding(
    of reach: Double, to options: ProjectionOptions, areInstants: Bool
  ) -> CommandOutput.Remark? {
    let used = Double(options.periodCount) * options.periodLength
    guard (used - reach).magnitude > 1e-9 * reach else { return nil }
    let time = TimeText(areInstants: areInstants)
    let period = time.length(options.periodLength)
    return .init(
      (used - reach).magnitude > largestRounding * reach ? .warning : .note,
      "the horizon of \(time.length(reach)) is no whole number of periods of \(period): the projection ends after \(Counted.text(options.periodCount, "period")), \(time.length(used))",
      hint: "choose a --horizon of whole periods, or a --period that goes into it")
  }

  private static func mix(_ texts: [String], _ model: JourneyModel, file: String) throws(Failure) -> [Double]? {
    guard !texts.isEmpty else { return nil }
    let labels = model.groups.dropFirst().map(\.label)
    var shares = [Double?](repeating: nil, count: labels.count)
    for text in texts {
      // The name of an archetype may hold the sign, and a share cannot.
      let sign = text.lastIndex(of: "=") ?? text.startIndex
      let label = String(text[..<sign])
      guard !label.isEmpty, let share = Share.parsed(String(text[text.index(after: sign)...])), share >= 0 else {
        let isDecimals = text.allSatisfy(WrittenNumber.isDigit)
        throw .usage(
          "--mix '\(text)' is no archetype with its share",
          hint: isDecimals ? "write decimals with a point, such as --mix 1=0.4,2=0.6" : "such as --mix 1=40%,2=60%")
      }
      guard let place = labels.firstIndex(of: label) else {
        throw .unknownArchetype(label, among: labels, in: file)
      }
      guard shares[place] == nil else {
        throw .usage("--mix has archetype '\(label)' twice", hint: "give each archetype one share")
      }
      shares[place] = share
    }
    let mix = shares.map { $0 ?? 0 }
    guard abs(mix.reduce(0, +) - 1) < 1e-6 else {
      let sum = mix.reduce(0, +)
      throw .usage(
        "the shares of --mix sum to \(NumberText.percent(sum)), not to 100%",
        hint: abs(sum - 100) < 1e-6 ? "write them with %: --mix 1=40%,2=60%" : "such as --mix 1=40%,2=60%")
    }
    return mix
  }
}

extension ProjectionOptions {
  /// How far is looked ahead, in words: `360 days`, or `12 periods` where the model knows no times.
  func horizonText(of model: JourneyModel) -> String {
    guard model.cutting != nil else { return Counted.text(periodCount, "period") }
    return TimeText(areInstants: ProjectionSettings.hasInstants(model)).length(Double(periodCount) * periodLength)
  }
}
