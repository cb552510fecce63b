import ArgumentParser

/// The seed of everything random.
struct SeedOption: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The seed of everything random; same seed, same bytes.", valueName: "number"))
  var seed: UInt64 = 42
}
