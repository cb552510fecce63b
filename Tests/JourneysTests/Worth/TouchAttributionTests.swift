import LinearAlgebra
import TestSupport
import Testing

@testable import Journeys

struct TouchAttributionTests {
  private let observed = ObservedTouches.counts(
    ChainSequences(paths: ["ab+", "b+", "+", "c-"], touchpointCount: 3), archetypes: [], archetypeCount: 0,
    values: [10, 20, 40, .nan], workers: Workers(count: 1))[0]

  @Test func `every method shares out the conversions that have a touchpoint`() {
    for method in TouchAttribution.Method.allCases {
      let parts = TouchAttribution(method, observed, removalEffects: [0.2, 0.6, nil]).parts
      #expect(isClose(parts.reduce(0) { $0 + ($1.conversions ?? .nan) }, 2))
      #expect(isClose(parts.reduce(0) { $0 + ($1.value ?? .nan) }, 30))
      #expect(isClose(parts.reduce(0) { $0 + ($1.share ?? .nan) }, 1))
    }
  }

  @Test func `removal shares in proportion to effects`() {
    let parts = TouchAttribution(.removal, observed, removalEffects: [0.2, 0.6, nil]).parts
    #expect(areClose(parts.map { $0.conversions ?? .nan }, [0.5, 1.5, 0]))
    #expect(areClose(parts.map { $0.value ?? .nan }, [7.5, 22.5, 0]))
  }

  @Test func `what is not defined is empty`() {
    let none = ObservedTouches.counts(
      ChainSequences(paths: ["ab-"], touchpointCount: 2), archetypes: [], archetypeCount: 0, values: [],
      workers: Workers(count: 1))[0]
    #expect(TouchAttribution(.removal, none, removalEffects: [nil, nil]).parts[0].conversions == nil)
    let last = TouchAttribution(.last, none, removalEffects: [nil, nil]).parts[0]
    #expect(last.conversions == 0 && last.share == nil && last.value == nil)
  }
}
