import Journeys
import LinearAlgebra
import MarkovChains

extension JourneyObservations {
  /// Journeys to a conversion, and what customers do after it.
  static func journeys(
    _ table: inout EventTable, _ request: JourneyRequest, _ workers: Workers, _ report: (String) -> Void
  ) throws(Failure) -> JourneyObservations {
    let end = try end(table, request, workers)
    var laterCount = 0
    if request.end != nil {
      // What is left out decides nothing: neither the window nor who came back.
      (table.log, laterCount) = table.log.until(end)
      table.archetypes?.count(table.log)
    }
    let duplicates = dropDuplicates(&table, request)
    let gaps = ContactGaps(table.log, workers: workers).quantiles([0.95, 0.99])
    let rules = try rules(table, request, end: end, usualGap: gaps?[0])
    var observations = cut(
      &table, rules: rules, keepsLog: !table.log.amounts.scores.isEmpty, workers: workers, report: report)
    if let cutting = observations.cutting, cutting.returnedCustomers * 10 > cutting.lapsedCustomers {
      observations.cutting?.longerWindow = gaps?[1]
    }
    observations.cutting?.isWindowFound = request.inactiveAfter == nil
    observations.cutting?.duplicates = duplicates
    observations.cutting?.outcomes.lateContacts = laterCount
    return observations
  }

  /// Cuts and counts the journeys of a log.
  ///
  /// The log is emptied as soon as nothing needs it: counting takes as much memory as it does.
  static func cut(
    _ table: inout EventTable, rules: JourneyRules, keepsLog: Bool, workers: Workers,
    report: (String) -> Void = { _ in }
  ) -> JourneyObservations {
    let names = table.states.names
    let conversion = ConversionJourneys(table.log, touchpoints: names, rules: rules, workers: workers)
    let retention = RetentionJourneys(table.log, touchpoints: names, rules: rules, workers: workers)
    let lapses = InactivityWindow.lapses(table.log, window: rules.inactiveAfter, end: rules.end, workers: workers)
    let cutting = Cutting(
      rules: rules, begin: table.log.period(workers: workers)?.lowerBound ?? rules.end, hasInstants: table.hasInstants,
      isWindowFound: false, contacts: table.log.contactCount, customers: table.log.customerCount,
      ties: table.log.tieCount, oddities: table.oddities, duplicates: 0, outcomes: conversion.outcomes,
      lapsedCustomers: lapses.lapsed, returnedCustomers: lapses.returned)
    let (archetypes, customers) = (table.log.archetypes, table.log.customerCount)
    if !keepsLog { table.log = .empty }
    report("counting")
    let grid = DwellGrid(window: rules.inactiveAfter)
    let (statistics, retentionStatistics) = workers.both {
      ChainStatistics(conversion.chain, dwellGrid: grid, unitCount: customers, workers: workers)
    } _: {
      ChainStatistics(retention.chain, dwellGrid: grid, unitCount: customers, workers: workers)
    }
    return JourneyObservations(
      source: table.source, states: table.states, chain: conversion.chain, statistics: statistics,
      space: conversion.chain.space, conversionValues: conversion.values, startTimes: conversion.startTimes,
      retention: retention, retentionStatistics: retentionStatistics, archetypes: table.archetypes,
      unitArchetypes: archetypes, cutting: cutting,
      log: table.log.contactCount > 0 ? table.log : nil, headers: table.headers, remarks: table.remarks)
  }

  /// The sequence of states itself, nothing added.
  static func plain(
    _ table: inout EventTable, _ request: JourneyRequest, _ workers: Workers
  ) throws(Failure) -> JourneyObservations {
    let duplicates = dropDuplicates(&table, request)
    let absorbing = try request.absorbing.map { (name) throws(Failure) in
      guard let state = table.states.names.firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) else {
        throw .unknownName(
          name, among: table.states.names, plural: "states",
          message: "no contact is called '\(name)', which --absorbing names", in: table.name)
      }
      return state
    }
    let chain = ChainSequences(
      plain: table.log, touchpoints: table.states.names, absorbing: absorbing,
      collapsesRepeats: request.collapsesRepeats, workers: workers)
    let begin = table.log.period(workers: workers)
    let cutting = Cutting(
      rules: JourneyRules(
        isConversion: table.states.isConversion, inactiveAfter: .infinity, end: begin?.upperBound ?? 0),
      begin: begin?.lowerBound ?? 0, hasInstants: table.hasInstants, isWindowFound: false,
      contacts: table.log.contactCount, customers: table.log.customerCount, ties: table.log.tieCount,
      oddities: table.oddities, duplicates: duplicates, outcomes: .init(), lapsedCustomers: 0, returnedCustomers: 0)
    return JourneyObservations(
      source: table.source, states: table.states, chain: chain,
      statistics: ChainStatistics(chain, dwellGrid: .none, unitCount: cutting.customers, workers: workers),
      space: chain.space, archetypes: table.archetypes, unitArchetypes: table.log.archetypes, cutting: cutting,
      headers: table.headers, remarks: table.remarks)
  }

  private static func dropDuplicates(_ table: inout EventTable, _ request: JourneyRequest) -> Int {
    let duplicates = table.log.duplicates
    if request.dropsDuplicates, !duplicates.isEmpty { table.log = table.log.removing(duplicates) }
    return duplicates.count
  }

  /// The end of observation, as asked for or as the data have it.
  private static func end(
    _ table: EventTable, _ request: JourneyRequest, _ workers: Workers
  ) throws(Failure) -> Double {
    let period = table.log.period(workers: workers)
    guard let text = request.end else { return period?.upperBound ?? 0 }
    let end = try ObservationEnd(parsing: text, isInstant: table.hasInstants).time
    if let first = period?.lowerBound, end < first {
      throw .badContent(
        "--end \(text) lies before the first contact", file: table.name,
        hint: "name a day within the log, or leave it out")
    }
    return end
  }

  /// The window, as asked for or as the data have it, and what else decides where journeys begin and end.
  private static func rules(
    _ table: EventTable, _ request: JourneyRequest, end: Double, usualGap gap: Double?
  ) throws(Failure) -> JourneyRules {
    let hasInstants = table.hasInstants
    var window = try request.inactiveAfter.map { (text) throws(Failure) in
      try TimeSpan(parsing: text, flag: "--inactive-after").length(ofInstants: hasInstants, flag: "--inactive-after")
    }
    if window == nil {
      guard let gap, hasInstants || gap > 0 else {
        throw .badContent(
          gap == nil
            ? "no customer has two contacts, so nobody knows which silence is a loss"
            : "most contacts of a customer are at the same time, so nobody knows which silence is a loss",
          file: table.name,
          hint: "--inactive-after \(hasInstants ? "30d" : "30") says after how long a customer counts as lost")
      }
      window = hasInstants ? max(1, (gap / TimeSpan.Unit.days.seconds).rounded(.up)) * TimeSpan.Unit.days.seconds : gap
    }
    return JourneyRules(
      isConversion: table.states.isConversion, inactiveAfter: window ?? 1, end: end,
      keepsFirstOnly: request.kept == .first, collapsesRepeats: request.collapsesRepeats)
  }
}
