// swift-tools-version: 6.2
import PackageDescription

// Every target imports only what it declares here; `make lint` builds with the import check on.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "archetype",
  products: [
    .executable(name: "archetype", targets: ["archetype"]),
    .library(name: "Tables", targets: ["Tables"]),
    .library(name: "Clustering", targets: ["Clustering"]),
    .library(name: "MarkovChains", targets: ["MarkovChains"]),
    .library(name: "Journeys", targets: ["Journeys"]),
    .library(name: "Simulation", targets: ["Simulation"]),
    .library(name: "LinearAlgebra", targets: ["LinearAlgebra"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .executableTarget(
      name: "archetype",
      dependencies: ["Workflows", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      swiftSettings: strict),
    .target(
      name: "Workflows",
      dependencies: [
        "Simulation", "Journeys", "MarkovChains", "Clustering", "Reporting", "Tables", "LinearAlgebra",
        "CMalloc", "CYAML",
      ],
      swiftSettings: strict),
    .target(name: "Clustering", dependencies: ["LinearAlgebra"], swiftSettings: strict),
    .target(
      name: "Simulation", dependencies: ["Journeys", "MarkovChains", "LinearAlgebra", "CNLopt"], swiftSettings: strict,
      linkerSettings: [.linkedLibrary("m")]),
    .target(name: "Journeys", dependencies: ["MarkovChains", "LinearAlgebra"], swiftSettings: strict),
    .target(
      name: "MarkovChains", dependencies: ["LinearAlgebra", "CSpecialFunctions"], swiftSettings: strict,
      linkerSettings: [.linkedLibrary("m")]),
    .target(name: "Reporting", swiftSettings: strict),
    .target(name: "Tables", dependencies: ["CXlsxWriter"], swiftSettings: strict),
    .target(
      name: "LinearAlgebra", dependencies: ["COpenBLAS"], swiftSettings: strict, linkerSettings: [.linkedLibrary("m")]),
    .systemLibrary(
      name: "COpenBLAS", providers: [.apt(["libopenblas-dev", "liblapacke-dev"])]),
    .systemLibrary(name: "CMalloc"),
    .target(name: "CSpecialFunctions"),
    .systemLibrary(name: "CNLopt", pkgConfig: "nlopt", providers: [.apt(["libnlopt-dev"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CXlsxWriter", providers: [.apt(["libxlsxwriter-dev"])]),

    .executableTarget(
      name: "SimulationBenchmarks", dependencies: ["Simulation", "Journeys", "LinearAlgebra"],
      path: "Tests/Benchmarks/SimulationBenchmarks", swiftSettings: strict),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(
      name: "TablesTests", dependencies: ["Tables", "TestSupport"], exclude: ["Fixtures/digest_reference.py"],
      swiftSettings: strict),
    .testTarget(
      name: "LinearAlgebraTests", dependencies: ["LinearAlgebra", "TestSupport"],
      exclude: ["Fixtures/random_reference.py"], swiftSettings: strict),
    .testTarget(
      name: "ClusteringTests", dependencies: ["Clustering", "LinearAlgebra", "TestSupport"],
      exclude: ["Fixtures/reference_data.py", "Fixtures/reference_sets.py", "Fixtures/number_reference.py"],
      swiftSettings: strict),
    .testTarget(
      name: "MarkovChainsTests", dependencies: ["MarkovChains", "LinearAlgebra", "TestSupport"],
      exclude: ["Fixtures/chain_reference.py"], swiftSettings: strict),
    .testTarget(
      name: "JourneysTests", dependencies: ["Journeys", "MarkovChains", "LinearAlgebra", "TestSupport"],
      exclude: ["Fixtures/survival_reference.R", "Worth/Fixtures/worth_reference.py"], swiftSettings: strict),
    .testTarget(
      name: "SimulationTests",
      dependencies: ["Simulation", "Journeys", "MarkovChains", "LinearAlgebra", "TestSupport"],
      exclude: ["Fixtures/intervention_reference.py"], swiftSettings: strict),
    .testTarget(
      name: "ExampleTests",
      dependencies: [
        "Tables", "Clustering", "MarkovChains", "Journeys", "Simulation", "LinearAlgebra", "Reporting", "Workflows",
        "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(name: "ReportingTests", dependencies: ["Reporting", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "WorkflowsTests", dependencies: ["Workflows", "Simulation", "Tables", "Clustering", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTests", dependencies: ["archetype", "TestSupport"], exclude: ["Fixtures/retention_reference.R"],
      swiftSettings: strict),
  ],
  cxxLanguageStandard: .cxx17
)
