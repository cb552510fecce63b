import Clustering
import Tables

extension MissingWords {
  /// As a saved model has it.
  init(_ saved: ClusterModel.MissingWords) {
    self =
      switch saved {
      case .all: .all
      case .amongTexts: .amongTexts
      case .amongCapitals: .amongCapitals
      }
  }

  /// For a model to be saved.
  var saved: ClusterModel.MissingWords {
    switch self {
    case .all: .all
    case .amongTexts: .amongTexts
    case .amongCapitals: .amongCapitals
    }
  }
}
