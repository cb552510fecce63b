import LinearAlgebra

/// Puts the rows of an event log in the order customer by customer, each customer's by time.
///
/// Rows are parted by a hash of the customer, so that a part is near when it is worked on. First the words of each block of
/// rows are parted where they stand, and customers are numbered part by part; then nobody needs words any more, and the
/// other columns can be parted into their room, and grouped in place, side by side. Customers come in the order of parts,
/// and of first rows within a part.
struct CustomerGrouping {
  /// Where each customer's rows begin, and at last where the last one's end.
  private(set) var offsets: [Int] = [0]
  /// The row of the input that each row was; empty unless something else has to be put in the same order.
  private(set) var rows: [Int32] = []
  private(set) var tieCount = 0

  /// Rows that one part should hold, about: few enough to stay in the cache, and in a large log more, since rows that go to
  /// many hundreds of parts at a time miss it on their way. There are 256 parts at most.
  private static func partRows(of rowCount: Int) -> Int { max(1 << 14, rowCount >> 8) }

  /// Takes the words out of `columns`, and puts its times and touchpoints in the new order.
  init(_ columns: inout EventColumns, keepsRows: Bool, workers: Workers) {
    let rowCount = columns.customerWords.count
    precondition(rowCount < Int(Int32.max), "Rows are numbered in 32 bits.")
    let parts = Parts(
      &columns.customerWords, &columns.secondWords, rowsPerPart: Self.partRows(of: rowCount), workers: workers)
    // No part has more customers than rows.
    if parts.mostRows <= Int(UInt16.max) {
      group(&columns, parts, NumberedCustomers<UInt16>.self, keepsRows: keepsRows, workers)
    } else {
      group(&columns, parts, NumberedCustomers<UInt32>.self, keepsRows: keepsRows, workers)
    }
  }

  private mutating func group<Number>(
    _ columns: inout EventColumns, _ parts: Parts, _: NumberedCustomers<Number>.Type, keepsRows: Bool,
    _ workers: Workers
  ) {
    let customers = NumberedCustomers<Number>(
      parts, words: columns.customerWords, seconds: columns.secondWords, workers)
    columns.customerWords = []
    columns.secondWords = []
    columns.times = parts.ordered(columns.times, workers)
    columns.touchpoints = parts.ordered(columns.touchpoints, workers)
    if keepsRows { rows = parts.rows(workers) }
    let ties = columns.times.withUnsafeMutableBufferPointer { times in
      columns.touchpoints.withUnsafeMutableBufferPointer { touchpoints in
        rows.withUnsafeMutableBufferPointer { rows in
          nonisolated(unsafe) let part = PartRows(times: times, touchpoints: touchpoints, rows: rows)
          return workers.map(pieces: parts.count) { number in
            customers.numbers.withUnsafeBufferPointer { numbers in
              part.group(parts.range(of: number), numbers, rowCounts: customers.rowCounts[number])
            }
          }
        }
      }
    }
    offsets = [Int].offsets(ofLengths: customers.rowCounts, workers: workers)
    tieCount = ties.reduce(0, +)
  }
}

/// The customers of all parts, each part's numbered from 0 in the order of their first rows.
private struct NumberedCustomers<Number: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>: Sendable {
  /// The customer of each row, part by part.
  let numbers: [Number]
  /// How many rows each customer has, by part.
  let rowCounts: [[Int32]]

  init(_ parts: Parts, words: [UInt64], seconds: [UInt64], _ workers: Workers) {
    var counts: [[Int32]] = []
    numbers = [Number](unsafeUninitializedCapacity: words.count) { numbers, filled in
      nonisolated(unsafe) let numbers = numbers
      counts = workers.map(pieces: parts.count) { part in
        let range = parts.range(of: part)
        return Self.number(
          parts.pieces(of: part), words, seconds, into: UnsafeMutableBufferPointer(rebasing: numbers[range]))
      }
      filled = words.count
    }
    rowCounts = counts
  }

  /// A customer met in a part.
  private struct Customer {
    let word: UInt64
    /// The place of the first one of the customer's words.
    let place: Int32
    var rowCount: Int32
  }

