/// A contact of a generated customer, in as few bytes as will do.
struct GeneratedContact: Sendable {
  /// Seconds since the beginning of the window, then the customer: contacts are in this order, no two alike.
  let key: UInt64
  /// Hundredths of the currency; negative without a value.
  let cents: Int32
  let touchpoint: UInt16
  /// 1…5, 0 without a score.
  let score: UInt8

  init(second: Int, customer: Int, touchpoint: Int, score: Int, cents: Int32) {
    key = UInt64(second) << 32 | UInt64(customer)
    self.cents = cents
    self.touchpoint = UInt16(touchpoint)
    self.score = UInt8(score)
  }

  var second: Int { Int(key >> 32) }
  var customer: Int { Int(key & 0xFFFF_FFFF) }
}
