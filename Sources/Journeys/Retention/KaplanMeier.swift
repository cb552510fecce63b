import Glibc
import LinearAlgebra
import MarkovChains

/// The share of subjects that have not lapsed, by time since they began, where some are followed only for a while.
///
/// Steps down after each lapse: S(t) = Π over times s ≤ t of (1 − lapses at s / at risk at s). Subjects whose following
/// ends (is censored) at the time of a lapse are still at risk of it.
///
/// Source: Kaplan and Meier (1958); Greenwood (1926); log-log limits by Kalbfleisch and Prentice (1980).
public struct KaplanMeier: Sendable, Equatable {
  /// The distinct times at which anyone lapsed or was censored, rising.
  public let times: [Double]
  /// Subjects followed up to each time, those who lapse or are censored there included.
  public let atRisk: [Int]
  /// Subjects who lapsed at each time.
  public let lapses: [Int]
  /// Subjects whose following ended at each time without a lapse.
  public let censorings: [Int]
  /// S from each time on until the next.
  public let survival: [Double]
  /// Σ d / (n(n − d)) up to each time: the variance of ln S; infinite from where S is 0.
  public let logVariances: [Double]
  /// Number of subjects.
  public let subjectCount: Int

  /// The estimate of some subjects. O(n) for n subjects.
  ///
  /// - Parameters:
  ///   - durations: How long each subject was followed; finite, at least 0.
  ///   - lapsed: Whether each was followed to its lapse; the others were censored.
  ///   - workers: Threads to use; any number gives the same result.
  public init(durations: [Double], lapsed: [Bool], workers: Workers) {
    precondition(durations.count == lapsed.count, "Every duration ends in a lapse or a censoring.")
    precondition(durations.allSatisfy { $0 >= 0 && $0 < .infinity }, "Durations are finite and not negative.")
    let ends = workers.map(pieces: 2) { piece in
      Self.sorted(zip(durations, lapsed).lazy.filter { $0.1 == (piece == 0) }.map { $0.0 })
    }
    var steps = Steps(subjectCount: durations.count)
    var lapse = 0
    var censoring = 0
    while lapse < ends[0].count || censoring < ends[1].count {
      let time = min(
        lapse < ends[0].count ? ends[0][lapse] : .infinity, censoring < ends[1].count ? ends[1][censoring] : .infinity)
      let firsts = (lapse, censoring)
      while lapse < ends[0].count, ends[0][lapse] == time { lapse += 1 }
      while censoring < ends[1].count, ends[1][censoring] == time { censoring += 1 }
      steps.add(time, lapses: lapse - firsts.0, censorings: censoring - firsts.1)
    }
    subjectCount = durations.count
    times = steps.times
    atRisk = steps.atRisk
    lapses = steps.lapses
    censorings = steps.censorings
    survival = steps.survival
    logVariances = steps.logVariances
  }

  /// The estimates of groups of subjects.
  ///
  /// - Parameters:
  ///   - durations: How long each subject was followed; finite, at least 0.
  ///   - lapsed: Whether each was followed to its lapse; the others were censored.
  ///   - groups: The group of each subject, below `groupCount`; subjects of a negative group are left out.
  ///   - groupCount: Number of groups.
  ///   - workers: Threads to use; any number gives the same result.
  public static func grouped(
    durations: [Double], lapsed: [Bool], groups: [Int32], groupCount: Int, workers: Workers
  ) -> [KaplanMeier] {
    precondition(groups.count == durations.count && lapsed.count == durations.count, "Every subject has its group.")
    precondition(groups.allSatisfy { $0 < groupCount }, "Every group is one of those counted.")
    var parts = [(durations: [Double], lapsed: [Bool])](repeating: ([], []), count: groupCount)
    for subject in durations.indices where groups[subject] >= 0 {
      parts[Int(groups[subject])].durations.append(durations[subject])
      parts[Int(groups[subject])].lapsed.append(lapsed[subject])
    }
    return parts.map { KaplanMeier(durations: $0.durations, lapsed: $0.lapsed, workers: workers) }
  }