  /// Numbers the customers of a part, whose words stand in some pieces; how many rows each has.
  private static func number(
    _ pieces: [Range<Int>], _ words: [UInt64], _ seconds: [UInt64], into numbers: UnsafeMutableBufferPointer<Number>
  ) -> [Int32] {
    var slotCount = 64
    while slotCount < 2 * numbers.count { slotCount *= 2 }
    return words.withUnsafeBufferPointer { words in
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: slotCount) { slots in
        slots.initialize(repeating: -1)
        return withUnsafeTemporaryAllocation(of: Customer.self, capacity: numbers.count) { customers in
          var count = 0
          var row = 0
          for piece in pieces {
            for place in piece {
              let word = words[place]
              var slot = Int(truncatingIfNeeded: Parts.hash(word) >> 8) & (slotCount &- 1)
              while true {
                let number = Int(slots[slot])
                if number < 0 {
                  slots[slot] = Int32(truncatingIfNeeded: count)
                  numbers[row] = Number(truncatingIfNeeded: count)
                  customers.initializeElement(
                    at: count, to: Customer(word: word, place: Int32(truncatingIfNeeded: place), rowCount: 1))
                  count &+= 1
                  break
                }
                if customers[number].word == word,
                  seconds.isEmpty || seconds[Int(customers[number].place)] == seconds[place]
                {
                  numbers[row] = Number(truncatingIfNeeded: number)
                  customers[number].rowCount &+= 1
                  break
                }
                slot = (slot &+ 1) & (slotCount &- 1)
              }
              row &+= 1
            }
          }
          return customers[..<count].map(\.rowCount)
        }
      }
    }
  }
}

/// The columns that are put in order within each part.
private struct PartRows {
  let times: UnsafeMutableBufferPointer<Double>
  let touchpoints: UnsafeMutableBufferPointer<UInt16>
  /// Empty where nobody needs them.
  let rows: UnsafeMutableBufferPointer<Int32>

