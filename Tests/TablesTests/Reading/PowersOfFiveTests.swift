import Testing

@testable import Tables

@Suite struct PowersOfFiveTests {
  /// A natural number as 32-bit limbs, lowest first; only what checking needs.
  private struct Natural: Equatable {
    var limbs: [UInt32]

    init(_ value: UInt128) {
      limbs = (0..<4).map { UInt32(truncatingIfNeeded: value >> (32 * $0)) }
    }

    func times(_ other: Natural) -> Natural {
      var product = [UInt32](repeating: 0, count: limbs.count + other.limbs.count)
      for (i, left) in limbs.enumerated() {
        var carry: UInt64 = 0
        for (j, right) in other.limbs.enumerated() {
          let sum = UInt64(left) * UInt64(right) + UInt64(product[i + j]) + carry
          product[i + j] = UInt32(truncatingIfNeeded: sum)
          carry = sum >> 32
        }
        product[i + other.limbs.count] = UInt32(carry)
      }
      var result = Natural(0)
      result.limbs = product
      while result.limbs.last == 0 { result.limbs.removeLast() }
      return result
    }

    var bitWidth: Int {
      guard let top = limbs.lastIndex(where: { $0 != 0 }) else { return 0 }
      return 32 * (top + 1) - limbs[top].leadingZeroBitCount
    }

    static func power(_ base: UInt128, _ exponent: Int) -> Natural {
      (0..<exponent).reduce(Natural(1)) { power, _ in power.times(Natural(base)) }
    }

    /// −1, 0 or 1.
    func compared(to other: Natural) -> Int {
      for index in stride(from: max(limbs.count, other.limbs.count) - 1, through: 0, by: -1) {
        let left = index < limbs.count ? limbs[index] : 0
        let right = index < other.limbs.count ? other.limbs[index] : 0
        if left != right { return left < right ? -1 : 1 }
      }
      return 0
    }
  }

  @Test("Positive powers are the first 128 bits", arguments: 0...64)
  func positive(q: Int) {
    let entry = PowersOfFive.shared[q]
    let power = Natural.power(5, q)
    #expect(entry.leadingZeroBitCount == 0)
    // Both sides times a power of two that aligns the first bits.
    let shift = power.bitWidth - 128
    let scale = Natural.power(2, abs(shift))
    let low = shift >= 0 ? Natural(entry).times(scale) : Natural(entry)
    let exact = shift >= 0 ? power : power.times(scale)
    #expect(low.compared(to: exact) <= 0)
    if entry < .max {
      let high = shift >= 0 ? Natural(entry + 1).times(scale) : Natural(entry + 1)
      #expect(high.compared(to: exact) > 0)
    }
  }

  @Test("Reciprocals are rounded down below −27 and up from there on", arguments: 1...64)
  func negative(n: Int) {
    let entry = PowersOfFive.shared[-n]
    let power = Natural.power(5, n)
    #expect(entry.leadingZeroBitCount == 0)
    let unit = Natural.power(2, 127 + power.bitWidth)
    let (below, above) = n <= 27 ? (entry - 1, entry) : (entry, entry + 1)
    #expect(Natural(below).times(power).compared(to: unit) < 0)
    #expect(Natural(above).times(power).compared(to: unit) > 0)
  }
}
