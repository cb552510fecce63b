import Tables

/// The end of observation as a person gives it: a day, which is included, an instant, or a plain number.
struct ObservationEnd {
  let time: Double

  /// - Throws: A usage failure when the text does not suit the times of the table.
  init(parsing text: String, isInstant: Bool) throws(Failure) {
    guard isInstant else {
      time = try Self.number(text, flag: "--end")
      return
    }
    guard let instant = DateColumn.instant(text) else {
      throw .usage("--end '\(text)' is no date", hint: "such as 2026-06-30, that day included, or 2026-06-30T12:00:00")
    }
    time = instant.isDay ? (instant.seconds + TimeSpan.Unit.days.seconds).nextDown : instant.seconds
  }

  /// The beginning of a day, or the instant or number itself.
  static func beginning(of text: String, isInstant: Bool) throws(Failure) -> Double {
    guard isInstant else { return try number(text, flag: "--backtest") }
    guard let instant = DateColumn.instant(text) else {
      throw .usage("--backtest '\(text)' is no date", hint: "such as 2026-03-01")
    }
    return instant.seconds
  }

  private static func number(_ text: String, flag: String) throws(Failure) -> Double {
    guard let number = Double(text), number.isFinite else {
      throw .usage(
        "\(flag) '\(text)' is no number, and the times of the table are numbers", hint: "such as \(flag) 365")
    }
    return number
  }
}
