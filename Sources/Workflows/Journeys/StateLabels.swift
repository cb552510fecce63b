import Journeys
import LinearAlgebra
import Tables

/// What each row's state is called, before states are put in order.
struct StateLabels {
  private(set) var names: [String] = []
  private(set) var touchpoints: [String] = []
  private(set) var stages: [String?] = []
  /// Which are touchpoints that convert, among labels that are stages or channels.
  private(set) var isKept: [Bool] = []
  /// The label of each row, −1 = missing; of touchpoint levels where `rows` is empty.
  private var labelOfLevel: [Int32] = []
  private var rows: [Int32] = []
  private let levels: TextColumn
  private(set) var bands: EmotionBands?

  /// Tells a touchpoint that converts from a stage or channel of its name.
  private static let keptSuffix = " (touchpoint)"

  init(
    _ table: Table, _ headers: [EventColumnNames.Role: String], _ request: JourneyRequest, touchpoints: TextColumn,
    given: StageFile?
  ) throws(Failure) {
    levels = touchpoints
    let stageColumn = try EventStates.texts(table, headers[.stage], "stages", areStates: true)
    if let stageColumn { try StateNames.checkReserved(stageColumn, headers[.stage]!, of: table, "stage") }
    let scores = request.emotionBands == nil ? [] : headers[.score].flatMap { table.column(named: $0)?.numbers } ?? []
    if request.state == .touchpoint, scores.isEmpty {
      labelLevels(stageColumn, given)
      return
    }
    let channels =
      request.state == .touchpoint || request.state == .stage
      ? nil : try EventStates.texts(table, headers[.channel], "channels", areStates: true)
    if let channels, request.state == .channel {
      try StateNames.checkReserved(channels, headers[.channel]!, of: table, "channel")
    }
    let parts = RowParts(
      request, touchpoints, stages: stageColumn, channels: channels, given: given, scores: scores)
    bands = parts.bands
    labelRows(parts, rowCount: table.rowCount, stageColumn, given)
  }

  /// One label a touchpoint.
  private mutating func labelLevels(_ stageColumn: TextColumn?, _ given: StageFile?) {
    names = (0..<levels.levelCount).map { levels.string(ofLevel: $0) }
    touchpoints = names
    isKept = names.map { _ in false }
    labelOfLevel = (0..<Int32(levels.levelCount)).map { $0 }
    stages = Self.stages(names, stageColumn, given) { levels.level(ofRow: $0) }
  }

  /// One label for each combination that occurs.
  private mutating func labelRows(
    _ parts: RowParts, rowCount: Int, _ stageColumn: TextColumn?, _ given: StageFile?
  ) {
    var labels: [RowParts.Key: Int32] = [:]
    rows.reserveCapacity(rowCount)
    for row in 0..<rowCount {
      guard let key = parts.key(ofRow: row) else {
        rows.append(-1)
        continue
      }
      if let label = labels[key] {
        rows.append(label)
      } else {
        let label = Int32(names.count)
        labels[key] = label
        names.append(parts.name(of: key))
        touchpoints.append(parts.touchpoint(of: key))
        isKept.append(key.isConversion)
        rows.append(label)
      }
    }
    for label in names.indices where isKept[label] {
      if names.indices.contains(where: { !isKept[$0] && names[$0] == names[label] }) { names[label] += Self.keptSuffix }
    }
    let rows = self.rows
    stages =
      parts.areStages
      ? touchpoints.map { $0 } : Self.stages(touchpoints, stageColumn, given) { Int(rows[$0]) }
  }

  /// The commonest stage of each label; the file of stages goes before the column.
  private static func stages(
    _ touchpoints: [String], _ column: TextColumn?, _ given: StageFile?, label: (Int) -> Int
  ) -> [String?] {
    if let given { return touchpoints.map { given.stage(of: $0) } }
    guard let column, column.levelCount > 0 else { return touchpoints.map { _ in nil } }
    var counts = [Int](repeating: 0, count: touchpoints.count * column.levelCount)
    for row in 0..<column.rowCount {
      let stage = column.level(ofRow: row)
      let label = label(row)
      if stage >= 0, label >= 0 { counts[label * column.levelCount + stage] += 1 }
    }
    return touchpoints.indices.map { label in
      let own = counts[label * column.levelCount..<(label + 1) * column.levelCount]
      guard let most = own.max(), most > 0, let stage = own.firstIndex(of: most) else { return nil }
      return column.string(ofLevel: stage - own.startIndex)
    }
  }

