extension DemoArchetype {
  /// Those of the sample shop, by falling size.
  static let ofShop = [bargainHunters, adviceSeekers, regulars]

  /// Come by ads, buy little, and leave at the checkout, where they see what delivery costs.
  static let bargainHunters = DemoArchetype(
    customers: 1000,
    features: Medians(
      orders: 4, spent: 120, visits: 28, discountShare: 0.65, supportContacts: 1.3, tenureMonths: 16
    ).features,
    start: [.ad: 0.50, .search: 0.30, .productPage: 0.15, .storeVisit: 0.05],
    next: [
      .ad: [.ad: 0.12, .search: 0.12, .productPage: 0.52],
      .search: [.search: 0.10, .productPage: 0.62, .cart: 0.10],
      .productPage: [.search: 0.10, .productPage: 0.12, .phoneCall: 0.02, .cart: 0.58],
      .storeVisit: [.productPage: 0.55, .purchase: 0.25],
      .phoneCall: [.productPage: 0.10, .cart: 0.45, .purchase: 0.25],
      .cart: [.productPage: 0.14, .checkout: 0.74],
      .checkout: [.cart: 0.06, .purchase: 0.38],
      .purchase: [.productPage: 0.14, .support: 0.06, .newsletter: 0.56, .review: 0.04],
      .support: [.purchase: 0.10, .support: 0.15, .newsletter: 0.55],
      .newsletter: [.ad: 0.04, .productPage: 0.24, .purchase: 0.06, .newsletter: 0.50],
      .review: [.purchase: 0.15, .newsletter: 0.65],
    ],
    medianValue: 42)

  /// New, spend much at once, ask before they buy and after, and are lost when nobody answers the phone.
  static let adviceSeekers = DemoArchetype(
    customers: 600,
    features: Medians(
      orders: 2, spent: 230, visits: 7, discountShare: 0.07, supportContacts: 7, tenureMonths: 7
    ).features,
    start: [.ad: 0.15, .search: 0.60, .storeVisit: 0.05, .phoneCall: 0.20],
    next: [
      .ad: [.search: 0.20, .productPage: 0.45, .phoneCall: 0.15],
      .search: [.search: 0.08, .productPage: 0.50, .phoneCall: 0.25],
      .productPage: [.productPage: 0.08, .storeVisit: 0.05, .phoneCall: 0.55, .cart: 0.14],
      .storeVisit: [.productPage: 0.20, .phoneCall: 0.20, .purchase: 0.40],
      .phoneCall: [.storeVisit: 0.04, .phoneCall: 0.10, .cart: 0.07, .purchase: 0.34],
      .cart: [.phoneCall: 0.20, .checkout: 0.65],
      .checkout: [.phoneCall: 0.16, .purchase: 0.66],
      .purchase: [.phoneCall: 0.06, .support: 0.42, .newsletter: 0.28, .review: 0.06],
      .support: [.phoneCall: 0.12, .purchase: 0.12, .support: 0.30, .newsletter: 0.25],
      .newsletter: [.productPage: 0.14, .phoneCall: 0.04, .purchase: 0.06, .newsletter: 0.60],
      .review: [.purchase: 0.15, .newsletter: 0.50],
    ],
    scores: [.phoneCall: [0.22, 0.20, 0.20, 0.23, 0.15]],
    medianValue: 115)

  /// Long-standing, come to the store, buy at full price, and stay.
  static let regulars = DemoArchetype(
    customers: 400,
    features: Medians(
      orders: 16, spent: 700, visits: 38, discountShare: 0.10, supportContacts: 1.5, tenureMonths: 48
    ).features,
    start: [.ad: 0.08, .search: 0.12, .productPage: 0.35, .storeVisit: 0.45],
    next: [
      .ad: [.productPage: 0.55, .storeVisit: 0.20],
      .search: [.productPage: 0.65, .storeVisit: 0.20],
      .productPage: [.productPage: 0.08, .storeVisit: 0.16, .phoneCall: 0.02, .cart: 0.62],
      .storeVisit: [.productPage: 0.10, .purchase: 0.74, .newsletter: 0.10],
      .phoneCall: [.cart: 0.25, .purchase: 0.55],
      .cart: [.productPage: 0.06, .checkout: 0.88],
      .checkout: [.cart: 0.03, .purchase: 0.92],
      .purchase: [.storeVisit: 0.25, .purchase: 0.06, .support: 0.04, .newsletter: 0.56, .review: 0.06],
      .support: [.purchase: 0.30, .support: 0.10, .newsletter: 0.50],
      .newsletter: [.productPage: 0.14, .storeVisit: 0.28, .purchase: 0.10, .newsletter: 0.45],
      .review: [.purchase: 0.40, .newsletter: 0.50],
    ],
    scores: [.storeVisit: [0.02, 0.05, 0.13, 0.35, 0.45]],
    medianValue: 48)
}
