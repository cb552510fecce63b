import LinearAlgebra
import TestSupport
import Testing

@testable import Clustering

@Suite("Lloyd's iteration")
struct LloydTests {
  private let alone = Workers(count: 1)
  /// Sums are taken in another order than in the plain iteration.
  private let rounding = 1e-9

  private func start(_ points: Matrix, k: Int, seed: UInt64 = 1) -> Matrix {
    var stream = RandomStream(seed: seed, path: 77)
    return points.selecting(rows: stream.sample(k, of: points.rowCount))
  }

  private func expectPlain(_ points: Matrix, from start: Matrix, weights: [Double]? = nil, _ what: Comment) {
    let run = Lloyd(Observations(points: points, weights: weights), centers: start)
    let settled = run.run(tolerance: 0, limit: 1_000, workers: alone)
    let plain = PlainClustering.lloyd(points, from: start, weights: weights)
    #expect(settled, what)
    #expect(run.labelList == plain.labels, what)
    #expect(areClose(run.centers.elements, plain.centers.elements, absolute: rounding), what)
  }

  @Test("bounds change nothing: from one start it ends where the plain iteration ends")
  func boundsChangeNothing() {
    for k in [1, 2, 3, 5, 8] {
      for seed in 0..<4 as Range<UInt64> {
        let iris = ReferenceData.iris
        expectPlain(iris, from: start(iris, k: k, seed: seed), "iris, k \(k), seed \(seed)")
        let ruspini = ReferenceData.ruspini
        expectPlain(ruspini, from: start(ruspini, k: k, seed: seed), "ruspini, k \(k), seed \(seed)")
      }
    }
    let cloud = ReferenceData.clouds(rows: 700, dimension: 5, count: 9, seed: 4).points
    expectPlain(cloud, from: start(cloud, k: 9), "clouds")
  }

  @Test("weights, zeros among them, lead where they lead the plain iteration")
  func weighted() {
    for seed in 0..<300 as Range<UInt64> {
      var stream = RandomStream(seed: seed, path: 5)
      let points = Matrix(rows: 14, columns: 2, elements: (0..<28).map { _ in Double(stream.index(below: 8)) })
      let weights = (0..<14).map { _ in [0, 0.1, 0.2, 0.3, 2][stream.index(below: 5)] }
      let fitted = KMeans.distinctRows(Observations(points: points, weights: weights), upTo: 4)
      guard fitted >= 4 else { continue }
      let run = Lloyd(Observations(points: points, weights: weights), centers: start(points, k: 4, seed: seed))
      #expect(run.run(tolerance: 0, limit: 1_000, workers: alone))
      // Every center is the weighted mean of its rows, whatever additions and subtractions left behind.
      let means = ReferenceData.means(of: points, labels: run.labelList, weights: weights)
      #expect(areClose(run.centers.elements, means.elements, absolute: rounding), "seed \(seed)")
      #expect(run.masses.allSatisfy { $0 > 0.05 }, "seed \(seed)")
    }
  }

  @Test("every step labels rows by the nearest center, puts centers at means and never raises the cost")
  func everyStep() {
    let points = ReferenceData.clouds(rows: 1_500, dimension: 3, count: 6, seed: 9).points
    let run = Lloyd(Observations(points: points), centers: start(points, k: 6))
    let squares = run.observations.totals.squares
    var cost = Double.infinity
    var changed = 1
    while changed > 0 {
      let centers = run.centers
      let labels = run.labelList
      let isFirst = run.iterations == 0
      changed = run.assign(workers: alone)
      #expect(run.labelList == PlainClustering.nearest(points, centers))
      #expect(changed == (isFirst ? 1_500 : zip(labels, run.labelList).count { $0 != $1 }))
      let assigned = PlainClustering.inertia(points, centers, run.labelList)
      let shift = run.update()
      let moved = zip(centers.elements, run.centers.elements).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      #expect(isClose(shift, moved, absolute: rounding))
      let updated = PlainClustering.inertia(points, run.centers, run.labelList)
      let slack = 1e-12 * updated
      #expect(assigned <= cost + slack && updated <= assigned + slack)
      #expect(isClose(run.cost(squares: squares), updated, relative: rounding))
      cost = updated
    }
    #expect(run.iterations > 3)
  }

  @Test("over many chunks and steps that shrink and grow, rows that are not watched keep their nearest center")
  func manyChunks() {
    let points = ReferenceData.clouds(rows: blockRows + 1_000, dimension: 2, count: 12, seed: 21).points
    let run = Lloyd(Observations(points: points), centers: start(points, k: 12))
    for step in 0..<40 {
      let centers = run.centers
      _ = run.assign(workers: alone)
      #expect(run.labelList == PlainClustering.nearest(points, centers), "step \(step)")
      // A row carried away from its cluster moves two centers and is put back by the next step.
      if step % 10 == 9 {
        for i in stride(from: 0, to: points.rowCount, by: 40) {
          run.transfer(row: i, to: (Int(run.labels[i]) + 1) % 12)
        }
      }
      _ = run.update()
    }
    #expect(run.iterations == 40)
  }

