extension EventLog {
  /// Places of contacts that repeat an earlier one: same customer, time, touchpoint and amounts.
  public var duplicates: [Int] {
    guard tieCount > 0 else { return [] }
    var found: [Int] = []
    var seen: Set<Contact> = []
    for customer in 0..<customerCount {
      let range = range(of: customer)
      var first = range.lowerBound
      for place in range.dropFirst() {
        if times[place] != times[first] {
          first = place
          continue
        }
        let contact = contact(place)
        if place - first < Self.fewTies {
          if (first..<place).contains(where: { self.contact($0) == contact }) { found.append(place) }
          continue
        }
        if place - first == Self.fewTies { seen = Set((first..<place).map { self.contact($0) }) }
        if !seen.insert(contact).inserted { found.append(place) }
      }
    }
    return found
  }

  /// Up to as many contacts at one time are compared with each other.
  private static let fewTies = 8

  /// The contacts up to a time, that time included, of the customers who have any, and how many came later. O(n).
  public func until(_ end: Double) -> (log: EventLog, laterCount: Int) {
    var keptOffsets = [0]
    var customers: [Int] = []
    for customer in 0..<customerCount {
      let range = range(of: customer)
      var last = range.upperBound
      while last > range.lowerBound, times[last - 1] > end { last -= 1 }
      guard last > range.lowerBound else { continue }
      customers.append(customer)
      keptOffsets.append(keptOffsets[keptOffsets.count - 1] + last - range.lowerBound)
    }
    let laterCount = contactCount - keptOffsets[keptOffsets.count - 1]
    guard laterCount > 0 else { return (self, 0) }
    func kept<Value>(_ values: [Value]) -> [Value] {
      guard !values.isEmpty else { return [] }
      return customers.indices.flatMap { place in
        let first = offsets[customers[place]]
        return values[first..<(first + keptOffsets[place + 1] - keptOffsets[place])]
      }
    }
    let keptTimes = kept(times)
    var ties = 0
    for place in customers.indices {
      for i in (keptOffsets[place]..<keptOffsets[place + 1]).dropFirst() where keptTimes[i] == keptTimes[i - 1] {
        ties += 1
      }
    }
    let log = EventLog(
      offsets: keptOffsets, times: keptTimes, touchpoints: kept(touchpoints),
      amounts: ContactAmounts(values: kept(amounts.values), costs: kept(amounts.costs), scores: kept(amounts.scores)),
      archetypes: archetypes.isEmpty ? [] : customers.map { archetypes[$0] }, tieCount: ties)
    return (log, laterCount)
  }

  /// The log without the contacts at these places, which rise. Every customer keeps a contact.
  public func removing(_ places: [Int]) -> EventLog {
    var isRemoved = [Bool](repeating: false, count: contactCount)
    for place in places { isRemoved[place] = true }
    func kept<Value>(_ values: [Value]) -> [Value] {
      values.isEmpty ? [] : values.indices.filter { !isRemoved[$0] }.map { values[$0] }
    }
    var keptOffsets = [0]
    for customer in 0..<customerCount {
      keptOffsets.append(keptOffsets[customer] + range(of: customer).count { !isRemoved[$0] })
    }
    return EventLog(
      offsets: keptOffsets, times: kept(times), touchpoints: kept(touchpoints),
      amounts: ContactAmounts(values: kept(amounts.values), costs: kept(amounts.costs), scores: kept(amounts.scores)),
      archetypes: archetypes, tieCount: tieCount)
  }

  /// What makes one of several contacts at a time.
  private struct Contact: Hashable {
    let touchpoint: UInt16
    /// Missing where the log has none, so that two missing ones are alike.
    let value: Double?
    let cost: Double?
    let score: Double?
  }

  private func contact(_ place: Int) -> Contact {
    func amount(_ values: [Double]) -> Double? { values.isEmpty || values[place].isNaN ? nil : values[place] }
    return Contact(
      touchpoint: touchpoints[place], value: amount(amounts.values), cost: amount(amounts.costs),
      score: amount(amounts.scores))
  }
}
