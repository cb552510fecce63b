import Journeys

/// Which states of each chain of a model a place stands for.
public struct PlaceDirectory: Sendable {
  let touchpoints: [JourneyModel.Touchpoint]

  public init(_ touchpoints: [JourneyModel.Touchpoint]) { self.touchpoints = touchpoints }

  func space(_ chain: StateSpace.Chain) -> StateSpace { StateSpace(chain, touchpoints: touchpoints.map(\.name)) }

  /// The place that a state is called by.
  func place(ofState state: Int, in chain: StateSpace.Chain) -> Place {
    Place(chain == .retention && state == 0 ? StateSpace.conversion : space(chain).names[state])
  }

  /// The numbers of the touchpoints a place stands for; empty for special states and unknown names.
  ///
  /// A name is that of a touchpoint, all of whose states are meant, or else of one state. Names are compared as bytes.
  public func touchpoints(of place: Place) -> [Int] {
    let text = place.description
    if place.band == nil {
      let named = touchpoints.indices.filter { touchpoints[$0].touchpoint.utf8.elementsEqual(text.utf8) }
      if !named.isEmpty { return named }
    }
    return touchpoints.indices.filter { touchpoints[$0].name.utf8.elementsEqual(text.utf8) }
  }

  /// The states a place stands for in a chain, rising; nil where the chain does not hold it.
  ///
  /// The retention chain starts in the first conversion: its state 0 is (conversion), and every converting touchpoint stands
  /// for it too, since it is not known which of them came first.
  ///
  /// - Parameter expected: What the name should be, for the error.
  func states(
    of place: Place, in chain: StateSpace.Chain, expected: ScenarioError.Expectation
  ) throws(ScenarioError) -> [Int]? {
    let space = space(chain)
    if place.band == nil {
      switch place.name {
      case StateSpace.start: return chain == .conversion ? [0] : nil
      case StateSpace.lost, StateSpace.lapsed: return [space.count - 1]
      case StateSpace.conversion: return [chain == .conversion ? space.conversionState : 0]
      default: break
      }
    }
    let meant = touchpoints(of: place)
    guard !meant.isEmpty else { throw ScenarioError(.unknownPlace(place, expected: expected)) }
    // A converting contact is the conversion itself; after it, it is a touchpoint like any other.
    let states = meant.map {
      chain == .conversion && touchpoints[$0].isConversion ? space.conversionState : space.state(ofTouchpoint: $0)
    }
    let isFirst = chain == .retention && meant.contains { touchpoints[$0].isConversion }
    return Array(Set(isFirst ? [0] + states : states)).sorted()
  }
}
