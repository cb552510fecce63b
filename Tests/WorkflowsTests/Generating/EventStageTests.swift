import Testing

@testable import Workflows

@Suite("Stages of generated events")
struct EventStageTests {
  static let tolerance = 1e-12

  @Test("The usual shares of what comes next and of beginnings sum to 1", arguments: EventStage.allCases)
  func shares(stage: EventStage) {
    #expect(stage.usualNextShares.count == EventStage.allCases.count)
    #expect((stage.usualNextShares.reduce(0, +) - 1).magnitude < Self.tolerance)
    #expect((EventStage.allCases.map(\.usualStartShare).reduce(0, +) - 1).magnitude < Self.tolerance)
  }

  @Test("Nothing after the purchase is reached before it, and only earlier stages begin a journey")
  func order() {
    for stage in EventStage.allCases {
      #expect((stage.usualStartShare > 0) == stage.isBeforePurchase)
      guard stage.isBeforePurchase else { continue }
      #expect(stage.usualNextShares.suffix(3) == [0, 0, 0])
    }
  }
}
