/// The kinds of contact that customers of the sample shop have, in the order of the stages.
enum DemoTouchpoint: String, CaseIterable, Sendable {
  case ad
  case search
  case productPage = "product_page"
  case storeVisit = "store_visit"
  case phoneCall = "phone_call"
  case cart
  case checkout
  case purchase
  case support
  case newsletter
  case review

  /// Mean days until the next contact.
  var daysToNext: Double {
    switch self {
    case .ad: 2
    case .search: 1
    case .productPage: 1.2
    case .storeVisit: 3
    case .phoneCall: 2
    case .cart: 0.7
    case .checkout: 0.4
    case .purchase: 10
    case .support: 3
    case .newsletter, .review: 14
    }
  }

  /// Its stage, channel and cost, as for all generated logs.
  var eventTouchpoint: EventTouchpoint {
    guard let known = EventTouchpoint.named.first(where: { $0.name == rawValue }) else {
      preconditionFailure("Generated logs know every touchpoint of the sample shop.")
    }
    return known
  }
}
