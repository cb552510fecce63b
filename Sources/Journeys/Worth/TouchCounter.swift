/// Counts what journeys touch, group 0 those without an archetype.
struct TouchCounter {
  private let chain: ChainSequences
  private let archetypes: [Int32]
  private let values: [Double]
  private let stateCount: Int
  private let touchpointCount: Int
  /// How often each state was met, group after group: the start as often as there are journeys, the ends as they ended.
  private var visits: [Double]
  /// How many customers met it; journeys in a weighted chain.
  private var customers: [Double]
  /// What became of journeys that converted.
  private var groups: [ObservedTouches]

  init(_ chain: ChainSequences, _ archetypes: [Int32], _ archetypeCount: Int, _ values: [Double]) {
    self.chain = chain
    self.archetypes = archetypes
    self.values = values
    stateCount = chain.space.count
    touchpointCount = chain.space.touchpoints.count
    visits = Array(repeating: 0, count: (archetypeCount + 1) * stateCount)
    customers = visits
    groups = Array(repeating: ObservedTouches(touchpointCount: touchpointCount), count: archetypeCount + 1)
  }

  /// All groups.
  var results: [ObservedTouches] {
    groups.indices.map { group in
      var result = groups[group]
      let start = group * stateCount
      result.journeys = visits[start]
      result.customers = customers[start]
      result.conversions = visits[start + chain.space.conversionState]
      result.losses = visits[start + chain.space.lostState]
      for touchpoint in 0..<touchpointCount {
        let state = start + chain.space.state(ofTouchpoint: touchpoint)
        result.touchpoints[touchpoint].visits = visits[state]
        result.touchpoints[touchpoint].customers = customers[state]
      }
      return result
    }
  }

  /// Journeys of units that are counted nowhere else.
  mutating func add(_ journeys: Range<Int>) {
    countVisits(journeys)
    countConversions(journeys)
  }

  /// Meets state after state, whoever's they are: no branch depends on how long journeys are.
  private mutating func countVisits(_ journeys: Range<Int>) {
    let (chain, archetypes, stateCount) = (chain, archetypes, stateCount)
    let places = chain.sequences.offsets[journeys.lowerBound]..<chain.sequences.offsets[journeys.upperBound]
    let isWeighted = !chain.weights.isEmpty
    visits.withUnsafeMutableBufferPointer { visits in
      customers.withUnsafeMutableBufferPointer { customers in
        chain.sequences.states.withUnsafeBufferPointer { states in
          withUnsafeTemporaryAllocation(of: Int.self, capacity: stateCount) { lastOwners in
            lastOwners.initialize(repeating: -1)
            var journey = journeys.lowerBound - 1
            for place in places {
              let state = Int(states[place])
              journey &+= state == 0 ? 1 : 0
              let unit = Int(chain.units[journey])
              let weight = isWeighted ? chain.weights[journey] : 1
              let owner = isWeighted ? journey : unit
              let cell = (archetypes.isEmpty ? 0 : Int(archetypes[unit])) &* stateCount &+ state
              visits[cell] += weight
              customers[cell] += lastOwners[state] == owner ? 0 : weight
              lastOwners[state] = owner
            }
          }
        }
      }
    }
  }

  /// Shares out the conversions of the journeys that had one.
  private mutating func countConversions(_ journeys: Range<Int>) {
    let chain = chain
    let conversion = chain.space.conversionState
    var lastJourneys = [Int](repeating: -1, count: stateCount)
    chain.sequences.states.withUnsafeBufferPointer { states in
      for journey in journeys {
        let range = chain.sequences.range(of: journey)
        guard Int(states[range.upperBound - 1]) == conversion else { continue }
        let contacts = UnsafeBufferPointer(rebasing: states[range.dropFirst().dropLast()])
        let group = archetypes.isEmpty ? 0 : Int(archetypes[Int(chain.units[journey])])
        let weight = chain.weight(ofJourney: journey)
        for state in contacts where lastJourneys[Int(state)] != journey {
          lastJourneys[Int(state)] = journey
          groups[group].touchpoints[Int(state) - 1].conversions += weight
        }
        groups[group].attribute(contacts, weight, values.isEmpty ? .nan : values[journey])
      }
    }
  }
}

extension ObservedTouches {
  /// Shares out the conversion of a journey among its contacts, which are states.
  fileprivate mutating func attribute(_ contacts: UnsafeBufferPointer<Int32>, _ weight: Double, _ value: Double) {
    let worth = value.isNaN ? 0 : value
    if !value.isNaN { self.value = (self.value ?? 0) + worth }
    guard let first = contacts.first, let last = contacts.last else {
      directConversions += weight
      directValue += worth
      return
    }
    touchpoints[Int(first) - 1].add(weight, worth, to: \.first)
    touchpoints[Int(last) - 1].add(weight, worth, to: \.last)
    let part = 1 / Double(contacts.count)
    for state in contacts { touchpoints[Int(state) - 1].add(weight * part, worth * part, to: \.linear) }
  }
}
