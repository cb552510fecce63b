import Reporting

/// Checks that several commands make of their options.
enum RequestChecks {
  /// Restarts and resamples beyond this only take time.
  static let mostRepeats = 10_000

  static func range(_ value: Int, _ allowed: ClosedRange<Int>, _ flag: String) throws(Failure) {
    guard allowed.contains(value) else {
      throw .usage(
        "\(flag) \(value) is out of range", hint: "use a number from \(allowed.lowerBound) to \(allowed.upperBound)")
    }
  }

  /// - Parameters:
  ///   - standard: The count to name in a hint.
  ///   - what: What rests on the resamples.
  static func resamples(_ count: Int, standard: Int, for what: String = "intervals") throws(Failure) {
    guard (0...mostRepeats).contains(count) else {
      throw .usage(
        "--bootstrap \(NumberText.integer(count)) is not between 0 and \(NumberText.integer(mostRepeats))",
        hint: "0 leaves \(what) out; \(NumberText.integer(standard)) is the default")
    }
  }

  /// - Parameter level: In percent.
  static func level(_ level: Double) throws(Failure) {
    guard level > 0, level < 100 else {
      throw .usage(
        "--level \(WrittenNumber.shown(level)) is no percentage between 0 and 100", hint: "95 is the default")
    }
    guard level >= 1 else {
      let percent = NumberText.number(100 * level)
      throw .usage(
        "--level \(WrittenNumber.shown(level)) is less than one percent", hint: "write \(percent) for \(percent)%")
    }
  }

  static func threads(_ threads: Int?) throws(Failure) {
    if let threads, threads < 1 {
      throw .usage("--threads \(threads) leaves nobody to do the work", hint: "use --threads 1 or more")
    }
  }

  /// - Parameter inputs: Paths, `-` for standard input; nil for those that were not given.
  static func standardInput(_ inputs: [String?]) throws(Failure) {
    if inputs.count(where: { $0 == "-" }) > 1 {
      throw .usage("only one input can come from standard input", hint: "name files for the others")
    }
  }
}
