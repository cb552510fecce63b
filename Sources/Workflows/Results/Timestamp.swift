import Glibc

extension OutputSettings {
  /// The time for results that have a place for it, as ISO 8601 in UTC; nil unless `--timestamp` or SOURCE_DATE_EPOCH asks.
  ///
  /// SOURCE_DATE_EPOCH, where set to a number of seconds, is the time itself.
  var timestamp: String? {
    timestamp(sourceDateEpoch: getenv("SOURCE_DATE_EPOCH").map { String(cString: $0) })
  }

  /// The time where `sourceDateEpoch` is the value of SOURCE_DATE_EPOCH, nil if it is not set.
  func timestamp(sourceDateEpoch: String?) -> String? {
    var seconds: time_t
    if let given = sourceDateEpoch.flatMap({ time_t($0) }) {
      seconds = given
    } else if includesTimestamp {
      seconds = time(nil)
    } else {
      return nil
    }
    var parts = tm()
    guard gmtime_r(&seconds, &parts) != nil else { return nil }
    var text = [CChar](repeating: 0, count: 32)
    let length = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
    return String(decoding: text[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
