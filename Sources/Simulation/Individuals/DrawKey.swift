/// Names random numbers by what they decide: (seed, replicate, customer, journey, step).
///
/// A number depends on its name alone, so that base and scenario draw the same ones and any number of threads gives the same
/// bytes. Source: SplitMix64 (Steele, Lea and Flood 2014), started at a key hashed from the name.
public struct DrawKey: Sendable {
  /// What a number of a step decides.
  enum Purpose: UInt64 {
    /// Where the base goes.
    case successor = 1
    /// Whether the scenario goes elsewhere, and where.
    case coupling = 2
    /// How long that takes.
    case dwell = 3
  }

  private static let golden: UInt64 = 0x9E37_79B9_7F4A_7C15
  private let journeyKey: UInt64

  /// - Parameters:
  ///   - seed: Where all numbers begin.
  ///   - replicate: Which draw of the whole population.
  ///   - journey: Which journey of each customer.
  public init(seed: UInt64, replicate: Int = 0, journey: Int = 0) {
    var key = Self.scrambled(seed ^ 0x6A6F_7572_6E65_7973)
    for part in [replicate, journey] {
      key = Self.scrambled(key ^ Self.scrambled(UInt64(truncatingIfNeeded: part) &+ Self.golden))
    }
    journeyKey = key
  }

  /// Where a customer's numbers begin.
  @inline(__always)
  func customer(_ number: Int) -> UInt64 {
    Self.scrambled(journeyKey ^ (UInt64(truncatingIfNeeded: number) &+ 1) &* 0xD1B5_4A32_D192_ED03)
  }

  /// The 64 random bits that decide something of a step.
  @inline(__always)
  static func bits(_ customerKey: UInt64, step: UInt64, _ purpose: Purpose) -> UInt64 {
    scrambled(customerKey &+ (3 &* step &+ purpose.rawValue) &* golden)
  }

  /// The finalizer of SplitMix64: every bit of the argument moves every bit of the result.
  @inline(__always)
  private static func scrambled(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
