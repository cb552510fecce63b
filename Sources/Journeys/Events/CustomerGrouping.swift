import LinearAlgebra

/// The rows of an event log in the order customer by customer, each customer's by time.
///
/// Rows are first parted by a hash of the customer, so that the table of one part's customers stays in the cache; the
/// parts are then grouped side by side. Customers come in the order of parts, and of first rows within a part.
struct CustomerGrouping {
  /// Rows in their new order.
  private(set) var order: [Int32]
  /// Where each customer's rows begin in `order`, and at last where the last one's end.
  private(set) var offsets: [Int]
  private(set) var firstRows: [Int32]
  private(set) var tieCount = 0

  /// Rows that one part should hold, about.
  private static let partRows = 1 << 14

  /// Takes the words out of `columns`, and puts its times in the new order.
  init(_ columns: inout EventColumns, workers: Workers) {
    let rowCount = columns.customerWords.count
    precondition(rowCount < Int(Int32.max), "Rows are numbered in 32 bits.")
    let parts = Parts(columns.customerWords, rowsPerPart: Self.partRows, workers: workers)
    order = parts.order
    var customers: [[(first: Int32, count: Int32)]] = []
    do {
      let words = columns.customerWords
      let seconds = columns.secondWords
      let bounds = parts.bounds
      customers = order.withUnsafeMutableBufferPointer { order in
        nonisolated(unsafe) let order = order
        return workers.map(pieces: bounds.count - 1) { part in
          Self.group(UnsafeMutableBufferPointer(rebasing: order[bounds[part]..<bounds[part + 1]]), words, seconds)
        }
      }
    }
    columns.customerWords = []
    columns.secondWords = []
    offsets = [0]
    firstRows = []
    let customerCount = customers.reduce(0) { $0 + $1.count }
    offsets.reserveCapacity(customerCount + 1)
    firstRows.reserveCapacity(customerCount)
    var end = 0
    for part in customers {
      for customer in part {
        end += Int(customer.count)
        offsets.append(end)
        firstRows.append(customer.first)
      }
    }
    customers = []
    (columns.times, tieCount) = sortByTime(columns.times, workers)
  }

