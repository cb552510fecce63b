import Clustering
import Tables

/// The tables that `archetype cluster` writes.
struct ClusterTables {
  let analysis: ClusterAnalysis
  let columns: CustomerColumns

  private var k: Int { analysis.k }
  private var entries: [ProfileEntry] { analysis.profile.entries }

  /// One row an input row, in input order; `thresholds` are the distances beyond which a customer is unusual.
  static func assignments(
    _ assignment: Assignment, names: [String], thresholds: [Double], identifier: (name: String, texts: TextColumn)?
  ) -> ResultTable {
    let labels = assignment.labels
    let n = labels.count
    let isComplete = !labels.contains(-1)
    let unusual = (0..<n).map { labels[$0] >= 0 && assignment.distances[$0] > thresholds[Int(labels[$0])] }
    let results = [
      ResultColumn(
        "archetype",
        isComplete
          ? .integers(labels.map { Int($0) + 1 })
          : .numbers(labels.map { $0 < 0 ? .nan : Double($0) + 1 }, .shortest)),
      ResultColumn("name", .levels(codes: labels, levels: names)),
      ResultColumn("distance", .numbers(assignment.distances, .significant(6))),
      ResultColumn("confidence", .numbers((0..<n).map { assignment.confidence(of: $0) }, .decimals(4))),
      ResultColumn("unusual", .flags(unusual)),
    ]
    let customer =
      identifier.map { ResultColumn($0.name, .copied(CopiedCells($0.texts))) }
      ?? ResultColumn("row", .integers(Array(1...max(1, n)).prefix(n).map { $0 }))
    // Columns of results keep their names, whatever a column of the input is called.
    let named = (results + [customer]).uniquelyNamed
    return ResultTable(name: "assignments", columns: named.suffix(1) + named.dropLast())
  }

  /// One row an archetype, with its means in original units.
  func archetypes() -> ResultTable {
    let rules = analysis.rules
    var result = [
      ResultColumn("archetype", .integers(Array(1...k))),
      ResultColumn("name", .texts(analysis.names)),
      ResultColumn("size", .integers(analysis.counts)),
      ResultColumn("share", .numbers(analysis.shares, .significant(6))),
      ResultColumn("stability", .numbers(stability, .significant(6))),
      ResultColumn("stability_verdict", .texts(verdicts)),
      ResultColumn("cohesion", .numbers(analysis.cohesion, .significant(6))),
      ResultColumn("rule", .texts(rules.map(\.text))),
      ResultColumn("rule_precision", .numbers(rules.map(\.precision), .significant(6))),
      ResultColumn("rule_recall", .numbers(rules.map(\.recall), .significant(6))),
    ]
    let width = entries.count / k
    for place in 0..<width {
      let of = (0..<k).map { entries[$0 * width + place] }
      if let level = of[0].level {
        let shares = of.map { $0.share ?? .nan }
        result.append(ResultColumn("share_\(of[0].feature)=\(level)", .numbers(shares, .significant(6))))
      } else {
        result.append(ResultColumn("mean_\(of[0].feature)", .numbers(of.map { $0.mean ?? .nan }, .significant(9))))
      }
    }
    return ResultTable(name: "archetypes", columns: result.uniquelyNamed)
  }

  /// Similarities a archetype, NaN where there was no bootstrap.
  private var stability: [Double] {
    analysis.stability.isEmpty ? [Double](repeating: .nan, count: k) : analysis.stability
  }

  private var verdicts: [String] {
    stability.map { $0.isNaN ? "" : Stability.Verdict(similarity: $0).rawValue }
  }

