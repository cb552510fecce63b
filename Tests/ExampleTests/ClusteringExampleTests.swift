import Clustering
import LinearAlgebra
import Testing

@Suite("The example of Clustering")
struct ClusteringExampleTests {
  @Test("finds two groups of twelve customers and says what sets them apart")
  func example() throws {
    let columns = [
      FeatureColumn(name: "orders", values: .numbers([1, 2, 1, 3, 2, 1, 20, 24, 19, 22, 25, 21])),
      FeatureColumn(name: "spent", values: .numbers([15, 28, 9, 40, 30, 12, 410, 530, 380, 450, 520, 400])),
      FeatureColumn(
        name: "plan", values: .categories(codes: [0, 0, 0, 1, 0, 0, 1, 1, 1, 1, 0, 1], levels: ["basic", "plus"])),
    ]
    let (preparation, _) = try Preparation.fit(columns)
    let points = try preparation.apply(columns).points  // 12 × 4: orders, spent, a column for each plan

    let observations = Observations(points: points)
    var options = KMeansOptions()
    options.restarts = 10
    options.seed = 42
    let search = try KMeans(observations, largest: 3, options: options)
    let partition = search.partition(k: 2)
    // partition.labels == [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1], partition.counts == [6, 6]

    let profile = Profile(columns: columns, labels: partition.labels, archetypeCount: 2)
    let names = ArchetypeNames.names(for: profile)
    // == ["Rare · low spend · basic", "Frequent · high spend · plus"]
    let similarities = Stability(bootstraps: 50, seed: 42).similarities(observations, labels: partition.labels, k: 2)
    // == [1, 1]: both come back in every sample drawn anew

    #expect(points.rowCount == 12 && points.columnCount == 4)
    #expect(partition.labels == [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1])
    #expect(partition.counts == [6, 6])
    #expect(names == ["Rare · low spend · basic", "Frequent · high spend · plus"])
    #expect(similarities == [1, 1])
  }
}
