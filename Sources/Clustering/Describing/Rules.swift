import LinearAlgebra

/// Rules that tell each archetype from the others in a few conditions.
public enum Rules {
  /// How rules are searched.
  public struct Options: Sendable {
    /// Of the sample of rows that rules are learned on.
    public var seed: UInt64
    /// The largest number of rows that rules are learned on.
    public var sampleSize = 20_000
    /// The largest number of conditions in a rule.
    public var conditionLimit = 3
    /// Threads to use; any number gives the same rules.
    public var workers: Workers

    public init(seed: UInt64, workers: Workers = Workers()) {
      self.seed = seed
      self.workers = workers
    }
  }

  /// One rule for every archetype: the conjunction of at most three conditions with the largest F1 that a search finds.
  ///
  /// The search grows conjunctions condition by condition and keeps the best eight of each length; a condition is the
  /// interval, or the set of levels, of one column that makes F1 largest given the others, found exactly among the candidate
  /// thresholds. A condition stays only if it adds more than 0.01 to F1, and between two bounds and one, or many levels and few,
  /// 0.002 a bound decides. Thresholds are the roundest numbers between neighbouring quantiles of all rows and of each
  /// archetype. Rules are learned on a sample of at most ``Options/sampleSize`` rows in which small archetypes have at
  /// least some hundred rows, and judged on all rows. A missing number fails every condition on its
  /// column; missing cells of a category are a level of their own, ``Preparation/missingLevel``.
  ///
  /// - Parameters:
  ///   - columns: In original units, n rows each; NaN or code -1 for a missing cell.
  ///   - labels: In `0..<archetypeCount`, or -1 for a row that takes no part; n.
  ///   - archetypeCount: Number of archetypes.
  ///   - weights: Nonnegative, one a row; nil for 1 each. They weigh precision and recall.
  ///   - options: Seed, size of the sample, and length of the rules.
  /// - Returns: A rule for each archetype, in order.
  public static func rules(
    columns: [FeatureColumn], labels: [Int32], archetypeCount: Int, weights: [Double]? = nil, options: Options
  ) -> [ArchetypeRule] {
    precondition(columns.allSatisfy { $0.rowCount == labels.count }, "Every row has a label.")
    precondition(weights.map { $0.count == labels.count } ?? true, "Every row has a weight.")
    let sample = sample(of: labels, archetypeCount: archetypeCount, options)
    let sampledLabels = sample.rows.map { labels[$0] }
    let bins = RuleBins(
      columns: columns, rows: sample.rows, labels: sampledLabels, archetypeCount: archetypeCount,
      workers: options.workers)
    let masses = zip(sample.rows, sample.represented).map { row, represented in (weights?[row] ?? 1) * represented }
    let search = RuleSearch(
      bins: bins, labels: sampledLabels, masses: masses, conditionLimit: options.conditionLimit)
    let found = options.workers.map(pieces: archetypeCount) { archetype in
      search.conditions(for: Int32(archetype)).map { bins.condition($0, of: columns) }
    }
    return judged(found, columns: columns, labels: labels, weights: weights, workers: options.workers)
  }

  private static func sample(of labels: [Int32], archetypeCount: Int, _ options: Options) -> StratifiedSample {
    let taking = labels.count { $0 >= 0 }
    let minimum = min(400, options.sampleSize / (2 * max(archetypeCount, 1)))
    let size = taking <= options.sampleSize ? max(taking, 1) : options.sampleSize - minimum * archetypeCount
    return StratifiedSample(
      size: size, minimum: minimum, labelings: [labels],
      stream: RandomStream(seed: options.seed, path: StratifiedSample.Purpose.rules))
  }