  /// Orders the rows of one part by customer, in place; for each customer its first row and number of rows.
  private static func group(
    _ rows: UnsafeMutableBufferPointer<Int32>, _ words: [UInt64], _ seconds: [UInt64]
  ) -> [(first: Int32, count: Int32)] {
    var slotCount = 64
    while slotCount < 2 * rows.count { slotCount *= 2 }
    var customers: [(first: Int32, count: Int32)] = []
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: slotCount + rows.count) { scratch in
      let slots = scratch.baseAddress!
      slots.initialize(repeating: -1, count: slotCount)
      let numbers = slots + slotCount
      var keys: [UInt64] = []
      let mask = slotCount - 1
      for i in 0..<rows.count {
        let row = Int(rows[i])
        let word = words[row]
        var slot = Int(truncatingIfNeeded: Parts.hash(word) >> 8) & mask
        while true {
          let number = Int(slots[slot])
          if number < 0 {
            slots[slot] = Int32(customers.count)
            numbers[i] = Int32(customers.count)
            customers.append((rows[i], 1))
            keys.append(word)
            break
          }
          if keys[number] == word, seconds.isEmpty || seconds[row] == seconds[Int(customers[number].first)] {
            numbers[i] = Int32(number)
            customers[number].count += 1
            break
          }
          slot = (slot + 1) & mask
        }
      }
      place(rows, numbers, customers)
    }
    return customers
  }

  /// Moves rows together that have the same number, keeping their order.
  private static func place(
    _ rows: UnsafeMutableBufferPointer<Int32>, _ numbers: UnsafeMutablePointer<Int32>,
    _ customers: [(first: Int32, count: Int32)]
  ) {
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: rows.count + customers.count) { scratch in
      let sorted = scratch.baseAddress!
      let next = sorted + rows.count
      var start: Int32 = 0
      for (number, customer) in customers.enumerated() {
        next[number] = start
        start += customer.count
      }
      for i in 0..<rows.count {
        let number = Int(numbers[i])
        sorted[Int(next[number])] = rows[i]
        next[number] += 1
      }
      rows.baseAddress?.update(from: sorted, count: rows.count)
    }
  }

  /// The times in the order of customers, each customer's rows put in the order of time; and how many ties there are.
  private mutating func sortByTime(_ times: [Double], _ workers: Workers) -> ([Double], Int) {
    let customerCount = offsets.count - 1
    let offsets = self.offsets
    let blocks = Workers.blocks(of: customerCount, size: 1 << 13)
    var ties: [Int] = []
    let rowCount = order.count
    let sorted = order.withUnsafeMutableBufferPointer { order in
      nonisolated(unsafe) let rows = order
      return [Double](unsafeUninitializedCapacity: rowCount) { buffer, count in
        nonisolated(unsafe) let slots = buffer
        ties = workers.map(pieces: blocks.count) { block in
          var ties = 0
          for customer in blocks[block] {
            ties += Self.sort(offsets[customer]..<offsets[customer + 1], rows, times, into: slots)
          }
          return ties
        }
        count = rowCount
      }
    }
    return (sorted, ties.reduce(0, +))
  }

  /// Sorts one customer's rows by time, and returns how many of them share their time with the one before.
  private static func sort(
    _ range: Range<Int>, _ rows: UnsafeMutableBufferPointer<Int32>, _ times: [Double],
    into slots: UnsafeMutableBufferPointer<Double>
  ) -> Int {
    var isSorted = true
    var ties = 0
    var last = -Double.infinity
    for i in range {
      let time = times[Int(rows[i])]
      slots[i] = time
      if time < last { isSorted = false }
      if time == last { ties += 1 }
      last = time
    }
    guard !isSorted else { return ties }
    // Rows stand in the order of the input, so that they decide between equal times.
    let sorted = rows[range].sorted { (times[Int($0)], $0) < (times[Int($1)], $1) }
    ties = 0
    last = -Double.infinity
    for (i, row) in zip(range, sorted) {
      rows[i] = row
      slots[i] = times[Int(row)]
      if slots[i] == last { ties += 1 }
      last = slots[i]
    }
    return ties
  }
}

/// Rows parted by a hash of their words, each part's in the order of the input.
private struct Parts {
  private(set) var order: [Int32]
  /// Where each part begins in `order`, and at last where the last one ends.
  private(set) var bounds: [Int]

  /// Every bit of the word moves the high bits of the result.
  @inline(__always)
  static func hash(_ word: UInt64) -> UInt64 {
    let mixed = (word ^ (word >> 29)) &* 0xBF58_476D_1CE4_E5B9
    return (mixed ^ (mixed >> 32)) &* 0x94D0_49BB_1331_11EB
  }

  init(_ words: [UInt64], rowsPerPart: Int, workers: Workers) {
    let rowCount = words.count
    var bits = 0
    while bits < 12, rowCount >> bits > rowsPerPart { bits += 1 }
    let partCount = 1 << bits
    let shift = UInt64(64 - bits)
    let blocks = Workers.blocks(of: rowCount, size: max(1 << 16, (rowCount + 31) / 32))
    // A shift by 64 gives 0: there is one part.
    let counts = workers.map(pieces: blocks.count) { block in
      var counts = [Int32](repeating: 0, count: partCount)
      for row in blocks[block] { counts[Int(truncatingIfNeeded: Self.hash(words[row]) >> shift)] += 1 }
      return counts
    }
    var starts = counts
    bounds = [0]
    var next: Int32 = 0
    for part in 0..<partCount {
      for block in blocks.indices {
        starts[block][part] = next
        next += counts[block][part]
      }
      bounds.append(Int(next))
    }
    let firsts = starts
    order = [Int32](unsafeUninitializedCapacity: rowCount) { buffer, count in
      nonisolated(unsafe) let slots = buffer
      workers.forEach(pieces: blocks.count) { block, _ in
        var places = firsts[block]
        for row in blocks[block] {
          let part = Int(truncatingIfNeeded: Self.hash(words[row]) >> shift)
          slots[Int(places[part])] = Int32(truncatingIfNeeded: row)
          places[part] += 1
        }
      }
      count = rowCount
    }
  }
}
