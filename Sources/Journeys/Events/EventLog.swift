import LinearAlgebra

/// The contacts of all customers, customer after customer, each customer's in the order of their times.
public struct EventLog: Sendable {
  /// Where each customer's contacts begin, and at last where the last one's end.
  public let offsets: [Int]
  /// Seconds since 1970, or plain numbers.
  public let times: [Double]
  /// Index of the touchpoint of each contact.
  public let touchpoints: [UInt16]
  /// What the log says of each contact besides, in the same order; empty where it does not.
  public let amounts: ContactAmounts
  /// The archetype of each customer by number, −1 = unknown; empty where none were given.
  public let archetypes: [Int32]
  /// Contacts that share customer and time with the contact before.
  public let tieCount: Int

  /// Groups the contacts of an input by customer; the columns are emptied to spare memory.
  ///
  /// Rows without customer, time or touchpoint must have been taken out. Contacts of one customer at the same time keep
  /// the order of the input. Neither the customers' order nor anything else depends on the number of threads.
  /// O(n) for n contacts in the order of time, O(n log n) otherwise.
  public init(emptying columns: inout EventColumns, workers: Workers) {
    let others = [columns.amounts.values, columns.amounts.costs, columns.amounts.scores]
    let keepsRows = others.contains { !$0.isEmpty } || !columns.archetypes.isEmpty
    let grouping = CustomerGrouping(&columns, keepsRows: keepsRows, workers: workers)
    offsets = grouping.offsets
    tieCount = grouping.tieCount
    times = columns.times
    touchpoints = columns.touchpoints
    columns.times = []
    columns.touchpoints = []
    amounts = ContactAmounts(
      values: Self.ordered(columns.amounts.values, grouping.rows, workers),
      costs: Self.ordered(columns.amounts.costs, grouping.rows, workers),
      scores: Self.ordered(columns.amounts.scores, grouping.rows, workers))
    let known = columns.archetypes
    archetypes = known.isEmpty ? [] : grouping.offsets.dropLast().map { known[Int(grouping.rows[$0])] }
  }

  init(
    offsets: [Int], times: [Double], touchpoints: [UInt16], amounts: ContactAmounts, archetypes: [Int32], tieCount: Int
  ) {
    self.offsets = offsets
    self.times = times
    self.touchpoints = touchpoints
    self.amounts = amounts
    self.archetypes = archetypes
    self.tieCount = tieCount
  }

  /// A log without contacts.
  public static let empty = EventLog(
    offsets: [0], times: [], touchpoints: [], amounts: ContactAmounts(), archetypes: [], tieCount: 0)

  /// Number of customers, each with a contact at least.
  public var customerCount: Int { offsets.count - 1 }
  /// Number of contacts.
  public var contactCount: Int { times.count }

  /// The places of a customer's contacts.
  @inlinable
  public func range(of customer: Int) -> Range<Int> { offsets[customer]..<offsets[customer + 1] }

  /// The earliest and the latest time; nil without contacts. O(customers).
  public func period(workers: Workers) -> ClosedRange<Double>? {
    guard let first = times.first else { return nil }
    let blocks = Workers.blocks(of: customerCount, size: 1 << 14)
    let bounds = workers.map(pieces: blocks.count) { block in
      times.withUnsafeBufferPointer { times in
        offsets.withUnsafeBufferPointer { offsets in
          var (least, most) = (first, first)
          for customer in blocks[block] where offsets[customer] < offsets[customer + 1] {
            least = min(least, times[offsets[customer]])
            most = max(most, times[offsets[customer + 1] - 1])
          }
          return (least, most)
        }
      }
    }
    return bounds.reduce(first) { min($0, $1.0) }...bounds.reduce(first) { max($0, $1.1) }
  }

  /// Values in the order of `order`; nothing where there are none.
  private static func ordered<Value: BitwiseCopyable & Sendable>(
    _ values: [Value], _ order: [Int32], _ workers: Workers
  ) -> [Value] {
    guard !values.isEmpty else { return [] }
    return .filled(count: order.count, workers: workers) { range, slots in
      for i in range { slots[i] = values[Int(order[i])] }
    }
  }
}