  /// The rules with their precision and recall over all rows of a label.
  ///
  /// - Parameters:
  ///   - conditions: Those of the archetypes `0..<conditions.count`.
  ///   - columns: In original units, n rows each.
  ///   - labels: In `0..<conditions.count`, or -1 for a row that takes no part; n.
  ///   - weights: Nonnegative, one a row; nil for 1 each.
  ///   - workers: Threads to use; any number gives the same result.
  public static func judged(
    _ conditions: [[RuleCondition]], columns: [FeatureColumn], labels: [Int32], weights: [Double]? = nil,
    workers: Workers = Workers()
  ) -> [ArchetypeRule] {
    let masses = Grouping(labels: labels, count: conditions.count, weights: weights).masses
    let tests = conditions.map { $0.map { CellTest($0, of: columns[$0.column]) } }
    let blocks = Workers.blocks(of: labels.count, size: 8192)
    let parts = workers.map(pieces: blocks.count) { piece in
      tests.indices.map { coverage(of: tests[$0], archetype: Int32($0), labels, weights, rows: blocks[piece]) }
    }
    return conditions.indices.map { archetype in
      let met = parts.reduce(0.0) { $0 + $1[archetype].met }
      let right = parts.reduce(0.0) { $0 + $1[archetype].right }
      return ArchetypeRule(
        archetype: archetype, conditions: conditions[archetype], precision: met > 0 ? right / met : 0,
        recall: masses[archetype] > 0 ? right / masses[archetype] : 0)
    }
  }

  /// The weight of the rows of a block that meet all tests, and of those among them that belong to the archetype.
  private static func coverage(
    of tests: [CellTest], archetype: Int32, _ labels: [Int32], _ weights: [Double]?, rows: Range<Int>
  ) -> (met: Double, right: Double) {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: rows.count) { places in
      for r in 0..<rows.count { places[r] = rows.lowerBound + r }
      var count = rows.count
      for test in tests { count = test.narrow(places.baseAddress!, count) }
      var met = 0.0
      var right = 0.0
      labels.withUnsafeBufferPointer { labels in
        for r in 0..<count where labels[places[r]] >= 0 {
          let weight = weights?[places[r]] ?? 1
          met += weight
          right += labels[places[r]] == archetype ? weight : 0
        }
      }
      return (met, right)
    }
  }
}

/// A condition made ready to be tested on the cells of its column.
private enum CellTest: Sendable {
  case interval(numbers: [Double], low: Double, high: Double)
  /// `allowed` begins with the mark of missing cells, code -1.
  case levels(codes: [Int32], allowed: [Int])
  /// A condition on levels of a column of numbers, or the other way round: no cell meets it.
  case nothing

  init(_ condition: RuleCondition, of column: FeatureColumn) {
    switch (condition.test, column.values) {
    case (.interval(let low, let high), .numbers(let numbers)):
      self = .interval(numbers: numbers, low: low ?? -.infinity, high: high ?? .infinity)
    case (.levels(let chosen), .categories(let codes, let levels)):
      // Levels are bytes: strings that Unicode calls equal are different levels.
      let chosen = Set(chosen.map { Array($0.utf8) })
      let all = [Preparation.missingLevel] + levels
      self = .levels(codes: codes, allowed: all.map { chosen.contains(Array($0.utf8)) ? 1 : 0 })
    default:
      self = .nothing
    }
  }

  /// Moves the rows whose cell meets the condition to the front of `places` and returns how many there are.
  func narrow(_ places: UnsafeMutablePointer<Int>, _ count: Int) -> Int {
    // Every row is written and the place moves on only if it stays: no branch to be mispredicted.
    var kept = 0
    switch self {
    case .interval(let numbers, let low, let high):
      numbers.withUnsafeBufferPointer { numbers in
        for r in 0..<count {
          let row = places[r]
          let value = numbers[row]
          places[kept] = row
          kept &+= (value >= low ? 1 : 0) & (value < high ? 1 : 0)
        }
      }
    case .levels(let codes, let allowed):
      codes.withUnsafeBufferPointer { codes in
        allowed.withUnsafeBufferPointer { allowed in
          for r in 0..<count {
            let row = places[r]
            places[kept] = row
            kept &+= allowed[Int(codes[row]) &+ 1]
          }
        }
      }
    case .nothing: break
    }
    return kept
  }
}