  /// One row an archetype and feature, or level of a feature.
  func profile() -> ResultTable {
    func numbers(_ name: String, _ value: (ProfileEntry) -> Double?, digits: Int = 9) -> ResultColumn {
      ResultColumn(name, .numbers(entries.map { value($0) ?? .nan }, .significant(digits)))
    }
    return ResultTable(
      name: "profile",
      columns: [
        ResultColumn("archetype", .integers(entries.map { $0.archetype + 1 })),
        ResultColumn("name", .texts(entries.map { analysis.names[$0.archetype] })),
        ResultColumn("feature", .texts(entries.map(\.feature))),
        ResultColumn("level", .texts(entries.map { $0.level ?? "" })),
        numbers("mean", \.mean), numbers("median", \.median), numbers("share", \.share, digits: 6),
        numbers("population_mean", \.populationMean), numbers("population_median", \.populationMedian),
        numbers("population_share", \.populationShare, digits: 6), numbers("z", { $0.isKnown ? $0.z : nil }, digits: 6),
        numbers("lift", \.lift, digits: 6), ResultColumn("marker", .flags(entries.map(\.marker))),
      ])
  }

  /// One row a k that was tried.
  func selection() -> ResultTable {
    let trials = analysis.trials
    func numbers(_ name: String, _ value: (ClusterAnalysis.Trial) -> Double?) -> ResultColumn {
      ResultColumn(name, .numbers(trials.map { value($0) ?? .nan }, .significant(9)))
    }
    return ResultTable(
      name: "selection",
      columns: [
        ResultColumn("k", .integers(trials.map(\.k))),
        ResultColumn("inertia", .numbers(trials.map(\.partition.inertia), .shortest)),
        numbers("explained", \.indices.explained), numbers("silhouette", \.silhouette),
        ResultColumn("silhouette_kind", .texts(trials.map { $0.silhouetteKind?.rawValue ?? "" })),
        numbers("prediction_strength", \.strength), numbers("gap", \.gap?.gap),
        numbers("gap_se", \.gap?.standardError), numbers("calinski_harabasz", \.indices.calinskiHarabasz),
        numbers("davies_bouldin", \.indices.daviesBouldin), numbers("smallest_share", \.indices.smallestShare),
        ResultColumn("chosen", .flags(trials.map { $0.k == k })),
      ])
  }

  /// Cells as they were read, with the numbers or dates behind them.
  private static func cells(_ texts: [String], of column: Column, rows: [Int]) -> CopiedCells {
    switch column.values {
    case .numbers(let numbers): CopiedCells(texts, typed: .numbers(rows.map { numbers[$0] }))
    case .dates(let dates):
      CopiedCells(texts, typed: .dates(rows.map { dates.seconds[$0] }, dates.isDateOnly ? .day : .time))
    case .texts: CopiedCells(texts)
    }
  }

  /// Typical and borderline customers, with their cells as they were read.
  static func exemplars(
    _ assignment: Assignment, rows: PreparedRows, archetypeCount: Int, columns: CustomerColumns
  ) throws(Failure) -> ResultTable {
    let found = Exemplars.exemplars(
      of: rows, labels: assignment.labels, distances: assignment.distances,
      nextDistances: assignment.nextDistances, archetypeCount: archetypeCount)
    var cells: [[String]] = []
    for exemplar in found {
      do throws(TableError) {
        cells.append(try columns.table.cells(ofRow: exemplar.row))
      } catch {
        throw Failure(error)
      }
    }
    let ids = found.map { exemplar in
      columns.identifierTexts.map { $0.texts.string(ofRow: exemplar.row) ?? "" } ?? String(exemplar.row + 1)
    }
    var result = [
      ResultColumn("archetype", .integers(found.map { $0.archetype + 1 })),
      ResultColumn("kind", .texts(found.map(\.kind.rawValue))),
      ResultColumn("rank", .integers(found.map(\.rank))),
      ResultColumn("id", .texts(ids)),
      ResultColumn("distance", .numbers(found.map(\.distance), .significant(6))),
    ]
    for (place, column) in columns.table.columns.enumerated() {
      result.append(
        ResultColumn(column.name, .copied(Self.cells(cells.map { $0[place] }, of: column, rows: found.map(\.row)))))
    }
    return ResultTable(name: "exemplars", columns: result.uniquelyNamed)
  }
}
