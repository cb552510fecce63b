import ArgumentParser
import Workflows

/// Flags of `journey` about what the rows of the input are.
struct LogOptions: ParsableArguments {
  @Flag(help: "The input is a table of paths: path (a > b > c), conversions, and optional nulls and value.")
  var paths = false

  @Flag(help: "The input is a table of transitions: from, to, and count or probability.")
  var transitions = false

  @Option(help: ArgumentHelp("The column that names a customer.", valueName: "column"))
  var customer: String?

  @Option(help: ArgumentHelp("The column of times.", valueName: "column"))
  var time: String?

  @Option(help: ArgumentHelp("The column of touchpoints.", valueName: "column"))
  var touchpoint: String?

  @Option(help: ArgumentHelp("The column of stages.", valueName: "column"))
  var stage: String?

  @Option(help: ArgumentHelp("The column of channels.", valueName: "column"))
  var channel: String?

  @Option(help: ArgumentHelp("The column of money.", valueName: "column"))
  var value: String?

  @Option(help: ArgumentHelp("The column of costs.", valueName: "column"))
  var cost: String?

  @Option(help: ArgumentHelp("The column of scores, such as 1 to 5.", valueName: "column"))
  var score: String?

  @Option(
    help: ArgumentHelp(
      "A table with the stage of each touchpoint; its order is the order of stages.", valueName: "file"),
    completion: .file())
  var stages: String?

  @Option(
    help: ArgumentHelp(
      "A table with the archetype of each customer, such as assignments.csv of 'cluster'.", valueName: "file"),
    completion: .file())
  var archetypes: String?

  @Flag(help: "Count contacts of the same customer, time, touchpoint and amounts once.")
  var dropDuplicates = false

  func apply(to request: inout JourneyRequest) throws(Failure) {
    if paths, transitions {
      throw .usage("--paths and --transitions exclude each other", hint: "name the one that the input is")
    }
    request.form = paths ? .paths : transitions ? .transitions : .events
    request.columns[.customer] = customer
    request.columns[.time] = time
    request.columns[.touchpoint] = touchpoint
    request.columns[.stage] = stage
    request.columns[.channel] = channel
    request.columns[.value] = value
    request.columns[.cost] = cost
    request.columns[.score] = score
    request.stages = stages
    request.archetypes = archetypes
    request.dropsDuplicates = dropDuplicates
  }
}

/// Flags of `journey` about how contacts become journeys.
struct CuttingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The touchpoints that count as success, such as purchase,order; without it the sequence itself is the chain.",
      valueName: "names"))
  var conversion: [String] = []

  @Option(help: ArgumentHelp("The states that end a plain chain, such as churned.", valueName: "names"))
  var absorbing: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The last day of observation; the last one in the table by default.", valueName: "date"))
  var end: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The silence after which a customer counts as lost, such as 30d; found in the data by default.",
      valueName: "length"))
  var inactiveAfter: String?

  @Option(help: ArgumentHelp("Which journeys of a customer to keep: all or first.", valueName: "which"))
  var journeys = JourneyRequest.Kept.all

  @Flag(help: "Take equal touchpoints one after the other as one contact.")
  var collapseRepeats = false

  @Option(
    help: ArgumentHelp("What a state is: touchpoint, stage, channel or touchpoint+channel.", valueName: "what"))
  var state = JourneyRequest.State.touchpoint

  @Option(
    help: ArgumentHelp(
      "Split touchpoints by score: the highest low and the lowest high score, such as 2,4; auto for the usual scales.",
      valueName: "low,high"))
  var emotionBands: String?

  func apply(to request: inout JourneyRequest) throws(Failure) {
    request.conversions = NameList.names(in: conversion)
    request.absorbing = NameList.names(in: absorbing)
    request.end = end
    request.inactiveAfter = inactiveAfter
    request.kept = journeys
    request.collapsesRepeats = collapseRepeats
    request.state = state
    if let emotionBands { request.emotionBands = try EmotionBandChoice(parsing: emotionBands) }
  }
}

/// Flags of `journey` about the estimate.
struct EstimateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How many contacts the next one depends on, up to a conversion: 1 to 4, or auto.", valueName: "order"))
  var order: String = "1"

  @Option(help: ArgumentHelp("The orders that orders.csv compares.", valueName: "range"))
  var orders: String = "0...3"

  @Option(
    help: ArgumentHelp("Added to every possible transition: 0, laplace, jeffreys or a number.", valueName: "prior"))
  var prior: String = "0"

  @Option(help: ArgumentHelp("Intervals of probabilities: wilson or bayes.", valueName: "method"))
  var intervalMethod = JourneyRequest.IntervalMethod.wilson

  @Option(help: ArgumentHelp("How sure intervals are, in percent.", valueName: "percent"))
  var level = 95.0

  @Flag(help: "Estimate each archetype from its own journeys alone.")
  var noPooling = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Resamples of customers behind intervals and labels; 0 for neither.", valueName: "count"))
  var bootstrap = 200

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The period of the retention table, 30d by default.", valueName: "length"))
  var period: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How far ahead retention counts for a touchpoint, such as 12m, the default where the log is so long.",
      valueName: "length"))
  var horizon: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many journeys assumed probabilities stand for, for intervals.", valueName: "count"))
  var sampleSize: Int?

  func apply(to request: inout JourneyRequest) throws(Failure) {
    request.order = try JourneyRequest.Order(parsing: order)
    request.orders = try JourneyRequest.orders(parsing: orders)
    request.prior = try JourneyRequest.prior(parsing: prior)
    request.intervalMethod = intervalMethod
    request.level = level
    request.poolsArchetypes = !noPooling
    request.bootstraps = bootstrap
    request.period = period
    request.horizon = horizon
    request.sampleSize = sampleSize
  }
}

extension JourneyRequest.Kept: ExpressibleByArgument {}
extension JourneyRequest.State: ExpressibleByArgument {}
extension JourneyRequest.IntervalMethod: ExpressibleByArgument {}
