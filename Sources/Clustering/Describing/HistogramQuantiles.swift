import LinearAlgebra

/// Exact quantiles of every group and of all groups together, by counting into buckets and selecting within one.
///
/// The quantile of a share lies at place share · (n − 1) of the sorted values, interpolated; that of 0.5 is the median.
///
/// A bucket is a range of values, linear near the smallest values and logarithmic above, as a sample suggests; any map that
/// does not fall as values rise gives exact quantiles, a good one only makes the buckets small. Two passes over the data.
struct HistogramQuantiles {
  /// One quantile a group, the last for all; nil where there are no values.
  let values: [Double?]

  private static let bucketCount = 4096

  init(_ values: [Double], _ grouping: Grouping, share: Double) {
    let groupCount = grouping.count
    let buckets = Buckets(sampling: values, count: Self.bucketCount)
    var counts = [Int32](repeating: 0, count: groupCount * Self.bucketCount)
    values.withUnsafeBufferPointer { values in
      grouping.labels.withUnsafeBufferPointer { labels in
        counts.withUnsafeMutableBufferPointer { counts in
          for i in 0..<values.count where labels[i] >= 0 && !values[i].isNaN {
            counts[Int(labels[i]) &* Self.bucketCount &+ buckets.bucket(of: values[i])] &+= 1
          }
        }
      }
    }
    var targets: [Target] = (0..<groupCount).map { group in
      Target(counts[(group * Self.bucketCount)..<((group + 1) * Self.bucketCount)], share)
    }
    targets.append(
      Target(
        (0..<Self.bucketCount).map { b in (0..<groupCount).reduce(0) { $0 + counts[$1 * Self.bucketCount + b] } }[...],
        share)
    )
    var gathered = targets.map { target in
      var places: [Double] = []
      places.reserveCapacity(target.gatheredCount)
      return places
    }
    let all = targets[groupCount]
    values.withUnsafeBufferPointer { values in
      grouping.labels.withUnsafeBufferPointer { labels in
        targets.withUnsafeBufferPointer { targets in
          for i in 0..<values.count where labels[i] >= 0 && !values[i].isNaN {
            let bucket = buckets.bucket(of: values[i])
            let group = Int(labels[i])
            if targets[group].covers(bucket) { gathered[group].append(values[i]) }
            if all.covers(bucket) { gathered[groupCount].append(values[i]) }
          }
        }
      }
    }
    self.values = targets.indices.map { targets[$0].quantile(of: &gathered[$0]) }
  }

  /// Which buckets hold the values on either side of the quantile of a group.
  private struct Target {
    let total: Int
    /// The rank of the value below the quantile, and how far it lies on the way to the next.
    let rank: Int
    let fraction: Double
    /// The buckets of the lower and of the upper value.
    let lower: Int
    let upper: Int
    /// Values in buckets below `lower`.
    let below: Int
    /// Values in the buckets that are gathered.
    let gatheredCount: Int

    init(_ counts: ArraySlice<Int32>, _ share: Double) {
      let total = counts.reduce(0) { $0 + Int($1) }
      self.total = total
      let place = share * Double(max(0, total - 1))
      rank = Int(place)
      fraction = place - place.rounded(.down)
      let upperRank = fraction > 0 ? rank + 1 : rank
      var reached = 0
      var found = (lower: -1, upper: -1, below: 0)
      for (bucket, count) in counts.enumerated() where count > 0 {
        if found.lower < 0, reached + Int(count) > rank { found = (bucket, -1, reached) }
        if reached + Int(count) > upperRank {
          found.upper = bucket
          break
        }
        reached += Int(count)
      }
      lower = found.lower
      upper = found.upper
      below = found.below
      guard total > 0 else {
        gatheredCount = 0
        return
      }
      let lowerCount = Int(counts[counts.startIndex + found.lower])
      let upperCount = Int(counts[counts.startIndex + found.upper])
      gatheredCount = found.lower == found.upper ? lowerCount : lowerCount + upperCount
    }

    @inline(__always)
    func covers(_ bucket: Int) -> Bool {
      bucket == lower || bucket == upper
    }

    func quantile(of values: inout [Double]) -> Double? {
      guard total > 0 else { return nil }
      return values.withUnsafeMutableBufferPointer { values in
        let low = OrderStatistics.select(rank - below, of: values)
        guard fraction > 0 else { return low }
        return low + (OrderStatistics.select(rank + 1 - below, of: values) - low) * fraction
      }
    }
  }

  /// A map from values to buckets that never falls as values rise.
  private struct Buckets {
    private let smallest: Double
    /// Added to distances from the smallest value: below it buckets are about equally wide, above equally many an octave.
    private let knee: Double
    private let firstImage: Int
    private let shift: Int
    private let last: Int

    init(sampling values: [Double], count: Int) {
      let step = max(1, values.count / 1024)
      let sample = stride(from: 0, to: values.count, by: step).map { values[$0] }.filter(\.isFinite).sorted()
      last = count - 1
      guard let low = sample.first, let high = sample.last, high > low, (high - low).isFinite else {
        (smallest, knee, firstImage, shift) = (sample.first ?? 0, 1, Int(bitPattern: UInt(1.0.bitPattern)), 62)
        return
      }
      let typical = max(sample[sample.count / 2] - low, (high - low) * 0x1p-40)
      smallest = low
      knee = typical / 8
      firstImage = Int(knee.bitPattern)
      let span = Int((high - low + knee).bitPattern) - firstImage
      var shift = 0
      while span >> shift >= count { shift += 1 }
      self.shift = shift
    }

    @inline(__always)
    func bucket(of value: Double) -> Int {
      // The bits of positive doubles rise with them; below the sample's smallest value everything is bucket 0.
      let above = value - smallest
      let image = Int((above > 0 ? above + knee : knee).bitPattern) &- firstImage
      let bucket = image &>> shift
      return bucket < last ? bucket : last
    }
  }
}
