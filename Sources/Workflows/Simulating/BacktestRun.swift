import Journeys
import LinearAlgebra
import MarkovChains
import Simulation

/// Fits a model again before a day, and compares what it expects with what happened from that day on.
struct BacktestRun {
  let backtest: Backtest

  /// - Throws: A failure when the log lacks what the model was fitted on, or nothing happened on one side of the day.
  init(_ request: SimulateRequest, _ model: JourneyModel, workers: Workers) throws(Failure) {
    guard let cutting = model.cutting, let reading = model.reading, let events = request.events,
      let day = request.backtest
    else {
      throw .badContent(
        "the model does not come from an event log, so there is nothing to test it against", file: request.model)
    }
    let date = try ObservationEnd.beginning(of: day, isInstant: cutting.areInstants)
    let journey = try Self.journeyRequest(events, reading, cutting, model.estimation, request)
    var table = try Self.table(journey, workers: workers)
    // The log that the model was fitted on ends where it ended then; another one may have gone on.
    if table.source.digest == model.source.digest, cutting.end > date { table.log = table.log.until(cutting.end).log }
    // The day itself belongs to what happened.
    let before = JourneyRules(
      isConversion: table.states.isConversion, inactiveAfter: cutting.inactiveAfter, end: date.nextDown,
      keepsFirstOnly: cutting.keepsFirstOnly, collapsesRepeats: cutting.collapsesRepeats)
    guard let period = table.log.period(workers: workers), period.lowerBound < date, period.upperBound >= date else {
      throw .badContent(
        "the log has no contacts on one side of \(day)", file: events, hint: "name a day within the log with --backtest"
      )
    }
    let observations = JourneyObservations.cut(&table, rules: before, keepsLog: true, workers: workers)
    let statistics = observations.savedStatistics
    let model = JourneyModel(
      try JourneyFindings(observations, journey, workers: workers) { _ in },
      statistics: JourneyStatisticsFile.digest(of: JourneyStatisticsFile.encode(statistics, workers: workers)))
    let happened = Happened(
      log: observations.log ?? .empty, date: date, end: max(cutting.end, period.upperBound), rules: before)
    let options = try Self.options(request, model, span: happened.end - date)
    let projection: Projection
    do throws(RefusedScenario) {
      projection = try Projection(model, statistics: statistics, scenarios: [], options: options, workers: workers)
    } catch {
      preconditionFailure("There is no scenario to refuse.")
    }
    let counts = happened.counts(periodLength: options.periodLength, periodCount: options.periodCount)
    guard !counts.isEmpty else {
      let silence = TimeText(areInstants: cutting.areInstants).length(cutting.inactiveAfter)
      throw .badContent(
        "too little of the log lies after \(day) to tell what became of its customers", file: events,
        hint: "a period and a silence of \(silence) have to follow: choose an earlier day, or a shorter --period")
    }
    backtest = Backtest(projection, counts)
  }

  /// The log, or what it lacks of what the model was fitted on: nobody named columns on this command line.
  private static func table(_ journey: JourneyRequest, workers: Workers) throws(Failure) -> EventTable {
    do throws(Failure) {
      return try EventTable.read(journey, workers: workers)
    } catch {
      guard let option = error.message.firstRange(of: " for --"), error.message.hasPrefix("there is no column") else {
        throw error
      }
      var failure = error
      failure.message = error.message[..<option.lowerBound] + ", which the log of the model had"
      throw failure
    }
  }

  /// The periods that lie within a span. Customers as many, as mixed and worth as much as observed: counts are of the rest.
  private static func options(
    _ request: SimulateRequest, _ model: JourneyModel, span: Double
  ) throws(Failure) -> ProjectionOptions {
    let asked = try ProjectionSettings(request, model).options
    let count = min(Int(span / asked.periodLength), ProjectionSettings.mostPeriods)
    guard count >= 1 else {
      throw .badContent(
        "less than one period lies between \(request.backtest ?? "") and the end of the log",
        file: request.events ?? "",
        hint: "choose an earlier day, or a shorter --period")
    }
    var options = ProjectionOptions(periodLength: asked.periodLength, periodCount: count)
    options.replicates = asked.replicates
    options.level = asked.level
    options.seed = asked.seed
    return options
  }

