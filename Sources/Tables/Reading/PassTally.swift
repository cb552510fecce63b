/// What one block learned about a column read under a plan; added up in the order of the blocks.
struct PassTally {
  var traits: NumberTraits = []
  var missing: Int32 = 0
  /// Cells that do not fit the plan.
  var odd: Int32 = 0
  /// Among `odd`: numbers under the other decimal mark, or dates in the other order of day and month.
  var oddOther: Int32 = 0
  /// Among `odd`: names made of digits and letters.
  var oddCodes: Int32 = 0
  /// Dates that fit one order only.
  var certainOrder: Int32 = 0
  var slashed: Int32 = 0
  var withTime: Int32 = 0
  var withZone: Int32 = 0
  var percents: Int32 = 0
  /// Texts that start and end with a digit.
  var digitEnds: Int32 = 0
  /// Texts that may stand for no value, which only the whole column shows.
  var missingWords: Int32 = 0
  /// Texts besides `NA` that are two capitals.
  var twoCapitals: Int32 = 0
  var currency: UInt64 = 0
  /// The offset of the first odd cell in the input.
  var firstOdd = Int.max

  mutating func noteOdd(at offset: Int) {
    odd &+= 1
    firstOdd = min(firstOdd, offset)
  }

  mutating func note(currency other: UInt64) {
    guard other != 0 else { return }
    if currency != 0 && currency != other { traits.insert(.severalCurrencies) }
    if currency == 0 { currency = other }
  }

  mutating func add(_ next: PassTally) {
    note(currency: next.currency)
    traits.formUnion(next.traits)
    missing += next.missing
    odd += next.odd
    oddOther += next.oddOther
    oddCodes += next.oddCodes
    certainOrder += next.certainOrder
    slashed += next.slashed
    withTime += next.withTime
    withZone += next.withZone
    percents += next.percents
    digitEnds += next.digitEnds
    missingWords += next.missingWords
    twoCapitals += next.twoCapitals
    firstOdd = min(firstOdd, next.firstOdd)
  }
}
