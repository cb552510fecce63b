extension HelpTopic {
  static let verdict = HelpTopic(
    name: "verdict", summary: "how far to trust the archetypes of a table",
    text: """
      How far to trust archetypes

      k-means always finds groups, also where there are none. So the first lines of a result say what was found:

        natural       the table has separate groups, and every archetype comes back when
                      customers are drawn again; whether there are so many is
                      another question, see below
        reproducible  no evidence of separate groups, but the same slices come back when
                      customers are drawn again
        constructive  useful slices at best: with other customers, some would differ

      A verdict is about the number of archetypes that it stands beside. The same table can have natural archetypes
      with three of them, and none with five: then the three are there, and the five are a finer cut. Nor does natural
      say that the number is right: two groups far apart can be cut in five that come back every time. What speaks for a
      number is its prediction strength, which takes several to compare: leave out -k, or give a range.

      Constructive archetypes can still be worth having, as shelves are: they divide customers into handy parts. They
      are made, not discovered, and should be presented so.

      Stability is measured for each archetype: 50 times (--bootstrap) as many customers are drawn with replacement,
      the groups searched again, and the nearest new group compared with the old one by the Jaccard index, the share of
      customers in either that is in both. --bootstrap 0 leaves this out, and the verdict with it. The mean says:

        0.85 and more   highly stable
        0.75 to 0.85    stable
        0.60 to 0.75    doubtful
        below 0.60      not to be trusted

      The number of archetypes is the largest whose prediction strength reaches 0.8: the table is halved, both halves
      are searched, and the groups of one half have to predict who is together in the other (Tibshirani & Walther 2005).
      Where none reaches it, the strongest is taken. Whether there are groups at all is checked against 20 tables
      without any, of the same spread: the gap statistic has to rise by more than its standard error, and the groups
      have to explain more than they do in each of the 20. Some 5 to 15 of 100 tables of evenly spread customers still
      pass, and far more of those whose columns are all categories or answers such as 1 to 4: customers of equal values
      are separate groups by themselves. A warning says so. selection.csv has these and further figures for every number
      that was tried. Silhouette, Calinski-Harabasz and Davies-Bouldin are there to compare with other programs; none of
      the three can say that there are no groups.

      Verdicts after Dolnicar & Leisch (2010); stability after Hennig (2007).
      """)
}
