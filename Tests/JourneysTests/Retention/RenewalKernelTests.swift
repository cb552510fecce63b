import LinearAlgebra
import TestSupport
import Testing

@testable import Journeys

struct RenewalKernelTests {
  /// The recursion as it is written, edge by edge.
  private func plainSurvivals(_ chain: RetentionChain, stepCount: Int) -> [[Double]] {
    let buckets = chain.dwells.grid.count
    var result = Array(repeating: Array(repeating: 0.0, count: stepCount + 1), count: chain.stateCount)
    for step in 0...stepCount {
      // States lead to each other at once at most a few times: sweeps settle it.
      for _ in 0..<40 {
        for state in 0..<chain.stateCount - 1 {
          var sum = 0.0
          for (number, edge) in chain.edges.enumerated() where Int(edge.from) == state {
            guard Int(edge.to) != chain.stateCount - 1 else { continue }
            for bucket in 0..<buckets {
              let weight = chain.probabilities[number] * chain.dwells.shares[number * buckets + bucket]
              sum += weight * (bucket <= step ? result[Int(edge.to)][step - bucket] : 1)
            }
          }
          result[state][step] = sum
        }
      }
    }
    return result
  }

  @Test(arguments: [0, 1, 7, 40]) func `vectors sum what the recursion says`(stepCount: Int) {
    let chain = SemiMarkovCase.shop.chain
    let kernel = RenewalKernel(chain)
    let numbers = kernel.survivals(stepCount: stepCount)
    let stride = kernel.stride(stepCount: stepCount)
    for (state, expected) in plainSurvivals(chain, stepCount: stepCount).dropLast().enumerated() {
      let found = Array(numbers[state * stride...state * stride + stepCount])
      #expect(areClose(found, expected, relative: 1e-12))
    }
  }

  @Test(arguments: [1, 2, 8, 9, 10, 17]) func `any number of buckets fits the vectors`(bucketCount: Int) {
    var shares = Array(repeating: 0.0, count: bucketCount)
    shares[bucketCount - 1] = 1
    let chain = SemiMarkovCase.coin(shares: shares, stay: 0.5)
    let survival = RetentionCurve(chain, stepCount: 20).survival
    for step in 0...20 {
      // A contact every so many steps, at once where there is one bucket: then all lapse before time passes.
      let contacts = bucketCount == 1 ? nil : step / (bucketCount - 1) + 1
      let expected = contacts.map { RetentionCurveTests.power(0.5, $0) } ?? 0
      #expect(isClose(survival[step], expected, relative: 1e-14))
    }
  }
}
