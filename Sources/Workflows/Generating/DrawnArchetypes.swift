import Glibc
import LinearAlgebra

/// How many generated customers there are of each archetype, and which customer is of which.
struct DrawnArchetypes: Sendable {
  /// Customers of each archetype, falling, at least one each.
  let sizes: [Int]

  /// - Precondition: `sizes` fall, none is 0.
  init(sizes: [Int]) {
    precondition(sizes == sizes.sorted(by: >) && sizes.last ?? 0 > 0, "Sizes fall, and every archetype has a customer.")
    self.sizes = sizes
  }

  /// Draws sizes that differ by factors of two or three, as segments do.
  init(count: Int, customers: Int, stream: RandomStream) {
    precondition((1...customers).contains(count), "Every archetype has a customer.")
    var stream = stream
    let weights = (0..<count).map { _ in exp(0.4 * stream.normal()) }.sorted(by: >)
    let total = weights.reduce(0, +)
    let spare = customers - count
    var sizes = weights.map { 1 + Int($0 / total * Double(spare)) }
    // Rounding down leaves a few over; the largest archetypes take one each, so the order stays.
    let rest = customers - sizes.reduce(0, +)
    for position in 0..<rest { sizes[position % sizes.count] += 1 }
    self.sizes = sizes.sorted(by: >)
  }

  /// The archetype of every customer, in random order.
  func shuffled(_ stream: RandomStream) -> [Int32] {
    var stream = stream
    let customers = sizes.reduce(0, +)
    var archetypes: [Int32] = []
    archetypes.reserveCapacity(customers)
    for (archetype, size) in sizes.enumerated() {
      archetypes += repeatElement(Int32(archetype), count: size)
    }
    for i in 0..<(customers - 1) { archetypes.swapAt(i, i + stream.index(below: customers - i)) }
    return archetypes
  }

  /// Names of customers, `C0001`, `C0002` …, all of one length.
  static func identifiers(_ customers: Int) -> [String] {
    let digits = String(customers).count
    return (1...customers).map { customer in
      let number = String(customer)
      return "C" + String(repeating: "0", count: digits - number.count) + number
    }
  }
}
