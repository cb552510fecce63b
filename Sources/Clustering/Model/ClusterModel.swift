import LinearAlgebra

/// Archetypes as they are saved: all that is needed to assign new customers, and where they came from.
public struct ClusterModel: Sendable, Codable, Equatable {
  /// The kind and version of the file.
  public static let schema = "archetype/cluster-model/1"

  /// More rows than any table has; their sums stay whole numbers.
  private static let largestRowCount = 1 << 40

  /// The table that the archetypes were found in.
  public struct Source: Sendable, Codable, Equatable {
    /// Its file name without folder and ending.
    public var stem: String
    /// A digest of its bytes.
    public var digest: String
    /// Rows of the table.
    public var rows: Int

    public init(stem: String, digest: String, rows: Int) {
      self.stem = stem
      self.digest = digest
      self.rows = rows
    }
  }

  /// Which words of a category stood for a missing cell when the table was read.
  public enum MissingWords: String, Sendable, Codable {
    /// Every word that programs write for it.
    case all
    /// Those that mean nothing else among texts.
    case amongTexts = "among_texts"
    /// The same without `NA`, a code among others of two capitals.
    case amongCapitals = "among_capitals"
  }

  /// One archetype.
  public struct Archetype: Sendable, Codable, Equatable {
    /// As ``ArchetypeNames`` has it.
    public var name: String
    /// Number of customers it was found with.
    public var size: Int
    /// Its center in the space of features, d values.
    public var center: [Double]
    /// The distance beyond which a customer is unusual: the 99th percentile of its own customers.
    public var unusualBeyond: Double

    public init(name: String, size: Int, center: [Double], unusualBeyond: Double) {
      self.name = name
      self.size = size
      self.center = center
      self.unusualBeyond = unusualBeyond
    }
  }

  public var schema = ClusterModel.schema
  /// The table that was clustered.
  public var source: Source
  /// The seed of the search.
  public var seed: UInt64
  /// The column that names a customer, if there was one.
  public var identifier: String?
  /// How columns become features.
  public var preparation: Preparation
  /// Which words stood for missing cells, by category; nil in models that were written before this was kept.
  public var missingWords: [String: MissingWords]?
  /// In the order of their labels.
  public var archetypes: [Archetype]

  public init(
    source: Source, seed: UInt64, identifier: String?, preparation: Preparation,
    missingWords: [String: MissingWords]? = nil, archetypes: [Archetype]
  ) {
    self.source = source
    self.seed = seed
    self.identifier = identifier
    self.preparation = preparation
    self.missingWords = missingWords
    self.archetypes = archetypes
  }

  /// The centers, k × d.
  public var centers: Matrix { Matrix(archetypes.map(\.center)) }

  /// What contradicts itself in a model that was read from a file, in one sentence; nil when it can be used.
  public var defect: String? {
    if !(0...Self.largestRowCount).contains(source.rows) { return "it cannot have had \(source.rows) rows" }
    if archetypes.isEmpty { return "it holds no archetype" }
    let d = preparation.dimension
    if d == 0 { return "it holds no feature" }
    for (place, archetype) in archetypes.enumerated() {
      if archetype.center.count != d {
        return "archetype \(place + 1) has \(archetype.center.count) features where \(d) are prepared"
      }
      if !(0...source.rows).contains(archetype.size) {
        return "archetype \(place + 1) has \(archetype.size) of \(source.rows) rows"
      }
      if !archetype.center.allSatisfy(\.isFinite) || !archetype.unusualBeyond.isFinite {
        return "archetype \(place + 1) has a number that is not finite"
      }
    }
    for column in preparation.columns {
      switch (column.number, column.category) {
      case (let number?, nil):
        if !(number.center.isFinite && number.scale.isFinite && number.median.isFinite && number.scale != 0) {
          return "column '\(column.name)' has a scale that cannot be used"
        }
      case (nil, let category?):
        let usable = category.scale.isFinite && category.shares.allSatisfy(\.isFinite)
        if category.levels.isEmpty || category.levels.count != category.shares.count || !usable {
          return "column '\(column.name)' has levels that do not fit their shares"
        }
      default:
        return "column '\(column.name)' must be either a number or a category"
      }
    }
    return nil
  }
}
