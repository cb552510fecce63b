import Glibc
import LinearAlgebra

/// Draws everything that a customer of one archetype does in the observed window.
struct CustomerLife: Sendable {
  private let behavior: EventBehavior
  private let start: DrawTable
  private let next: DrawTable
  private let scores: DrawTable
  private let purchase: Int
  /// The window and the inactivity window, in seconds.
  private let windowLength: Int
  private let inactivity: Int
  private let returningShare: Double

  init(_ behavior: EventBehavior, purchase: Int, request: GenerateEventsRequest) {
    self.behavior = behavior
    start = DrawTable([behavior.start])
    next = behavior.nextTable()
    scores = behavior.scoreTable()
    self.purchase = purchase
    windowLength = request.windowLength
    inactivity = request.inactivity
    returningShare = request.returningShare
  }

  /// Appends the contacts of a customer in the order of time; there is at least one.
  ///
  /// The first contact falls anywhere in the window, and whatever comes after its end is not seen. A customer who comes
  /// back has been silent for longer than the inactivity window, by as much again on average.
  func append(customer: Int, stream: inout RandomStream, to contacts: inout [GeneratedContact]) {
    let silence = next.rowCount / Self.rowsPerTouchpoint
    var second = stream.index(below: windowLength)
    while true {
      var touchpoint = start.outcome(row: 0, at: stream.uniform())
      while true {
        let score = scores.outcome(row: touchpoint, at: stream.uniform())
        let cents = touchpoint == purchase ? drawnCents(&stream) : -1
        contacts.append(
          GeneratedContact(second: second, customer: customer, touchpoint: touchpoint, score: score, cents: cents))
        let following = next.outcome(row: touchpoint * Self.rowsPerTouchpoint + score, at: stream.uniform())
        if following == silence { break }
        second += behavior.dwellTimes[touchpoint].draw(&stream)
        if second >= windowLength { return }
        touchpoint = following
      }
      guard stream.uniform() < returningShare else { return }
      second += inactivity + 1 + Int(Double(inactivity) * stream.exponential())
      if second >= windowLength { return }
    }
  }

  private static let rowsPerTouchpoint = 6

  private func drawnCents(_ stream: inout RandomStream) -> Int32 {
    let value = behavior.medianValue * exp(behavior.valueSpread * stream.normal())
    return Int32(min(max((value * 100).rounded(), 1), Double(Int32.max)))
  }
}
