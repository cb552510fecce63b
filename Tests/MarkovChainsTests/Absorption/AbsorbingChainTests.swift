import LinearAlgebra
import MarkovChains
import TestSupport
import Testing

@Suite("Absorbing chains")
struct AbsorbingChainTests {
  private let tolerance = 1e-13

  @Test(
    "exact fractions give the same numbers to 13 digits, a way out of 1e-9 included",
    arguments: ChainReference.absorbing)
  func reference(_ expected: AbsorbingReference) throws {
    let chain = try AbsorbingChain(transient: Matrix(expected.transient), absorbing: Matrix(expected.absorbing))
    let fundamental = chain.fundamental
    #expect(areClose(fundamental.elements, expected.fundamental.flatMap { $0 }, relative: tolerance))
    #expect(areClose(chain.absorption.elements, expected.absorption.flatMap { $0 }, relative: tolerance))
    #expect(areClose(chain.expectedSteps, expected.steps[0], relative: tolerance))
    #expect(areClose(chain.varianceOfSteps, expected.variance[0], relative: tolerance, absolute: 1e-15))
    for i in 0..<chain.transientCount {
      #expect(areClose(chain.visits(from: i), expected.fundamental[i], relative: tolerance))
      #expect(areClose(chain.visits(to: i), expected.fundamental.map { $0[i] }, relative: tolerance))
      #expect(areClose(chain.visitProbabilities(from: i), expected.visits[i], relative: tolerance))
      #expect(areClose(chain.visitProbabilities(of: i), expected.visits.map { $0[i] }, relative: tolerance))
    }
    for x in 0..<chain.absorbingCount {
      #expect(areClose(chain.absorption(into: x), expected.absorption.map { $0[x] }, relative: tolerance))
    }
  }

  @Test("ten journeys: conversion .7, steps 2.9 with variance 1.677951807")
  func tenJourneys() throws {
    let chain = try TenJourneys.chain()
    #expect(isClose(chain.absorption(into: TenJourneys.conversion)[0], 0.7, relative: tolerance))
    #expect(isClose(chain.expectedSteps[0], 2.9, relative: tolerance))
    #expect(isClose(chain.varianceOfSteps[0], 1.677951807, relative: 1e-9))
  }

  @Test("the variance of the estimate by rows is that of a binomial share: Σ N_0i² / n_i · Var_i(h) = h(1 − h) / n")
  func binomialLaw() throws {
    let chain = try TenJourneys.chain()
    let h = chain.absorption(into: TenJourneys.conversion)
    let visits = chain.visits(from: 0)
    var variance = 0.0
    for (i, total) in TenJourneys.rowTotals.enumerated() {
      variance += visits[i] * visits[i] / total * chain.varianceOfStep(from: i, values: h, ends: [1, 0])
    }
    #expect(isClose(variance, 0.021, relative: tolerance))
  }

  #if DEBUG
    private static let size = 150
  #else
    private static let size = 2000
  #endif

  @Test("a fair walk between two ends keeps its digits: right end i/(n+1), steps i(n+1−i)")
  func longWalk() throws {
    let n = Self.size
    var transient = Matrix(rows: n, columns: n)
    var absorbing = Matrix(rows: n, columns: 2)
    for i in 0..<n {
      if i > 0 { transient[i, i - 1] = 0.5 } else { absorbing[i, 0] = 0.5 }
      if i < n - 1 { transient[i, i + 1] = 0.5 } else { absorbing[i, 1] = 0.5 }
    }
    let chain = try AbsorbingChain(transient: transient, absorbing: absorbing)
    let places = (1...n).map { Double($0) }
    let width = Double(n + 1)
    #expect(areClose(chain.absorption(into: 1), places.map { $0 / width }, relative: 1e-12))
    #expect(areClose(chain.expectedSteps, places.map { $0 * (width - $0) }, relative: 1e-12))
    #expect(areClose(chain.visits(from: 0), places.map { 2 * (1 - $0 / width) }, relative: 1e-12))
  }

  @Test("random states that are all left once in 1e9 steps stay 1e9 steps, and go where their exits point")
  func rareExits() throws {
    let n = Self.size
    let exit = 1e-9
    var stream = RandomStream(seed: 11)
    var transient = Matrix(rows: n, columns: n)
    var absorbing = Matrix(rows: n, columns: 2)
    for i in 0..<n {
      var total = 0.0
      for j in 0..<n where stream.uniform() < 0.1 || j == (i + 1) % n {
        transient[i, j] = stream.exponential()
        total += transient[i, j]
      }
      for j in 0..<n { transient[i, j] *= (1 - exit) / total }
      absorbing[i, 0] = exit / 4
      absorbing[i, 1] = exit * 3 / 4
    }
    let chain = try AbsorbingChain(transient: transient, absorbing: absorbing)
    #expect(areClose(chain.expectedSteps, [Double](repeating: 1e9, count: n), relative: 1e-12))
    #expect(areClose(chain.absorption(into: 1), [Double](repeating: 0.75, count: n), relative: 1e-12))
    #expect(isClose(chain.visits(from: n / 2).reduce(0, +), 1e9, relative: 1e-12))
  }

  @Test("N(I − Q) = I and rows of B sum to 1, for random chains", arguments: 1...6)
  func laws(seed: Int) throws {
    let chain = try RandomChain.absorbing(seed: UInt64(seed), states: 20 * seed, ends: 3)
    let t = chain.transientCount
    var complement = chain.transient
    for i in 0..<t { for j in 0..<t { complement[i, j] = (i == j ? 1 : 0) - complement[i, j] } }
    let product = Products.multiply(chain.fundamental, complement)
    #expect(areClose(product.elements, Matrix.identity(t).elements, absolute: 1e-12))
    let absorption = chain.absorption
    for i in 0..<t { #expect(isClose(absorption.row(i).reduce(0, +), 1, relative: 1e-13)) }
  }

  @Test("a row off 1 by rounding is made to sum to 1")
  func normalization() throws {
    let chain = try AbsorbingChain(transient: Matrix([[0.5]]), absorbing: Matrix([[0.5 + 4e-10]]))
    #expect(isClose(chain.transient[0, 0] + chain.absorbing[0, 0], 1, relative: 1e-15))
    #expect(isClose(chain.absorption[0, 0], 1, relative: 1e-15))
  }

  @Test("what is no absorbing chain is an error that names the state")
  func errors() {
    #expect(throws: MarkovChainError.noStates) {
      try AbsorbingChain(transient: Matrix(rows: 0, columns: 0), absorbing: Matrix(rows: 0, columns: 1))
    }
    #expect(throws: MarkovChainError.rowSum(state: 1, sum: 0.75)) {
      try AbsorbingChain(transient: Matrix([[0.5, 0], [0.25, 0]]), absorbing: Matrix([[0.5], [0.5]]))
    }
    #expect(throws: MarkovChainError.invalidProbability(from: 0, to: 1, value: -0.5)) {
      try AbsorbingChain(transient: Matrix([[1.5]]), absorbing: Matrix([[-0.5]]))
    }
    #expect(throws: MarkovChainError.exitUnreachable(from: 1)) {
      try AbsorbingChain(transient: Matrix([[0, 0.5], [0, 1]]), absorbing: Matrix([[0.5], [0]]))
    }
    #expect(throws: MarkovChainError.exitUnreachable(from: 0)) {
      try AbsorbingChain(transient: Matrix([[1]]), absorbing: Matrix(rows: 1, columns: 0))
    }
  }
}
