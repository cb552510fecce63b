import Glibc
import LinearAlgebra

/// Mass, extremes and central moments of a column's present cells.
///
/// Taken in fixed blocks about each block's own mean and merged in order, so that a large common offset costs no digits.
/// Source: pairwise update of Chan, Golub and LeVeque (1983), third moment by Pébay (2008).
public struct Moments: Sendable, Equatable {
  /// Number of present cells, whatever their weight.
  public private(set) var count = 0
  /// Sum of the weights of present cells.
  public private(set) var mass = 0.0
  /// Weighted mean of the present cells, 0 without any.
  public private(set) var mean = 0.0
  private var second = 0.0
  private var third = 0.0
  /// Smallest and largest present cell; infinite where there is none.
  public private(set) var smallest = Double.infinity
  public private(set) var largest = -Double.infinity

  /// Moments of `values` (NaN = missing), of their log1p if `logarithm` says so.
  public init(_ values: [Double], weights: [Double]? = nil, logarithm: Bool = false, workers: Workers) {
    let blocks = Workers.blocks(of: values.count, size: blockRows)
    let parts = workers.map(pieces: blocks.count) { piece -> Moments in
      let rows = blocks[piece]
      return values.withUnsafeBufferPointer { values in
        let plain = UnsafeBufferPointer(rebasing: values[rows])
        guard logarithm else { return Self.block(plain, weights?[rows]) }
        return withUnsafeTemporaryAllocation(of: Double.self, capacity: rows.count) { logarithms in
          for place in 0..<rows.count { logarithms[place] = Logarithm.ofOneMore(plain[place]) }
          return Self.block(UnsafeBufferPointer(logarithms), weights?[rows])
        }
      }
    }
    for part in parts { merge(part) }
  }

  private static func block(_ values: UnsafeBufferPointer<Double>, _ weights: ArraySlice<Double>?) -> Moments {
    weights.map { Moments(values, weights: $0) } ?? Moments(values)
  }

  /// A block in which every present cell weighs 1, four at a time.
  private init(_ block: UnsafeBufferPointer<Double>) {
    let whole = block.count & ~3
    var (sums, present) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
    var (low, high) = (SIMD4<Double>(repeating: .infinity), SIMD4<Double>(repeating: -.infinity))
    let zero = SIMD4<Double>.zero
    for i in stride(from: 0, to: whole, by: 4) {
      let value = Self.four(block, i)
      let isPresent = value .== value
      sums += zero.replacing(with: value, where: isPresent)
      present += zero.replacing(with: SIMD4(repeating: 1), where: isPresent)
      low.replace(with: value, where: value .< low)
      high.replace(with: value, where: value .> high)
    }
    (mass, smallest, largest) = (present.sum(), low.min(), high.max())
    var sum = sums.sum()
    for i in whole..<block.count where !block[i].isNaN {
      mass += 1
      sum += block[i]
      smallest = min(smallest, block[i])
      largest = max(largest, block[i])
    }
    count = Int(mass)
    guard count > 0 else { return }
    mean = sum / mass
    var (squares, cubes) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
    for i in stride(from: 0, to: whole, by: 4) {
      let value = Self.four(block, i)
      let deviation = zero.replacing(with: value - mean, where: value .== value)
      squares += deviation * deviation
      cubes += deviation * deviation * deviation
    }
    (second, third) = (squares.sum(), cubes.sum())
    for i in whole..<block.count where !block[i].isNaN {
      let deviation = block[i] - mean
      second += deviation * deviation
      third += deviation * deviation * deviation
    }
  }

  @inline(__always)
  private static func four(_ block: UnsafeBufferPointer<Double>, _ i: Int) -> SIMD4<Double> {
    UnsafeRawPointer(block.baseAddress! + i).loadUnaligned(as: SIMD4<Double>.self)
  }

  /// A block with weights; a cell of weight 0 counts as present and has no say.
  private init(_ block: UnsafeBufferPointer<Double>, weights: ArraySlice<Double>) {
    var sum = 0.0
    for (value, w) in zip(block, weights) where !value.isNaN {
      count += 1
      if w == 0 { continue }
      smallest = min(smallest, value)
      largest = max(largest, value)
      mass += w
      sum += w * value
    }
    guard mass > 0 else { return }
    mean = sum / mass
    for (value, w) in zip(block, weights) where !value.isNaN && w != 0 {
      let deviation = value - mean
      second += w * deviation * deviation
      third += w * deviation * deviation * deviation
    }
  }

  private mutating func merge(_ other: Moments) {
    count += other.count
    guard other.mass > 0 else { return }
    guard mass > 0 else {
      let total = count
      self = other
      count = total
      return
    }
    let (a, b) = (mass, other.mass)
    let total = a + b
    let gap = other.mean - mean
    third +=
      other.third + gap * gap * gap * a * b * (a - b) / (total * total)
      + 3 * gap * (a * other.second - b * second) / total
    second += other.second + gap * gap * a * b / total
    mean += gap * b / total
    mass = total
    smallest = min(smallest, other.smallest)
    largest = max(largest, other.largest)
  }

  /// Population variance, 0 for a constant column.
  public var variance: Double { mass > 0 && largest > smallest ? second / mass : 0 }

  /// The larger of the extremes without their signs, 0 without cells.
  public var magnitude: Double { smallest <= largest ? max(abs(smallest), abs(largest)) : 0 }

  /// Population standard deviation.
  public var deviation: Double { variance.squareRoot() }

  /// Whether there are just two different values: only then is the variance as large as mean and extremes allow.
  ///
  /// Source: Bhatia and Davis (2000), the case of equality.
  public var isTwoValued: Bool {
    let most = (mean - smallest) * (largest - mean)
    return variance > 0 && abs(variance - most) <= 1e-9 * most
  }

  /// Population skewness, 0 for a constant column.
  public var skewness: Double {
    variance > 0 ? third / mass / (variance * deviation) : 0
  }
}
