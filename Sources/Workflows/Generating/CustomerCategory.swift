/// A column of categories of generated customers.
struct CustomerCategory: Sendable, Equatable {
  let name: String
  let levels: [String]

  /// The first such columns that a customer table has, by how common they are; then `category_7`, `category_8` …
  static func first(_ count: Int) -> [CustomerCategory] {
    (0..<count).map { position in
      position < named.count
        ? named[position]
        : CustomerCategory(name: "category_\(position + 1)", levels: ["a", "b", "c", "d"])
    }
  }

  static let named = [
    CustomerCategory(name: "channel", levels: ["web", "shop", "app", "phone"]),
    CustomerCategory(name: "plan", levels: ["basic", "plus", "premium"]),
    CustomerCategory(name: "region", levels: ["north", "south", "east", "west", "center"]),
    CustomerCategory(name: "payment", levels: ["card", "transfer", "invoice"]),
    CustomerCategory(name: "device", levels: ["mobile", "desktop", "tablet"]),
    CustomerCategory(name: "newsletter", levels: ["yes", "no"]),
  ]
}