  @Test("a row that is carried away comes back, however far from doubt it was")
  func carriedAway() {
    let points = ReferenceData.clouds(rows: 5_120, dimension: 2, count: 3, seed: 8).points
    let run = Lloyd(Observations(points: points), centers: start(points, k: 3))
    #expect(run.run(tolerance: 0, limit: 1_000, workers: alone))
    let labels = run.labelList
    for i in stride(from: 7, to: points.rowCount, by: 400) {
      run.transfer(row: i, to: (Int(labels[i]) + 1) % 3)
      #expect(run.assign(workers: alone) >= 1)
      #expect(run.labelList == PlainClustering.nearest(points, run.centers))
      _ = run.update()
    }
    #expect(run.run(tolerance: 0, limit: 1_000, workers: alone))
    // Where it settles is the nearest center of every row again, by plain looking.
    #expect(run.labelList == PlainClustering.nearest(points, run.centers))
    #expect(run.labelList == labels)
  }

  @Test("any number of workers gives the same bits, over several blocks of rows")
  func workersDoNotMatter() {
    let points = ReferenceData.clouds(rows: 2 * blockRows + 3_000, dimension: 3, count: 5, seed: 12).points
    let observations = Observations(points: points)
    let runs = [1, 2, 7].map { count -> Lloyd in
      let run = Lloyd(observations, centers: start(points, k: 5))
      run.run(tolerance: 0, limit: 12, workers: Workers(count: count))
      run.resum(workers: Workers(count: count))
      _ = run.update()
      return run
    }
    for run in runs.dropFirst() {
      #expect(run.centers == runs[0].centers)
      #expect(run.labelList == runs[0].labelList)
      #expect(run.masses == runs[0].masses && run.counts == runs[0].counts)
    }
  }

  @Test("ties go to the center of the lowest index, in every step")
  func ties() {
    // Rows on a line of whole numbers, exactly between centers time and again.
    let points = Matrix(rows: 9, columns: 1, elements: [0, 1, 2, 3, 4, 5, 6, 7, 8])
    let run = Lloyd(Observations(points: points), centers: Matrix([[6], [2], [2], [10]]))
    _ = run.assign(workers: alone)
    #expect(run.labelList == [1, 1, 1, 1, 0, 0, 0, 0, 0])
    expectPlain(points, from: Matrix([[6], [2], [2], [10]]), "a line")
    let lattice = Matrix((0..<64).map { [Double($0 / 8), Double($0 % 8)] })
    expectPlain(lattice, from: Matrix([[0, 0], [7, 7], [0, 7], [7, 0]]), "a lattice")
  }

  @Test("one center moves to the mean of all rows in one step")
  func oneCenter() {
    let run = Lloyd(Observations(points: Matrix([[1, 0], [2, 3], [6, 3]])), centers: Matrix([[100, 100]]))
    #expect(run.run(tolerance: 0, limit: 5, workers: alone))
    #expect(run.centers == Matrix([[3, 2]]))
    #expect(run.iterations == 2)
  }

  @Test("it stops at the limit and says so, or as soon as centers move less than the tolerance")
  func stopping() {
    let points = ReferenceData.clouds(rows: 400, dimension: 2, count: 6, seed: 3).points
    let short = Lloyd(Observations(points: points), centers: start(points, k: 6))
    #expect(!short.run(tolerance: 0, limit: 1, workers: alone))
    #expect(short.iterations == 1)
    let loose = Lloyd(Observations(points: points), centers: start(points, k: 6))
    #expect(loose.run(tolerance: .greatestFiniteMagnitude, limit: 100, workers: alone))
    #expect(loose.iterations == 1)
  }

  @Test("after new centers the bounds are forgotten")
  func restarting() {
    let points = ReferenceData.iris
    let run = Lloyd(Observations(points: points), centers: start(points, k: 4))
    run.run(tolerance: 0, limit: 100, workers: alone)
    let centers = start(points, k: 4, seed: 20)
    run.restart(from: centers)
    run.run(tolerance: 0, limit: 100, workers: alone)
    #expect(run.labelList == PlainClustering.lloyd(points, from: centers).labels)
  }

  @Test("a transfer moves one row's weight from mean to mean")
  func transfers() {
    let observations = Observations(points: Matrix([[0], [2], [10], [14]]), weights: [1, 3, 2, 2])
    let run = Lloyd(observations, centers: Matrix([[1], [12]]))
    run.run(tolerance: 0, limit: 10, workers: alone)
    #expect(run.centers == Matrix([[1.5], [12]]))
    run.transfer(row: 1, to: 1)
    #expect(run.labelList == [0, 1, 1, 1])
    #expect(run.masses == [1, 7] && run.counts == [1, 3])
    #expect(areClose(run.centers.elements, [0, 54.0 / 7], relative: 1e-15))
  }
}