  /// How long anyone was followed; nil without subjects.
  public var longestDuration: Double? { times.last }

  /// S(0): the share that did not lapse at once; nil without subjects.
  public var survivalAtOnce: Double? {
    guard let first = times.first else { return nil }
    return first > 0 ? 1 : survival[0]
  }

  /// S at a time, lapses at that time included; nil past the time to which anyone was followed, unless all have lapsed.
  public func survival(at time: Double) -> Double? { survival(place(atOrBefore: time), isFollowed: time) }

  /// S just before a time; nil where nobody was followed up to it, unless all have lapsed.
  public func survival(before time: Double) -> Double? { survival(place(before: time), isFollowed: time) }

  /// S just before a time with its limits; nil as ``survival(before:)``.
  ///
  /// - Parameters:
  ///   - time: In the unit of the durations.
  ///   - level: Coverage of the limits, above 0 and below 1.
  public func estimate(before time: Double, level: Double) -> SurvivalEstimate? {
    let place = place(before: time)
    guard let survival = survival(place, isFollowed: time) else { return nil }
    return SurvivalEstimate(survival: survival, logVariance: place < 0 ? 0 : logVariances[place], level: level)
  }

  /// The place of the last time at or before one; −1 if there is none.
  func place(atOrBefore time: Double) -> Int { firstPlace { times[$0] > time } - 1 }

  /// The place of the last time before one; −1 if there is none.
  func place(before time: Double) -> Int { firstPlace { times[$0] >= time } - 1 }

  private func firstPlace(where isPast: (Int) -> Bool) -> Int {
    var low = 0
    var high = times.count
    while low < high {
      let middle = (low + high) / 2
      if isPast(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private func survival(_ place: Int, isFollowed time: Double) -> Double? {
    guard let last = times.last else { return nil }
    let value = place < 0 ? 1 : survival[place]
    return time <= last || value == 0 ? value : nil
  }
}

/// The columns of a Kaplan–Meier estimate while they grow.
private struct Steps {
  var times: [Double] = []
  var atRisk: [Int] = []
  var lapses: [Int] = []
  var censorings: [Int] = []
  var survival: [Double] = []
  var logVariances: [Double] = []
  private var remaining: Int
  private var product = 1.0
  private var sum = 0.0

  init(subjectCount: Int) { remaining = subjectCount }

  mutating func add(_ time: Double, lapses count: Int, censorings censored: Int) {
    let after = remaining - count
    product *= Double(after) / Double(remaining)
    if count > 0 { sum += after > 0 ? Double(count) / (Double(remaining) * Double(after)) : .infinity }
    times.append(time)
    atRisk.append(remaining)
    lapses.append(count)
    censorings.append(censored)
    survival.append(product)
    logVariances.append(sum)
    remaining = after - censored
  }
}

extension KaplanMeier {
  /// Numbers that are not negative, in rising order, by the digits of their patterns, which rise with them.
  private static func sorted(_ values: some Sequence<Double>) -> [Double] {
    // A sum with 0 turns −0 into 0, whose pattern is the least.
    var keys = values.map { ($0 + 0).bitPattern }
    guard keys.count > 1 << 10 else { return keys.sorted().map { Double(bitPattern: $0) } }
    var spare = keys
    let digits = 1 << 11
    for shift in stride(from: 0, to: 64, by: 11) {
      var places = [Int](repeating: 0, count: digits)
      for key in keys { places[Int(truncatingIfNeeded: key >> UInt64(shift)) & (digits - 1)] += 1 }
      // Whole seconds leave most digits alike.
      if places.contains(keys.count) { continue }
      var next = 0
      for digit in 0..<digits {
        let count = places[digit]
        places[digit] = next
        next += count
      }
      for key in keys {
        let digit = Int(truncatingIfNeeded: key >> UInt64(shift)) & (digits - 1)
        spare[places[digit]] = key
        places[digit] += 1
      }
      swap(&keys, &spare)
    }
    return keys.map { Double(bitPattern: $0) }
  }
}
