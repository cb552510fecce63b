import TestSupport
import Testing

@testable import MarkovChains

@Suite("Dirichlet-multinomial rows")
struct DirichletMultinomialTests {
  @Test("one draw of two equal shares is ½ at every concentration")
  func flat() {
    let row = DirichletMultinomial(groups: [.init(total: 1, cells: [(count: 1, share: 0.5)])])
    for concentration in [0.01, 1, 250] {
      #expect(isClose(row.logLikelihood(concentration: concentration), -0.6931471805599453, relative: 1e-9))
    }
  }

  @Test("where no concentration is likelier than another, the largest is taken")
  func undecided() {
    let row = DirichletMultinomial(groups: [
      .init(total: 1, cells: [(count: 1, share: 0.25)]), .init(total: 1, cells: [(count: 1, share: 0.75)]),
    ])
    #expect(row.mostLikelyConcentration == 1e4)
  }

  @Test("the ends of the range are reached where the likelihood falls or rises all the way")
  func ends() {
    let apart = DirichletMultinomial(groups: [.init(total: 40, cells: [(count: 40, share: 0.5)])])
    #expect(isClose(apart.mostLikelyConcentration, 1e-3, relative: 1e-3))
    let alike = DirichletMultinomial(groups: [
      .init(total: 40, cells: [(count: 20, share: 0.5), (count: 20, share: 0.5)])
    ])
    #expect(alike.mostLikelyConcentration == 1e4)
  }
}
