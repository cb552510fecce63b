import LinearAlgebra

/// The recursions of a retention chain in calendar time.
///
/// Rows of numbers by state of the chain are laid out state after state, `stride` numbers each, `stride` being the steps
/// plus one plus ``bucketCount``, so that what an edge adds to later steps is one run of numbers.
struct RenewalKernel: Sendable {
  /// An edge that takes time, between places of the chain's states.
  private struct Edge {
    var from: Int
    var to: Int
    /// The first dwell above 0 with a share, and how many follow up to the last one.
    var dwell: Int
    var count: Int
    /// Where its numbers begin in ``weights``.
    var first: Int
  }

  let bucketCount: Int
  private let stateCount: Int
  private let edges: [Edge]
  /// Probability of each edge after each of its dwells.
  private let weights: [Double]
  /// For each state, the probability that its dwell is longer than n steps and the end does not follow; n below the
  /// number of buckets.
  private let tails: [Double]
  private let closure: Matrix

  init(_ chain: RetentionChain) {
    let buckets = chain.dwells.grid.count
    var places = [Int](repeating: -1, count: chain.stateCount)
    for (place, state) in chain.states.enumerated() { places[state] = place }
    var edges: [Edge] = []
    var weights: [Double] = []
    var tails = [Double](repeating: 0, count: chain.states.count * buckets)
    weights.reserveCapacity(chain.dwells.shares.count)
    for (number, edge) in chain.edges.enumerated()
    where chain.probabilities[number] > 0 && Int(edge.to) != chain.stateCount - 1 {
      let probability = chain.probabilities[number]
      let shares = chain.dwells.shares[number * buckets..<(number + 1) * buckets]
      let from = places[Int(edge.from)]
      var tail = 0.0
      var last = 0
      var dwell = 0
      for bucket in Swift.stride(from: buckets - 1, to: 0, by: -1) {
        let share = shares[shares.startIndex + bucket]
        if share > 0 {
          dwell = bucket
          last = max(last, bucket)
        }
        tail += share
        tails[from * buckets + bucket - 1] += probability * tail
      }
      guard last > 0 else { continue }
      edges.append(
        Edge(from: from, to: places[Int(edge.to)], dwell: dwell, count: last - dwell + 1, first: weights.count))
      for bucket in dwell...last { weights.append(probability * shares[shares.startIndex + bucket]) }
    }
    bucketCount = buckets
    stateCount = chain.states.count
    self.edges = edges
    self.weights = weights
    self.tails = tails
    closure = chain.closure
  }

  /// S from each state: the probability of no lapse within n steps of a contact there.
  func survivals(stepCount: Int, stride: Int) -> [Double] {
    var result = [Double](repeating: 0, count: stateCount * stride)
    for state in 0..<stateCount {
      for step in 0..<min(bucketCount, stride) { result[state * stride + step] = tails[state * bucketCount + step] }
    }
    var now = [Double](repeating: 0, count: stateCount)
    var settled = now
    result.withUnsafeMutableBufferPointer { result in
      for step in 0...stepCount {
        for state in 0..<stateCount { now[state] = result[state * stride + step] }
        settle(now, into: &settled, transposed: false)
        for state in 0..<stateCount { result[state * stride + step] = min(settled[state], 1) }
        weights.withUnsafeBufferPointer { weights in
          for edge in edges {
            add(settled[edge.to], edge, weights, to: &result, at: edge.from * stride + step)
          }
        }
      }
    }
    return result
  }

  /// Expected contacts in each state at each step, from one customer in the first state at 0.
  func arrivals(stepCount: Int, stride: Int) -> [Double] {
    var result = [Double](repeating: 0, count: stateCount * stride)
    result[0] = 1
    var now = [Double](repeating: 0, count: stateCount)
    var settled = now
    result.withUnsafeMutableBufferPointer { result in
      for step in 0...stepCount {
        for state in 0..<stateCount { now[state] = result[state * stride + step] }
        settle(now, into: &settled, transposed: true)
        for state in 0..<stateCount { result[state * stride + step] = settled[state] }
        weights.withUnsafeBufferPointer { weights in
          for edge in edges {
            add(settled[edge.from], edge, weights, to: &result, at: edge.to * stride + step)
          }
        }
      }
    }
    return result
  }

  /// Adds a multiple of an edge's numbers to what comes its dwells later.
  @inline(__always)
  private func add(
    _ value: Double, _ edge: Edge, _ weights: UnsafeBufferPointer<Double>,
    to result: inout UnsafeMutableBufferPointer<Double>, at place: Int
  ) {
    guard value != 0, let source = weights.baseAddress, let target = result.baseAddress else { return }
    let from = source + edge.first
    let to = target + place + edge.dwell
    for i in 0..<edge.count { to[i] += value * from[i] }
  }

  /// What comes of a step's numbers before any time passes: closure · now, or its transpose · now.
  private func settle(_ now: [Double], into settled: inout [Double], transposed: Bool) {
    let n = stateCount
    closure.elements.withUnsafeBufferPointer { closure in
      if transposed {
        for j in 0..<n { settled[j] = 0 }
        for i in 0..<n where now[i] != 0 {
          for j in 0..<n { settled[j] += now[i] * closure[i &* n &+ j] }
        }
      } else {
        for i in 0..<n {
          var sum = 0.0
          for j in 0..<n { sum += closure[i &* n &+ j] * now[j] }
          settled[i] = sum
        }
      }
    }
  }
}
