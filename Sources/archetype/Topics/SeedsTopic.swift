extension HelpTopic {
  static let seeds = HelpTopic(
    name: "seeds", summary: "what is random, and how results are repeated",
    text: """
      Seeds

      The search for archetypes starts from random customers, the stability comes from random resamples, and the
      number of archetypes from random halves of the table. All of them draw from one generator whose seed is --seed,
      42 unless you say otherwise. Same input, same options and same seed give the same bytes, on one core or on many:
      --threads never changes a result. The seed is recorded in model.json and in every JSON result; that of archetype
      assign is the seed of the model. archetype inspect draws nothing, so its JSON has no seed.

        archetype cluster customers.csv --seed 42
        archetype cluster customers.csv --seed 43

      Archetypes worth acting on hardly change with the seed. If yours do, read the stability of each (archetype help
      verdict) before you rely on them, or raise --restarts.

      Different processors can differ in the last digits of a result, because the fastest instructions of each are
      used.

      Results carry no time of day unless --timestamp or the environment variable SOURCE_DATE_EPOCH asks for it.
      """)
}
