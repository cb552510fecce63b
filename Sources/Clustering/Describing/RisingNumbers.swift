/// Numbers in rising order, each with the place it came from; missing ones left out.
///
/// O(count) time and memory, sorted digit by digit from the lowest; digits that all numbers share are passed over, as most are
/// in a column of whole numbers. Equal numbers keep their order. Source: Knuth, The Art of Computer Programming 5.2.5.
struct RisingNumbers: Sendable {
  let values: [Double]
  /// The place among the given numbers of each of `values`.
  let places: [Int32]

  private static let (digitBits, digitCount) = (11, 6)
  private static let radix = 1 << digitBits

  /// Sorts numbers, NaN for a missing one.
  init(_ numbers: [Double]) {
    precondition(numbers.count <= Int(Int32.max), "Places are counted in 32 bits.")
    var keys: [UInt64] = []
    var places: [Int32] = []
    keys.reserveCapacity(numbers.count)
    places.reserveCapacity(numbers.count)
    var counts = [Int32](repeating: 0, count: Self.radix * Self.digitCount)
    for (place, number) in numbers.enumerated() where !number.isNaN {
      let key = Self.key(number)
      keys.append(key)
      places.append(Int32(truncatingIfNeeded: place))
      for digit in 0..<Self.digitCount { counts[digit * Self.radix + Self.digit(digit, of: key)] += 1 }
    }
    var (nextKeys, nextPlaces) = (keys, places)
    for digit in 0..<Self.digitCount {
      let base = digit * Self.radix
      guard let first = keys.first, counts[base + Self.digit(digit, of: first)] < keys.count else { continue }
      var reached: Int32 = 0
      for value in base..<(base + Self.radix) {
        let count = counts[value]
        counts[value] = reached
        reached += count
      }
      for i in keys.indices {
        let slot = base + Self.digit(digit, of: keys[i])
        let target = Int(counts[slot])
        counts[slot] += 1
        nextKeys[target] = keys[i]
        nextPlaces[target] = places[i]
      }
      swap(&keys, &nextKeys)
      swap(&places, &nextPlaces)
    }
    values = keys.map(Self.number)
    self.places = places
  }

  @inline(__always)
  private static func digit(_ digit: Int, of key: UInt64) -> Int {
    Int(truncatingIfNeeded: key &>> UInt64(digit &* digitBits)) & (radix - 1)
  }

  /// A whole number that rises with the given one; both zeros are one.
  @inline(__always)
  private static func key(_ number: Double) -> UInt64 {
    let bits = (number + 0).bitPattern
    return bits & signBit == 0 ? bits | signBit : ~bits
  }

  private static func number(_ key: UInt64) -> Double {
    Double(bitPattern: key & signBit == 0 ? ~key : key ^ signBit)
  }

  private static let signBit: UInt64 = 1 << 63
}
