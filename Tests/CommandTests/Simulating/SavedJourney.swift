import TestSupport
import Testing

/// Models as `archetype journey` writes them, in a workplace of their own.
enum SavedJourney {
  /// The ten journeys, which have no times: `m/model.json`.
  static func paths(_ files: [String: String] = [:], options: String = "") throws -> Workplace {
    try fitted(EventLogText.tenJourneys, "--paths \(options)", files)
  }

  /// Forty customers with times, half of them of each archetype.
  static func events(_ files: [String: String] = [:]) throws -> Workplace {
    let archetypes = (0..<40).map { "c\($0),\($0 < 20 ? 1 : 2)\n" }.joined()
    return try fitted(
      EventLogText.small, "\(EventLogText.whole) --archetypes a.csv",
      files.merging(["a.csv": "customer,archetype\n" + archetypes]) { given, _ in given })
  }

  /// Assumed probabilities.
  static func assumed(_ files: [String: String] = [:]) throws -> Workplace {
    let table = """
      from,to,probability
      (start),a,0.6
      (start),b,0.4
      a,b,0.5
      a,(conversion),0.2
      a,(lost),0.3
      b,(conversion),0.4
      b,(lost),0.6

      """
    return try fitted(table, "--transitions", files)
  }

  private static func fitted(_ table: String, _ options: String, _ files: [String: String]) throws -> Workplace {
    let work = try Workplace(files.merging(["t.csv": table]) { given, _ in given })
    try work.expectSuccess("journey t.csv \(options) --bootstrap 0 -o m --quiet")
    return work
  }
}
