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
  public private(set) var mean = 0.0
  private var second = 0.0
  private var third = 0.0
  /// Smallest and largest present cell; infinite where there is none.
  public private(set) var smallest = Double.infinity
  public private(set) var largest = -Double.infinity

  /// Moments of `values` (NaN = missing), transformed by `transform` first.
  public init(
    _ values: [Double], weights: [Double]? = nil, workers: Workers,
    transform: @Sendable (Double) -> Double = { $0 }
  ) {
    let blocks = Workers.blocks(of: values.count, size: blockRows)
    let parts = workers.map(pieces: blocks.count) { Moments(values, blocks[$0], weights, transform) }
    for part in parts { merge(part) }
  }

  private init(
    _ values: [Double], _ rows: Range<Int>, _ weights: [Double]?, _ transform: (Double) -> Double
  ) {
    values.withUnsafeBufferPointer { values in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: rows.count) { kept in
        var sum = 0.0
        var used = 0
        for i in rows where !values[i].isNaN {
          let w = weights?[i] ?? 1
          let value = transform(values[i])
          count += 1
          if w == 0 { continue }
          smallest = min(smallest, value)
          largest = max(largest, value)
          mass += w
          sum += w * value
          kept[used] = value
          used += 1
        }
        guard mass > 0 else { return }
        mean = sum / mass
        var position = 0
        for i in rows where !values[i].isNaN && (weights?[i] ?? 1) != 0 {
          let w = weights?[i] ?? 1
          let deviation = kept[position] - mean
          position += 1
          second += w * deviation * deviation
          third += w * deviation * deviation * deviation
        }
      }
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

  /// Population standard deviation.
  public var deviation: Double { variance.squareRoot() }

  /// Population skewness, 0 for a constant column.
  public var skewness: Double {
    variance > 0 ? third / mass / (variance * deviation) : 0
  }
}