/// Numbers that a log holds for its contacts; NaN = missing, an empty list = no such column.
public struct ContactAmounts: Sendable {
  /// Money that came in, one a contact.
  public var values: [Double]
  /// Money that was spent, one a contact.
  public var costs: [Double]
  /// What customers thought of it, one a contact; any scale.
  public var scores: [Double]

  public init(values: [Double] = [], costs: [Double] = [], scores: [Double] = []) {
    self.values = values
    self.costs = costs
    self.scores = scores
  }
}

/// An event log as it was read, a row a contact, in any order.
public struct EventColumns: Sendable {
  /// The customer of each row as a word; rows are of one customer where both words agree.
  public var customerWords: [UInt64]
  /// The customers' second words; empty where the first ones suffice.
  public var secondWords: [UInt64]
  /// Finite.
  public var times: [Double]
  /// Index of each row's touchpoint.
  public var touchpoints: [UInt16]
  /// What the log says of each row besides.
  public var amounts: ContactAmounts
  /// The number of the archetype of each row's customer, −1 = unknown; empty where none are given.
  public var archetypes: [Int32]

  public init(
    customerWords: [UInt64], secondWords: [UInt64] = [], times: [Double], touchpoints: [UInt16],
    amounts: ContactAmounts = ContactAmounts(), archetypes: [Int32] = []
  ) {
    precondition(
      customerWords.count == times.count && touchpoints.count == times.count,
      "Every row has customer, time, touchpoint.")
    self.customerWords = customerWords
    self.secondWords = secondWords
    self.times = times
    self.touchpoints = touchpoints
    self.amounts = amounts
    self.archetypes = archetypes
  }
}

extension Array where Element: BitwiseCopyable & Sendable {
  /// The elements of all pieces in their order, copied on all threads.
  static func joined(_ pieceCount: Int, workers: Workers, _ piece: (Int) -> [Element]) -> [Element] {
    let pieces = (0..<pieceCount).map(piece)
    var starts = [0]
    for piece in pieces { starts.append(starts[starts.count - 1] + piece.count) }
    let places = starts
    return [Element](unsafeUninitializedCapacity: places[pieceCount]) { buffer, filled in
      filled = places[pieceCount]
      guard let base = buffer.baseAddress else { return }
      nonisolated(unsafe) let slots = base
      workers.forEach(pieces: pieceCount) { number, _ in
        pieces[number].withUnsafeBufferPointer { piece in
          guard let source = piece.baseAddress else { return }
          (slots + places[number]).initialize(from: source, count: piece.count)
        }
      }
    }
  }

  /// An array that `fill` writes range by range, on all threads.
  static func filled(
    count: Int, workers: Workers, _ fill: @Sendable (Range<Int>, UnsafeMutablePointer<Element>) -> Void
  ) -> [Element] {
    [Element](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = count
      guard let base = buffer.baseAddress, count > 0 else { return }
      nonisolated(unsafe) let slots = base
      let blocks = Workers.blocks(of: count, size: 1 << 16)
      workers.forEach(pieces: blocks.count) { piece, _ in fill(blocks[piece], slots) }
    }
  }
}

extension [Int] {
  /// Where stretches that follow each other begin, and at last where the last one ends, from their lengths piece by piece.
  static func offsets(ofLengths pieces: [[Int32]], workers: Workers) -> [Int] {
    let totals = workers.map(pieces: pieces.count) { piece in pieces[piece].reduce(0) { $0 + Int($1) } }
    var places = [0]
    var bases = [0]
    for (piece, total) in zip(pieces, totals) {
      places.append(places[places.count - 1] + piece.count)
      bases.append(bases[bases.count - 1] + total)
    }
    let (starts, ends) = (places, bases)
    return [Int](unsafeUninitializedCapacity: starts[pieces.count] + 1) { buffer, filled in
      guard let base = buffer.baseAddress else { return }
      nonisolated(unsafe) let slots = base
      workers.forEach(pieces: pieces.count) { number, _ in
        var end = ends[number]
        for (place, length) in pieces[number].enumerated() {
          slots[starts[number] + place] = end
          end += Int(length)
        }
      }
      slots[starts[pieces.count]] = ends[pieces.count]
      filled = starts[pieces.count] + 1
    }
  }
}
