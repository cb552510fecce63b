extension EventLog {
  /// Places of contacts that repeat an earlier one: same customer, time, touchpoint and amounts.
  public var duplicates: [Int] {
    guard tieCount > 0 else { return [] }
    var found: [Int] = []
    for customer in 0..<customerCount {
      let range = range(of: customer)
      var first = range.lowerBound
      for place in range.dropFirst() {
        if times[place] != times[first] {
          first = place
        } else if (first..<place).contains(where: { isSame($0, place) }) {
          found.append(place)
        }
      }
    }
    return found
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

  private func isSame(_ first: Int, _ second: Int) -> Bool {
    touchpoints[first] == touchpoints[second]
      && [amounts.values, amounts.costs, amounts.scores].allSatisfy { values in
        values.isEmpty || values[first] == values[second] || values[first].isNaN && values[second].isNaN
      }
  }
}
