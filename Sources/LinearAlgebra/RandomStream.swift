import Glibc

/// A seeded sequence of random numbers; equal seeds and paths give equal sequences on every machine.
///
/// A stream is named by a seed and a path of numbers (purpose, restart, replicate …), so that work can be shared among
/// threads in any order without touching the numbers another piece of work draws. Source: xoshiro256++ (Blackman and
/// Vigna 2021), its state filled by SplitMix64 (Steele, Lea and Flood 2014) from the hashed path.
public struct RandomStream: Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)
  private var spareNormal: Double?

  /// The stream of a seed and a path.
  public init(seed: UInt64, path: UInt64...) {
    var key = Self.scrambled(seed)
    for step in path { key = Self.scrambled(key ^ Self.scrambled(step &+ 0x9E37_79B9_7F4A_7C15)) }
    var words: [UInt64] = []
    for _ in 0..<4 {
      key &+= 0x9E37_79B9_7F4A_7C15
      words.append(Self.scrambled(key))
    }
    state = (words[0], words[1], words[2], words[3])
  }

  /// The finalizer of SplitMix64: every bit of the argument moves every bit of the result.
  private static func scrambled(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    let sum = state.0 &+ state.3
    let result = ((sum << 23) | (sum >> 41)) &+ state.0
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = (state.3 << 45) | (state.3 >> 19)
    return result
  }

  /// A number in [0, 1), a multiple of 2⁻⁵³.
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// An index in `0..<count`, every one equally likely.
  public mutating func index(below count: Int) -> Int {
    precondition(count > 0, "An index is drawn from at least one place.")
    // Lemire (2019): multiply, and reject the few draws that would favour small indices.
    let bound = UInt64(count)
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }

  /// A standard normal number. Source: the polar method (Marsaglia and Bray 1964).
  public mutating func normal() -> Double {
    if let spare = spareNormal {
      spareNormal = nil
      return spare
    }
    while true {
      let u = 2 * uniform() - 1
      let v = 2 * uniform() - 1
      let s = u * u + v * v
      if s > 0, s < 1 {
        let factor = (-2 * log(s) / s).squareRoot()
        spareNormal = v * factor
        return u * factor
      }
    }
  }

  /// A number from the exponential distribution of mean 1.
  public mutating func exponential() -> Double {
    -log1p(-uniform())
  }

  /// The first `count` places of a random order of `0..<total`, without repeats.
  ///
  /// O(total) time and memory, O(count) where that is a small part. Source: Fisher and Yates, as given by Knuth (algorithm P).
  public mutating func sample(_ count: Int, of total: Int) -> [Int] {
    precondition(count >= 0 && count <= total, "A sample without repeats is no larger than what it is drawn from.")
    if count < total / 16 { return sparseSample(count, of: total) }
    var places = Array(0..<total)
    for i in 0..<count {
      places.swapAt(i, i + index(below: total - i))
    }
    return Array(places[0..<count])
  }

  /// The same draws, keeping only the places that have been exchanged.
  private mutating func sparseSample(_ count: Int, of total: Int) -> [Int] {
    var moved: [Int: Int] = [:]
    moved.reserveCapacity(count)
    return (0..<count).map { i in
      let drawn = i + index(below: total - i)
      let place = moved[drawn] ?? drawn
      moved[drawn] = moved[i] ?? i
      return place
    }
  }
}
