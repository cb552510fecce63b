import Testing

@testable import Journeys

struct TouchpointLabelTests {
  @Test func `false discoveries are kept to their rate`() {
    // Thresholds .01 .02 .03 .04 .05: the fourth passes and takes the third with it.
    let p = [0.9, 0.001, 0.04, 0.035, 0.02]
    #expect(FalseDiscoveryRate.rejected(p, rate: 0.05) == [false, true, true, true, true])
    #expect(FalseDiscoveryRate.rejected([0.03, 0.9], rate: 0.05) == [false, false])
    #expect(FalseDiscoveryRate.rejected([], rate: 0.05).isEmpty)
  }
}