  private static func journeyRequest(
    _ events: String, _ reading: JourneyModel.Reading, _ cutting: JourneyModel.Cutting,
    _ estimation: JourneyModel.Estimation, _ request: SimulateRequest
  ) throws(Failure) -> JourneyRequest {
    var journey = JourneyRequest(input: events)
    for (name, header) in reading.columns {
      if let role = EventColumnChoice.Role(rawValue: name) { journey.columns[role] = header }
    }
    journey.conversions = reading.conversions
    journey.state = JourneyRequest.State(rawValue: reading.state) ?? .touchpoint
    if reading.emotionBands.count == 2 {
      journey.emotionBands = .bands(EmotionBands(low: reading.emotionBands[0], high: reading.emotionBands[1]))
    }
    journey.dropsDuplicates = cutting.dropsDuplicates
    journey.prior = estimation.prior
    journey.poolsArchetypes = estimation.poolsArchetypes
    journey.seed = request.seed
    journey.bootstraps = 0
    journey.reading = request.reading
    return journey
  }
}

/// What customers did from a day on.
private struct Happened {
  let log: EventLog
  let date: Double
  let end: Double
  let rules: JourneyRules

  /// Journeys that began in each period and are known to have ended, with those that converted; and customers who first
  /// converted on the day or later, by how long they stayed.
  func counts(periodLength: Double, periodCount: Int) -> [Backtest.Observation] {
    let workers = Workers(count: 1)
    let names = rules.isConversion.indices.map { String($0) }
    // Conversions are known at once, losses only after the window: every exit is looked at, and those are left out that
    // a contact yet to come may turn into something else.
    var all = rules
    all.end = end + rules.inactiveAfter
    let journeys = ConversionJourneys(log, touchpoints: names, rules: all, workers: workers)
    var trials = [Int](repeating: 0, count: periodCount)
    var conversions = trials
    let sequences = journeys.chain.sequences
    for journey in 0..<sequences.count {
      let start = journeys.startTimes[journey]
      let period = Int(((start - date) / periodLength).rounded(.down))
      guard start >= date, period < periodCount, Double(period + 1) * periodLength + date + rules.inactiveAfter <= end
      else { continue }
      let range = sequences.range(of: journey)
      let last = Int(sequences.states[range.upperBound - 1])
      let lastContact = range.reduce(start) { $0 + Double(journeys.chain.dwells[$1]) }
      if last == journeys.chain.space.conversionState {
        trials[period] += 1
        conversions[period] += 1
      } else if lastContact <= end - rules.inactiveAfter {
        trials[period] += 1
      }
    }
    var whole = rules
    whole.end = end
    var observations = trials.indices.filter { trials[$0] > 0 }.map {
      Backtest.Observation(.conversions, period: $0 + 1, trials: trials[$0], count: conversions[$0])
    }
    let later = RetentionJourneys(log, touchpoints: names, rules: whole, workers: workers)
    for period in 1...periodCount {
      let time = Double(period) * periodLength
      var followed = 0
      var retained = 0
      for (subject, customer) in later.chain.units.enumerated() {
        let first = log.range(of: Int(customer)).first { rules.isConversion[Int(log.touchpoints[$0])] }
        guard let first, log.times[first] >= date, log.times[first] + time <= whole.lastCounted else { continue }
        followed += 1
        if !(later.lapsed[subject] && later.durations[subject] < time) { retained += 1 }
      }
      if followed > 0 {
        observations.append(Backtest.Observation(.retention, period: period, trials: followed, count: retained))
      }
    }
    return observations
  }
}
