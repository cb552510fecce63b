import LinearAlgebra

/// Puts contacts of many customers into the order of time, on all workers.
///
/// Contacts are first dealt out to stretches of the window, then every stretch is sorted; no key occurs twice, so the
/// result does not depend on the number of workers.
enum ContactOrder {
  private static let stretchCount = 256

  /// - Parameters:
  ///   - parts: Contacts in any order.
  ///   - seconds: Length of the window; every contact falls into it.
  static func merged(_ parts: [[GeneratedContact]], seconds: Int, workers: Workers) -> [GeneratedContact] {
    let stretchLength = (seconds + stretchCount - 1) / stretchCount
    let counts = workers.map(pieces: parts.count) { piece in
      var counts = [Int](repeating: 0, count: stretchCount)
      for contact in parts[piece] { counts[contact.second / stretchLength] += 1 }
      return counts
    }
    var places = counts
    var stretches: [Range<Int>] = []
    var total = 0
    for stretch in 0..<stretchCount {
      let start = total
      for piece in parts.indices {
        places[piece][stretch] = total
        total += counts[piece][stretch]
      }
      stretches.append(start..<total)
    }
    let (starts, ranges) = (places, stretches)
    return [GeneratedContact](unsafeUninitializedCapacity: total) { buffer, initializedCount in
      guard let base = buffer.baseAddress else { return }
      // Pieces write to places of their own, and stretches do not overlap.
      nonisolated(unsafe) let slots = base
      workers.forEach(pieces: parts.count) { piece, _ in
        var places = starts[piece]
        for contact in parts[piece] {
          let stretch = contact.second / stretchLength
          (slots + places[stretch]).initialize(to: contact)
          places[stretch] += 1
        }
      }
      workers.forEach(pieces: ranges.count) { stretch, _ in
        var own = UnsafeMutableBufferPointer(start: slots + ranges[stretch].lowerBound, count: ranges[stretch].count)
        own.sort { $0.key < $1.key }
      }
      initializedCount = total
    }
  }
}
