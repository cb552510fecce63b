import ArgumentParser
import Workflows

/// Flags of `cluster` about columns.
struct ColumnOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Use only these, such as age,spend; repeat for more, or for a name with a comma.", valueName: "names"))
  var columns: [String] = []

  @Option(help: ArgumentHelp("Leave these out.", valueName: "names"))
  var exclude: [String] = []

  @Option(help: ArgumentHelp("Take these as numbers.", valueName: "names"))
  var numbers: [String] = []

  @Option(help: ArgumentHelp("Take these as categories, integers included.", valueName: "names"))
  var categories: [String] = []

  @Option(help: ArgumentHelp("The column that names a customer.", valueName: "name"))
  var id: String?

  @Option(help: ArgumentHelp("The column that says how much a row counts.", valueName: "name"))
  var weight: String?

  @Option(
    help: ArgumentHelp(
      "How numbers come to one scale: auto takes the logarithm where a column is skewed, then z-scores.",
      valueName: "way"))
  var scaling = ClusterRequest.Scaling.auto

  @Option(
    help: ArgumentHelp(
      "Rows with missing cells: fill in the median, drop the row, or fail.", valueName: "way"))
  var missing = ClusterRequest.Missing.median

  func apply(to request: inout ClusterRequest) {
    request.columns.only = columns
    request.columns.excluded = exclude
    request.columns.numbers = numbers
    request.columns.categories = categories
    request.columns.identifier = id
    request.columns.weight = weight
    request.scaling = scaling
    request.missing = missing
  }
}

/// Flags of `cluster` about the search.
struct SearchOptions: ParsableArguments {
  @Option(
    name: [.customShort("k", allowingJoined: true), .long], parsing: .unconditional,
    help: ArgumentHelp(
      "How many archetypes, such as 5 or 2...12; by default the data decides.", valueName: "count"))
  var clusters: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("Starts of the search.", valueName: "count"))
  var restarts = 10

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Resamples behind the stability of each archetype and the verdict; 0 for neither.", valueName: "count"))
  var bootstrap = 50

  @Option(
    help: ArgumentHelp(
      "Start from the centers in this table, without a search; to compare programs.", valueName: "file"),
    completion: .file())
  var initialCenters: String?

  func apply(to request: inout ClusterRequest) throws(Failure) {
    if let clusters { request.count = try ClusterCount(parsing: clusters) }
    request.restarts = restarts
    request.bootstraps = bootstrap
    request.initialCenters = initialCenters
  }
}

extension ClusterRequest.Scaling: ExpressibleByArgument {}
extension ClusterRequest.Missing: ExpressibleByArgument {}
