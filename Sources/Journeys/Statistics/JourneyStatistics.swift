/// All that refitting under resampled customers needs of a log: what `statistics.bin` holds.
///
/// The units are numbered alike in every chain and carry no names.
public struct JourneyStatistics: Sendable, Equatable {
  /// One chain and what was counted of it.
  public struct Chain: Sendable, Equatable {
    /// What the chain is about.
    public let kind: StateSpace.Chain
    /// What was counted.
    public let statistics: ChainStatistics

    public init(_ kind: StateSpace.Chain, _ statistics: ChainStatistics) {
      self.kind = kind
      self.statistics = statistics
    }
  }

  /// At least one, each kind once.
  public let chains: [Chain]
  /// Archetype of each unit, from 0; −1 without one. Empty where there are no archetypes.
  public let archetypes: [Int32]
  /// What the conversions of each unit were worth; NaN = unknown. Empty where values are unknown.
  public let values: [Double]

  public init(chains: [Chain], archetypes: [Int32] = [], values: [Double] = []) {
    precondition(!chains.isEmpty, "There is a chain.")
    let unitCount = chains[0].statistics.unitCount
    precondition(chains.allSatisfy { $0.statistics.unitCount == unitCount }, "Every chain has the same units.")
    precondition(Set(chains.map(\.kind)).count == chains.count, "There is one chain of a kind.")
    precondition(
      archetypes.isEmpty || archetypes.count == unitCount, "Every unit has an archetype, or a negative number.")
    precondition(archetypes.allSatisfy { $0 >= -1 }, "Archetypes count from 0.")
    precondition(values.isEmpty || values.count == unitCount, "Every unit has its value, or none has.")
    self.chains = chains
    self.archetypes = archetypes
    self.values = values
  }

  /// Number of units, the same in every chain.
  public var unitCount: Int { chains[0].statistics.unitCount }

  /// The statistics of one kind of chain.
  public func statistics(of kind: StateSpace.Chain) -> ChainStatistics? {
    chains.first { $0.kind == kind }?.statistics
  }
}
