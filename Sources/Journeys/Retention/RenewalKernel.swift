import LinearAlgebra

/// The recursions of a retention chain in calendar time.
///
/// Numbers by state of the chain and step are laid out state after state, ``stride(stepCount:)`` numbers each, so that what
/// a step adds to later steps of one state is one run of numbers.
struct RenewalKernel: Sendable {
  private let chain: RetentionChain
  private let stateCount: Int
  /// Place of each state among those of the chain; −1 for others.
  private let places: [Int]
  /// Dwells of 1, 2, … steps, rounded up to whole vectors.
  private let width: Int

  init(_ chain: RetentionChain) {
    var places = [Int](repeating: -1, count: chain.stateCount)
    for (place, state) in chain.states.enumerated() { places[state] = place }
    self.chain = chain
    self.places = places
    stateCount = chain.states.count
    width = (chain.dwells.grid.count - 1 + 7) / 8 * 8
  }

  /// Numbers a state; those past the last step are what would come later.
  func stride(stepCount: Int) -> Int { stepCount + 1 + width }

  /// S from each state: the probability of no lapse within so many steps of a contact there.
  func survivals(stepCount: Int) -> [Double] {
    let stride = stride(stepCount: stepCount)
    var result = [Double](repeating: 0, count: stateCount * stride)
    addTails(to: &result, stride)
    run(&result, stepCount, Terms(self, intoStateBefore: true), closure: chain.closure, negligible: 0)
    return result
  }

  /// Expected contacts in each state at each step, from one customer in the first state at 0; once there are practically
  /// none for as long as a dwell may last, later steps have none.
  func arrivals(stepCount: Int) -> [Double] {
    var result = [Double](repeating: 0, count: stateCount * stride(stepCount: stepCount))
    result[0] = 1
    var transposed = chain.closure
    for i in 0..<stateCount { for j in 0..<stateCount { transposed[i, j] = chain.closure[j, i] } }
    run(&result, stepCount, Terms(self, intoStateBefore: false), closure: transposed, negligible: 1e-15)
    return result
  }

  /// Edges that take time, by the state whose numbers they add to.
  private struct Terms {
    /// Where each state's terms begin, and at last where the last one's end.
    var offsets: [Int] = [0]
    /// The state whose number is added, times the weights.
    var sources: [Int] = []
    /// Probability of the edge after 1, 2, … steps, ``width`` of them a term.
    var weights: [Double] = []

    init(_ kernel: RenewalKernel, intoStateBefore: Bool) {
      let chain = kernel.chain
      let buckets = chain.dwells.grid.count
      var lists = [[(source: Int, edge: Int)]](repeating: [], count: kernel.stateCount)
      for (number, edge) in chain.edges.enumerated()
      where chain.probabilities[number] > 0 && Int(edge.to) != chain.stateCount - 1 {
        let from = kernel.places[Int(edge.from)]
        let to = kernel.places[Int(edge.to)]
        lists[intoStateBefore ? from : to].append((intoStateBefore ? to : from, number))
      }
      weights.reserveCapacity(chain.edges.count * kernel.width)
      for list in lists {
        for term in list where chain.dwells.shares[term.edge * buckets] < 1 {
          let shares = chain.dwells.shares[term.edge * buckets + 1..<(term.edge + 1) * buckets]
          sources.append(term.source)
          for share in shares { weights.append(chain.probabilities[term.edge] * share) }
          for _ in shares.count..<kernel.width { weights.append(0) }
        }
        offsets.append(sources.count)
      }
    }
  }

  /// Settles every step in turn, and adds what it means for later ones, until numbers have been negligible for as long as
  /// any dwell lasts.
  private func run(
    _ numbers: inout [Double], _ stepCount: Int, _ terms: Terms, closure: Matrix, negligible: Double
  ) {
    var quietSteps = 0
    let stride = stride(stepCount: stepCount)
    var now = [Double](repeating: 0, count: stateCount)
    var settled = now
    numbers.withUnsafeMutableBytes { numbers in
      terms.weights.withUnsafeBytes { weights in
        for step in 0...stepCount {
          for state in 0..<stateCount {
            now[state] = numbers.load(fromByteOffset: 8 * (state * stride + step), as: Double.self)
          }
          Self.multiply(closure, now, &settled)
          for state in 0..<stateCount {
            numbers.storeBytes(of: settled[state], toByteOffset: 8 * (state * stride + step), as: Double.self)
            add(
              settled, terms, terms.offsets[state]..<terms.offsets[state + 1], weights, to: numbers,
              at: state * stride + step + 1)
          }
          quietSteps = settled.allSatisfy { $0 < negligible } ? quietSteps + 1 : 0
          if quietSteps > width { return }
        }
      }
    }
  }

  /// Adds terms to the steps from a place on; eight steps stay in registers while the terms go by.
  @inline(__always)
  private func add(
    _ settled: [Double], _ terms: Terms, _ range: Range<Int>, _ weights: UnsafeRawBufferPointer,
    to numbers: UnsafeMutableRawBufferPointer, at place: Int
  ) {
    guard !range.isEmpty else { return }
    settled.withUnsafeBufferPointer { settled in
      terms.sources.withUnsafeBufferPointer { sources in
        for first in Swift.stride(from: 0, to: width, by: 8) {
          var sum = numbers.loadUnaligned(fromByteOffset: 8 &* (place &+ first), as: SIMD8<Double>.self)
          var offset = 8 &* (range.lowerBound &* width &+ first)
          for term in range {
            sum += weights.loadUnaligned(fromByteOffset: offset, as: SIMD8<Double>.self) * settled[sources[term]]
            offset &+= 8 &* width
          }
          numbers.storeBytes(of: sum, toByteOffset: 8 &* (place &+ first), as: SIMD8<Double>.self)
        }
      }
    }
  }

  /// What comes of a step's numbers before any time passes.
  private static func multiply(_ closure: Matrix, _ now: [Double], _ result: inout [Double]) {
    let n = now.count
    closure.elements.withUnsafeBufferPointer { closure in
      for i in 0..<n {
        var sum = 0.0
        for j in 0..<n { sum += closure[i &* n &+ j] * now[j] }
        result[i] = sum
      }
    }
  }

  /// Adds the probability that a state is left after more steps, and not for the end.
  private func addTails(to numbers: inout [Double], _ stride: Int) {
    let buckets = chain.dwells.grid.count
    for (number, edge) in chain.edges.enumerated()
    where chain.probabilities[number] > 0 && Int(edge.to) != chain.stateCount - 1 {
      let first = places[Int(edge.from)] * stride
      var tail = 0.0
      for bucket in Swift.stride(from: buckets - 1, to: 0, by: -1) {
        tail += chain.dwells.shares[number * buckets + bucket]
        if bucket - 1 < stride { numbers[first + bucket - 1] += chain.probabilities[number] * tail }
      }
    }
  }
}