  /// The codes of all rows, given the code of each label.
  func codes(mapped codeOfLabel: [UInt16], workers: Workers) -> [UInt16] {
    if rows.isEmpty {
      let codeOfLevel = labelOfLevel.map { codeOfLabel[Int($0)] }
      return [UInt16](unsafeUninitializedCapacity: levels.rowCount) { buffer, filled in
        nonisolated(unsafe) let codes = buffer
        let blocks = Workers.blocks(of: levels.rowCount, size: 1 << 16)
        workers.forEach(pieces: blocks.count) { block, _ in
          levels.withCodes { levels in
            for row in blocks[block] {
              codes[row] = levels[row] < 0 ? EventStates.missing : codeOfLevel[Int(levels[row])]
            }
          }
        }
        filled = levels.rowCount
      }
    }
    return rows.map { $0 < 0 ? EventStates.missing : codeOfLabel[Int($0)] }
  }
}

/// The parts that make up the state of a row.
struct RowParts {
  struct Key: Hashable {
    /// Level of the touchpoint, the stage or the channel.
    var first: Int32
    /// Level of the channel beside a touchpoint; −1 without.
    var second: Int32 = -1
    var band: Band = .none
    /// Whether `first` is a converting touchpoint in spite of other states.
    var isConversion = false
  }

  enum Band: String {
    case none = ""
    case low = "[low]"
    case neutral = "[neutral]"
    case high = "[high]"
  }

  private static let absent = "(none)"

  let areStages: Bool
  private let state: JourneyRequest.State
  private let touchpoints: TextColumn
  private let firsts: TextColumn?
  private let seconds: TextColumn?
  /// The levels of these that are called like a missing one.
  private let absentFirst: Int?
  private let absentSecond: Int?
  private let stageOfTouchpoint: [String?]
  private let conversionLevels: Set<Int>
  private let scores: [Double]
  let bands: EmotionBands?
  private let givenStages: [String]

  init(
    _ request: JourneyRequest, _ touchpoints: TextColumn, stages: TextColumn?, channels: TextColumn?,
    given: StageFile?, scores: [Double]
  ) {
    state = request.state
    areStages = request.state == .stage
    self.touchpoints = touchpoints
    self.scores = scores
    switch request.emotionBands {
    case .bands(let given): bands = given
    case .automatic: bands = EmotionBands.ofScale(scores)
    case nil: bands = nil
    }
    let names = (0..<touchpoints.levelCount).map { touchpoints.string(ofLevel: $0) }
    conversionLevels = Set(names.indices.filter { request.conversions.contains(names[$0]) })
    givenStages = given?.order ?? []
    stageOfTouchpoint = request.state == .stage && given != nil ? names.map { given?.stage(of: $0) } : []
    firsts =
      request.state == .stage ? (given == nil ? stages : nil) : request.state == .channel ? channels : touchpoints
    seconds = request.state == .touchpointAndChannel ? channels : nil
    absentFirst = request.state == .stage || request.state == .channel ? Self.absent(firsts) : nil
    absentSecond = Self.absent(seconds)
  }

  /// The parts of a row; nil without a touchpoint.
  func key(ofRow row: Int) -> Key? {
    let touchpoint = touchpoints.level(ofRow: row)
    guard touchpoint >= 0 else { return nil }
    if state == .stage || state == .channel, conversionLevels.contains(touchpoint) {
      return Key(first: Int32(touchpoint), isConversion: true)
    }
    var key = Key(first: -1)
    if !stageOfTouchpoint.isEmpty {
      key.first = stageOfTouchpoint[touchpoint].flatMap { givenStages.firstIndex(of: $0) }.map { Int32($0) } ?? -1
    } else if let firsts {
      key.first = Int32(level(firsts, row, absent: absentFirst))
    }
    if let seconds { key.second = Int32(level(seconds, row, absent: absentSecond)) }
    if let bands, !scores.isEmpty, !scores[row].isNaN, !conversionLevels.contains(touchpoint) {
      key.band = scores[row] <= bands.low ? .low : scores[row] >= bands.high ? .high : .neutral
    }
    return key
  }

  /// The level of a row; what is called like a missing one is missing.
  private func level(_ column: TextColumn, _ row: Int, absent: Int?) -> Int {
    let level = column.level(ofRow: row)
    return level == absent ? -1 : level
  }

  private static func absent(_ column: TextColumn?) -> Int? {
    column.flatMap { column in (0..<column.levelCount).first { column.string(ofLevel: $0) == absent } }
  }

  func name(of key: Key) -> String {
    guard !key.isConversion else { return touchpoints.string(ofLevel: Int(key.first)) }
    var name = touchpoint(of: key)
    if let seconds { name += " · " + (key.second < 0 ? Self.absent : seconds.string(ofLevel: Int(key.second))) }
    return name + key.band.rawValue
  }

  func touchpoint(of key: Key) -> String {
    if key.isConversion { return touchpoints.string(ofLevel: Int(key.first)) }
    if key.first < 0 { return Self.absent }
    return stageOfTouchpoint.isEmpty ? firsts!.string(ofLevel: Int(key.first)) : givenStages[Int(key.first)]
  }
}
