import Tables

/// A command that leaves a model in its folder of results: its files are not another command's to replace.
enum ResultOwner: String, CaseIterable {
  case cluster
  case journey

  private static let largestModel = 256 << 20

  /// The command that wrote the `model.json` of a folder; nil without one.
  init?(of folder: String) {
    guard let bytes = try? readWhole(ResultFiles.path(of: "model.json", in: folder), atMost: Self.largestModel),
      let owner = Self.allCases.first(where: { bytes.contains(Array("\"archetype/\($0.rawValue)-model/".utf8)) })
    else { return nil }
    self = owner
  }

  /// Its files that have the name of another command's.
  var sharedNames: [String] {
    switch self {
    case .cluster: ["assignments.csv", "model.json"]
    case .journey: ["touchpoints.csv", "retention.csv", "model.json"]
    }
  }
}
