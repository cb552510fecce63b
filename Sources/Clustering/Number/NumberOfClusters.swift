/// The choice of k.
public enum NumberOfClusters {
  /// The bar that prediction strength must reach.
  public static let strengthBar = 0.8

  /// The numbers tried by default: from 2 to 10, at most √(n/2).
  public static func defaultRange(rows: Int) -> ClosedRange<Int> {
    2...max(2, min(10, Int((Double(rows) / 2).squareRoot())))
  }

  /// The largest k whose prediction strength reaches 0.8; if none does, the k with the highest one.
  ///
  /// The smaller k wins ties; k without a strength count lowest. Source: Tibshirani and Walther (2005).
  public static func choice(numbers: [Int], strengths: [Double?]) -> Int {
    precondition(numbers.count == strengths.count && !numbers.isEmpty, "Every k that was tried has its strength.")
    let pairs = zip(numbers, strengths.map { $0 ?? -1 }).sorted { $0.0 < $1.0 }
    if let last = pairs.last(where: { $0.1 >= strengthBar }) { return last.0 }
    return pairs.max { $0.1 < $1.1 || $0.1 == $1.1 && $0.0 > $1.0 }!.0
  }
}
