/// A kind of contact of generated customers, the same for every archetype.
struct EventTouchpoint: Sendable, Equatable {
  let name: String
  let stage: EventStage
  let channel: String
  /// What one contact costs the company; nil where nothing is written.
  let cost: Double?
  /// Whether customers give a score from 1 to 5.
  let isScored: Bool
  /// Usual time until the next contact, relative to other touchpoints.
  let pace: Double

  init(
    _ name: String, _ stage: EventStage, _ channel: String, cost: Double? = nil, isScored: Bool = false, pace: Double
  ) {
    self.name = name
    self.stage = stage
    self.channel = channel
    self.cost = cost
    self.isScored = isScored
    self.pace = pace
  }

  /// The touchpoint that counts as conversion, and the only one of its stage.
  static let purchase = EventTouchpoint("purchase", .purchase, "web", pace: 2.5)

  /// The touchpoints of a log: one of each stage, then by how common they are, then `touchpoint_17`, `touchpoint_18` …;
  /// in the order of the stages.
  static func first(_ count: Int, of stages: [EventStage]) -> [EventTouchpoint] {
    precondition(stages.count <= count && stages.contains(.purchase), "Every stage has a touchpoint.")
    let available = named.filter { stages.contains($0.stage) }
    var chosen = stages.map { stage in available.first { $0.stage == stage }! }
    chosen += available.filter { !chosen.contains($0) }.prefix(count - chosen.count)
    let others = stages.filter { $0 != .purchase }
    while chosen.count < count {
      let stage = others[chosen.count % others.count]
      chosen.append(
        EventTouchpoint(
          "touchpoint_\(chosen.count + 1)", stage, channels[chosen.count % channels.count],
          isScored: stage == .experience || stage == .advocacy, pace: 1))
    }
    return EventStage.allCases.flatMap { stage in chosen.filter { $0.stage == stage } }
  }

  private static let channels = ["web", "mail", "phone", "shop", "chat", "social"]

  static let named = [
    EventTouchpoint("site_visit", .consideration, "web", pace: 0.8),
    EventTouchpoint("ad", .awareness, "social", cost: 0.45, pace: 1.2),
    EventTouchpoint("checkout", .decision, "web", pace: 0.3),
    purchase,
    EventTouchpoint("support", .experience, "phone", cost: 4.5, isScored: true, pace: 1.5),
    EventTouchpoint("newsletter", .loyalty, "mail", cost: 0.02, pace: 2.5),
    EventTouchpoint("review", .advocacy, "web", isScored: true, pace: 2),
    EventTouchpoint("search", .awareness, "web", cost: 0.8, pace: 0.6),
    EventTouchpoint("product_page", .consideration, "web", pace: 0.7),
    EventTouchpoint("cart", .decision, "web", pace: 0.5),
    EventTouchpoint("store_visit", .consideration, "shop", cost: 2.5, isScored: true, pace: 1.5),
    EventTouchpoint("chat", .experience, "chat", cost: 1.5, isScored: true, pace: 0.8),
    EventTouchpoint("mailing", .awareness, "mail", cost: 0.05, pace: 1.8),
    EventTouchpoint("phone_call", .decision, "phone", cost: 3, isScored: true, pace: 1),
    EventTouchpoint("loyalty_program", .loyalty, "web", cost: 0.1, pace: 2),
    EventTouchpoint("recommendation", .advocacy, "social", pace: 2),
  ]
}
