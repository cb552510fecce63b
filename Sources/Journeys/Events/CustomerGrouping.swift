import LinearAlgebra

/// Puts the rows of an event log in the order customer by customer, each customer's by time.
///
/// Rows are first parted by a hash of the customer, column by column, so that a part is near when it is grouped; the parts
/// are then grouped in place, side by side. Customers come in the order of parts, and of first rows within a part.
struct CustomerGrouping {
  /// Where each customer's rows begin, and at last where the last one's end.
  private(set) var offsets: [Int] = [0]
  /// The row of the input that each row was; empty unless something else has to be put in the same order.
  private(set) var rows: [Int32] = []
  private(set) var tieCount = 0

  /// Rows that one part should hold, about: few enough to stay in the cache, and in a large log more, since rows that go to
  /// many hundreds of parts at a time miss it on their way.
  private static func partRows(of rowCount: Int) -> Int { max(1 << 14, min(rowCount >> 8, 1 << 17)) }

  /// Takes the words out of `columns`, and puts its times and touchpoints in the new order.
  init(_ columns: inout EventColumns, keepsRows: Bool, workers: Workers) {
    let rowCount = columns.customerWords.count
    precondition(rowCount < Int(Int32.max), "Rows are numbered in 32 bits.")
    let parts = Parts(columns.customerWords, rowsPerPart: Self.partRows(of: rowCount), workers: workers)
    columns.customerWords = parts.ordered(columns.customerWords, workers)
    if !columns.secondWords.isEmpty { columns.secondWords = parts.ordered(columns.secondWords, workers) }
    columns.times = parts.ordered(columns.times, workers)
    columns.touchpoints = parts.ordered(columns.touchpoints, workers)
    if keepsRows { rows = parts.rows(workers) }

    let (words, seconds) = (columns.customerWords, columns.secondWords)
    columns.customerWords = []
    columns.secondWords = []
    let groups = columns.times.withUnsafeMutableBufferPointer { times in
      columns.touchpoints.withUnsafeMutableBufferPointer { touchpoints in
        rows.withUnsafeMutableBufferPointer { rows in
          nonisolated(unsafe) let part = PartRows(times: times, touchpoints: touchpoints, rows: rows)
          return workers.map(pieces: parts.bounds.count - 1) { number in
            part.group(parts.bounds[number]..<parts.bounds[number + 1], words, seconds)
          }
        }
      }
    }
    offsets = [Int].offsets(ofLengths: groups.map(\.counts), workers: workers)
    tieCount = groups.reduce(0) { $0 + $1.ties }
  }
}

/// The columns that are put in order within each part.
private struct PartRows {
  let times: UnsafeMutableBufferPointer<Double>
  let touchpoints: UnsafeMutableBufferPointer<UInt16>
  /// Empty where nobody needs them.
  let rows: UnsafeMutableBufferPointer<Int32>

  /// Moves the rows of one part together by customer and sorts each customer's; the rows of each, and how many ties.
  func group(_ range: Range<Int>, _ words: [UInt64], _ seconds: [UInt64]) -> (counts: [Int32], ties: Int) {
    var counts: [Int32] = []
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: range.count) { numbers in
      counts = Self.number(range, words, seconds, into: numbers)
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: range.count) { places in
        var next = [Int32](repeating: 0, count: counts.count)
        var start: Int32 = 0
        for (number, count) in counts.enumerated() {
          next[number] = start
          start += count
        }
        next.withUnsafeMutableBufferPointer { next in
          for i in 0..<range.count {
            let number = Int(numbers[i])
            places[i] = next[number]
            next[number] &+= 1
          }
        }
        Self.permute(times, range, places)
        Self.permute(touchpoints, range, places)
        if !rows.isEmpty { Self.permute(rows, range, places) }
      }
    }
    if let ties = tiesIfSorted(range, counts) { return (counts, ties) }
    var ties = 0
    var start = range.lowerBound
    for count in counts {
      ties += sort(start..<start + Int(count))
      start += Int(count)
    }
    return (counts, ties)
  }

  /// How many rows share their time with the customer's row before; nil where a row is earlier than that one.
  ///
  /// Counts among all neighbours, and takes off those that are not of one customer: no branch depends on how many rows
  /// customers have.
  private func tiesIfSorted(_ range: Range<Int>, _ counts: [Int32]) -> Int? {
    guard let base = times.baseAddress else { return 0 }
    var (falls, ties) = (0, 0)
    for i in range.dropFirst() {
      falls &+= base[i] < base[i &- 1] ? 1 : 0
      ties &+= base[i] == base[i &- 1] ? 1 : 0
    }
    var start = range.lowerBound
    for count in counts.dropLast() {
      start += Int(count)
      falls &-= base[start] < base[start &- 1] ? 1 : 0
      ties &-= base[start] == base[start &- 1] ? 1 : 0
    }
    return falls == 0 ? ties : nil
  }

  /// Numbers the customers of a part in the order of their first rows; how many rows each has.
  private static func number(
    _ range: Range<Int>, _ words: [UInt64], _ seconds: [UInt64], into numbers: UnsafeMutableBufferPointer<Int32>
  ) -> [Int32] {
    var slotCount = 64
    while slotCount < 2 * range.count { slotCount *= 2 }
    return words.withUnsafeBufferPointer { words in
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: slotCount) { slots in
        slots.initialize(repeating: -1)
        return withUnsafeTemporaryAllocation(of: Customer.self, capacity: range.count) { customers in
          var count = 0
          for i in 0..<range.count {
            let row = range.lowerBound &+ i
            let word = words[row]
            var slot = Int(truncatingIfNeeded: Parts.hash(word) >> 8) & (slotCount &- 1)
            while true {
              let number = Int(slots[slot])
              if number < 0 {
                slots[slot] = Int32(truncatingIfNeeded: count)
                numbers[i] = Int32(truncatingIfNeeded: count)
                customers.initializeElement(
                  at: count, to: Customer(word: word, row: Int32(truncatingIfNeeded: row), rowCount: 1))
                count &+= 1
                break
              }
              if customers[number].word == word,
                seconds.isEmpty || seconds[Int(customers[number].row)] == seconds[row]
              {
                numbers[i] = Int32(truncatingIfNeeded: number)
                customers[number].rowCount &+= 1
                break
              }
              slot = (slot &+ 1) & (slotCount &- 1)
            }
          }
          return customers[..<count].map(\.rowCount)
        }
      }
    }
  }

  /// A customer met in a part.
  private struct Customer {
    let word: UInt64
    /// The first one of the customer's.
    let row: Int32
    var rowCount: Int32
  }

  /// Moves the i-th value of a range to its place within the range.
  private static func permute<Value: BitwiseCopyable>(
    _ values: UnsafeMutableBufferPointer<Value>, _ range: Range<Int>, _ places: UnsafeMutableBufferPointer<Int32>
  ) {
    guard let base = values.baseAddress else { return }
    withUnsafeTemporaryAllocation(of: Value.self, capacity: range.count) { moved in
      for i in 0..<range.count { moved[Int(places[i])] = base[range.lowerBound + i] }
      guard let source = moved.baseAddress else { return }
      (base + range.lowerBound).update(from: source, count: range.count)
    }
  }

  /// Sorts one customer's rows by time, and returns how many of them share their time with the one before.
  private func sort(_ range: Range<Int>) -> Int {
    var isSorted = true
    var ties = 0
    for i in range.dropFirst() {
      if times[i] < times[i - 1] { isSorted = false }
      if times[i] == times[i - 1] { ties += 1 }
    }
    guard !isSorted else { return ties }
    // Rows stand in the order of the input, so that their place decides between equal times.
    let order = range.sorted { (times[$0], $0) < (times[$1], $1) }
    let oldTimes = order.map { times[$0] }
    let oldTouchpoints = order.map { touchpoints[$0] }
    let oldRows = rows.isEmpty ? [] : order.map { rows[$0] }
    ties = 0
    for (k, i) in range.enumerated() {
      times[i] = oldTimes[k]
      touchpoints[i] = oldTouchpoints[k]
      if !rows.isEmpty { rows[i] = oldRows[k] }
      if k > 0, oldTimes[k] == oldTimes[k - 1] { ties += 1 }
    }
    return ties
  }
}

