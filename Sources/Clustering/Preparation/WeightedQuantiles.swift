/// Quantiles of a column's present cells under weights.
///
/// With equal weights the value at p lies at place p·(n − 1) of the sorted cells, interpolated; with whole weights w the
/// places are those of the cells repeated w times each. Weights below 1 are taken as multiples of the smallest one, so
/// that equal shares give what equal weights give.
public struct WeightedQuantiles: Sendable {
  private let values: [Double]
  /// Mass up to and including each value; empty with equal weights.
  private let masses: [Double]
  /// The mass between neighbouring places.
  private let unit: Double

  /// Sorts the present cells: O(n log n).
  public init(_ column: [Double], weights: [Double]? = nil) {
    if let weights {
      let rows = column.indices.filter { !column[$0].isNaN && weights[$0] > 0 }.sorted { column[$0] < column[$1] }
      values = rows.map { column[$0] }
      var sum = 0.0
      masses = rows.map { row in
        sum += weights[row]
        return sum
      }
      unit = rows.reduce(1) { min($0, weights[$1]) }
    } else {
      values = column.filter { !$0.isNaN }.sorted()
      masses = []
      unit = 1
    }
  }

  /// The value at share `p` of the mass, nil without cells.
  public func value(at p: Double) -> Double? {
    guard let last = values.last else { return nil }
    let places = (masses.last ?? Double(values.count)) / unit
    let place = p * max(0, places - 1)
    let low = value(atPlace: place.rounded(.down))
    let high = value(atPlace: place.rounded(.up))
    return min(last, low + (high - low) * (place - place.rounded(.down)))
  }

  private func value(atPlace place: Double) -> Double {
    guard !masses.isEmpty else { return values[Int(place)] }
    // The middle of a place lies clear of the rounding of both its ends.
    let mass = (place + 0.5) * unit
    var (low, high) = (0, masses.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if masses[middle] > mass { high = middle } else { low = middle + 1 }
    }
    return values[low]
  }
}