  /// Moves the rows of one part together by customer and sorts each customer's; how many ties there are.
  func group<Number: FixedWidthInteger>(
    _ range: Range<Int>, _ numbers: UnsafeBufferPointer<Number>, rowCounts: [Int32]
  ) -> Int {
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: range.count) { places in
      var next = [Int32](repeating: 0, count: rowCounts.count)
      var start: Int32 = 0
      for (number, count) in rowCounts.enumerated() {
        next[number] = start
        start += count
      }
      next.withUnsafeMutableBufferPointer { next in
        for i in 0..<range.count {
          let number = Int(numbers[range.lowerBound &+ i])
          places[i] = next[number]
          next[number] &+= 1
        }
      }
      Self.permute(times, range, places)
      Self.permute(touchpoints, range, places)
      if !rows.isEmpty { Self.permute(rows, range, places) }
    }
    if let ties = tiesIfSorted(range, rowCounts) { return ties }
    var ties = 0
    var start = range.lowerBound
    for count in rowCounts {
      ties += sort(start..<start + Int(count))
      start += Int(count)
    }
    return ties
  }

  /// How many rows share their time with the customer's row before; nil where a row is earlier than that one.
  ///
  /// Counts among all neighbours, and takes off those that are not of one customer: no branch depends on how many rows
  /// customers have.
  private func tiesIfSorted(_ range: Range<Int>, _ counts: [Int32]) -> Int? {
    guard let base = times.baseAddress else { return 0 }
    // Lanes that are true are −1.
    var (falls, ties) = (SIMD4<Int64>.zero, SIMD4<Int64>.zero)
    var row = range.lowerBound + 1
    while row + 4 <= range.upperBound {
      let before = UnsafeRawPointer(base + row - 1).loadUnaligned(as: SIMD4<Double>.self)
      let own = UnsafeRawPointer(base + row).loadUnaligned(as: SIMD4<Double>.self)
      falls &-= unsafeBitCast(own .< before, to: SIMD4<Int64>.self)
      ties &-= unsafeBitCast(own .== before, to: SIMD4<Int64>.self)
      row += 4
    }
    func add(_ row: Int, times: Int64) {
      let (before, own) = (SIMD4(repeating: base[row - 1]), SIMD4(repeating: base[row]))
      let lane = SIMD4<Int64>(-times, 0, 0, 0)
      falls &+= unsafeBitCast(own .< before, to: SIMD4<Int64>.self) & lane
      ties &+= unsafeBitCast(own .== before, to: SIMD4<Int64>.self) & lane
    }
    for row in row..<max(row, range.upperBound) { add(row, times: -1) }
    var start = range.lowerBound
    for count in counts.dropLast() {
      start += Int(count)
      add(start, times: 1)
    }
    return falls.wrappedSum() == 0 ? Int(ties.wrappedSum()) : nil
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
  private let bounds: [Int]
  /// The part of each row.
  private let parts: [UInt8]
  private let blocks: [Range<Int>]
  /// Where the rows of each block go, by part.
  private let starts: [[Int32]]
  /// Where each part's words begin among those of each block, and at last where the last one's end.
  private let pieces: [[Int32]]

  /// Every bit of the word moves the high bits of the result.
  @inline(__always)
  static func hash(_ word: UInt64) -> UInt64 {
    let mixed = (word ^ (word >> 29)) &* 0xBF58_476D_1CE4_E5B9
    return (mixed ^ (mixed >> 32)) &* 0x94D0_49BB_1331_11EB
  }

  /// Parts the words of each block of rows, where they stand; those of one part then stand in ``pieces(of:)``.
  init(_ words: inout [UInt64], _ seconds: inout [UInt64], rowsPerPart: Int, workers: Workers) {
    let rowCount = words.count
    var bits = 0
    while rowCount >> bits > rowsPerPart { bits += 1 }
    precondition(bits <= 8, "Parts are numbered in 8 bits.")
    let partCount = 1 << bits
    // A shift by 64 gives 0: there is one part.
    let shift = UInt64(64 - bits)
    let blocks = Workers.blocks(of: rowCount, size: 1 << 16)
    var pieces: [[Int32]] = []
    parts = [UInt8](unsafeUninitializedCapacity: rowCount) { parts, filled in
      words.withUnsafeMutableBufferPointer { words in
        seconds.withUnsafeMutableBufferPointer { seconds in
          nonisolated(unsafe) let (parts, words, seconds) = (parts, words, seconds)
          pieces = workers.map(pieces: blocks.count) { block in
            var starts = [Int32](repeating: 0, count: partCount + 1)
            for row in blocks[block] {
              let part = Int(truncatingIfNeeded: Self.hash(words[row]) >> shift)
              parts[row] = UInt8(truncatingIfNeeded: part)
              starts[part + 1] &+= 1
            }
            for part in 0..<partCount { starts[part + 1] += starts[part] }
            Self.part(words, blocks[block], parts, starts)
            if !seconds.isEmpty { Self.part(seconds, blocks[block], parts, starts) }
            return starts
          }
        }
      }
      filled = rowCount
    }
    var bounds = [0]
    var next: Int32 = 0
    var starts = [[Int32]](repeating: [Int32](repeating: 0, count: partCount), count: blocks.count)
    for part in 0..<partCount {
      for block in blocks.indices {
        starts[block][part] = next
        next += pieces[block][part + 1] - pieces[block][part]
      }
      bounds.append(Int(next))
    }
    self.bounds = bounds
    self.blocks = blocks
    self.starts = starts
    self.pieces = pieces
  }

  /// Puts the values of a block in the order of their parts.
  private static func part(
    _ values: UnsafeMutableBufferPointer<UInt64>, _ block: Range<Int>, _ parts: UnsafeMutableBufferPointer<UInt8>,
    _ starts: [Int32]
  ) {
    guard let base = values.baseAddress else { return }
    var next = starts
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: block.count) { moved in
      next.withUnsafeMutableBufferPointer { next in
        for row in block {
          let part = Int(parts[row])
          moved[Int(next[part])] = base[row]
          next[part] &+= 1
        }
      }
      guard let source = moved.baseAddress else { return }
      (base + block.lowerBound).update(from: source, count: block.count)
    }
  }

  /// How many parts there are.
  var count: Int { bounds.count - 1 }

  /// The most rows that a part has.
  var mostRows: Int { (0..<count).reduce(0) { max($0, range(of: $1).count) } }

  /// Where the rows of a part are among all rows put part by part.
  func range(of part: Int) -> Range<Int> { bounds[part]..<bounds[part + 1] }

  /// Where the words of a part stand.
  func pieces(of part: Int) -> [Range<Int>] {
    blocks.indices.map { block in
      let begin = blocks[block].lowerBound
      return begin + Int(pieces[block][part])..<begin + Int(pieces[block][part + 1])
    }
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