/// Rows parted by a hash of their words, each part's in the order of the input.
private struct Parts: Sendable {
  /// Where each part begins, and at last where the last one ends.
  private(set) var bounds: [Int]
  /// The part of each row.
  private let parts: [UInt16]
  private let blocks: [Range<Int>]
  /// Where the rows of each block go, by part.
  private let starts: [[Int32]]

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
    // A shift by 64 gives 0: there is one part.
    let shift = UInt64(64 - bits)
    let blocks = Workers.blocks(of: rowCount, size: max(1 << 16, (rowCount + 31) / 32))
    var counts: [[Int32]] = []
    parts = [UInt16](unsafeUninitializedCapacity: rowCount) { buffer, filled in
      nonisolated(unsafe) let parts = buffer
      counts = workers.map(pieces: blocks.count) { block in
        var counts = [Int32](repeating: 0, count: partCount)
        words.withUnsafeBufferPointer { words in
          counts.withUnsafeMutableBufferPointer { counts in
            for row in blocks[block] {
              let part = Int(truncatingIfNeeded: Self.hash(words[row]) >> shift)
              parts[row] = UInt16(truncatingIfNeeded: part)
              counts[part] &+= 1
            }
          }
        }
        return counts
      }
      filled = rowCount
    }
    bounds = [0]
    var next: Int32 = 0
    var starts = counts
    for part in 0..<partCount {
      for block in blocks.indices {
        starts[block][part] = next
        next += counts[block][part]
      }
      bounds.append(Int(next))
    }
    self.blocks = blocks
    self.starts = starts
  }

  /// The values of a column, part by part.
  func ordered<Value: BitwiseCopyable & Sendable>(_ values: [Value], _ workers: Workers) -> [Value] {
    [Value](unsafeUninitializedCapacity: parts.count) { buffer, count in
      nonisolated(unsafe) let slots = buffer
      workers.forEach(pieces: blocks.count) { block, _ in
        values.withUnsafeBufferPointer { values in
          forEachRow(of: block) { row, place in slots[place] = values[row] }
        }
      }
      count = parts.count
    }
  }

  /// The numbers of the rows, part by part.
  func rows(_ workers: Workers) -> [Int32] {
    [Int32](unsafeUninitializedCapacity: parts.count) { buffer, count in
      nonisolated(unsafe) let slots = buffer
      workers.forEach(pieces: blocks.count) { block, _ in
        forEachRow(of: block) { row, place in slots[place] = Int32(truncatingIfNeeded: row) }
      }
      count = parts.count
    }
  }

  /// Calls `body` for every row of a block, with its place among all rows put part by part.
  @inline(__always)
  private func forEachRow(of block: Int, _ body: (_ row: Int, _ place: Int) -> Void) {
    var places = starts[block]
    parts.withUnsafeBufferPointer { parts in
      places.withUnsafeMutableBufferPointer { places in
        for row in blocks[block] {
          let part = Int(parts[row])
          body(row, Int(places[part]))
          places[part] &+= 1
        }
      }
    }
  }
}
