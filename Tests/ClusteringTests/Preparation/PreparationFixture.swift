import LinearAlgebra

@testable import Clustering

extension FeatureColumn {
  static func numbers(_ name: String, _ values: [Double]) -> FeatureColumn {
    FeatureColumn(name: name, values: .numbers(values))
  }

  /// A category whose levels are numbered as they appear; nil is missing.
  static func texts(_ name: String, _ texts: [String?]) -> FeatureColumn {
    var levels: [String] = []
    let codes = texts.map { text -> Int32 in
      guard let text else { return -1 }
      if let place = levels.firstIndex(where: { $0.utf8.elementsEqual(text.utf8) }) { return Int32(place) }
      levels.append(text)
      return Int32(levels.count - 1)
    }
    return FeatureColumn(name: name, values: .categories(codes: codes, levels: levels))
  }
}

extension PreparedRows {
  /// One feature of every row.
  func feature(_ j: Int) -> [Double] { (0..<points.rowCount).map { points[$0, j] } }
}

extension Preparation {
  static func options(
    _ scaling: PreparationOptions.Scaling = .auto, missing: PreparationOptions.Missing = .median
  ) -> PreparationOptions {
    var options = PreparationOptions()
    (options.scaling, options.missing) = (scaling, missing)
    return options
  }
}
