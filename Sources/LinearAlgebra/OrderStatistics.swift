/// Values by rank, and quantiles, without sorting.
public enum OrderStatistics {
  /// The value of a rank among values, which are put in another order: none before the rank is larger, none after it smaller.
  ///
  /// O(count) on average, also where values repeat. Source: Hoare (1961), with the median of three as pivot.
  ///
  /// - Parameters:
  ///   - rank: From 0, below the number of values.
  ///   - values: No NaN among them.
  @inlinable
  public static func select<Number: Comparable>(
    _ rank: Int, of values: UnsafeMutableBufferPointer<Number>
  ) -> Number {
    precondition(values.indices.contains(rank), "A rank lies among the values.")
    var low = 0
    var high = values.count - 1
    while low < high {
      let middle = low + (high - low) / 2
      let pivot = max(min(values[low], values[middle]), min(max(values[low], values[middle]), values[high]))
      var i = low
      var j = high
      while i <= j {
        while values[i] < pivot { i += 1 }
        while values[j] > pivot { j -= 1 }
        if i <= j {
          values.swapAt(i, j)
          i += 1
          j -= 1
        }
      }
      if rank <= j {
        high = j
      } else if rank >= i {
        low = i
      } else {
        break
      }
    }
    return values[rank]
  }

  /// The quantile of a probability, which lies at place probability · (n − 1) of the sorted values, interpolated.
  ///
  /// That of 0.5 is the median. O(count) on average.
  ///
  /// - Parameters:
  ///   - probability: From 0 to 1.
  ///   - values: One at least, and no NaN among them; they are put in another order.
  public static func quantile(_ probability: Double, of values: inout [Double]) -> Double {
    precondition(probability >= 0 && probability <= 1, "A probability lies between 0 and 1.")
    return values.withUnsafeMutableBufferPointer { values in
      let place = probability * Double(values.count - 1)
      let rank = Int(place)
      let below = select(rank, of: values)
      let fraction = place - Double(rank)
      guard fraction > 0 else { return below }
      let above = values[(rank + 1)...].min() ?? below
      return below + fraction * (above - below)
    }
  }
}
