import LinearAlgebra

/// What the silence that ends a journey makes of the customers of a log.
public enum InactivityWindow {
  /// Customers who fell silent for longer than the window, and those of them who came back.
  public static func lapses(
    _ log: EventLog, window: Double, end: Double, workers: Workers
  ) -> (lapsed: Int, returned: Int) {
    let blocks = Workers.blocks(of: log.customerCount, size: 1 << 14)
    let counts = workers.map(pieces: blocks.count) { block in
      var lapsed = 0
      var returned = 0
      log.times.withUnsafeBufferPointer { times in
        for customer in blocks[block] {
          let range = log.range(of: customer)
          var longest = -Double.infinity
          for place in range.dropFirst() { longest = max(longest, times[place] - times[place - 1]) }
          let didReturn = longest > window
          if didReturn { returned += 1 }
          if didReturn || times[range.upperBound - 1] <= end - window { lapsed += 1 }
        }
      }
      return (lapsed, returned)
    }
    return counts.reduce((0, 0)) { ($0.0 + $1.0, $0.1 + $1.1) }
  }
}
