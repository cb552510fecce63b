extension HelpTopic {
  static let files = HelpTopic(
    name: "files", summary: "what is in the files of results, column by column",
    text: """
      Files of results

      Column names never change their meaning; a new column may be added at the end. Archetypes are numbered from 1 by
      falling size. An empty cell is something that is not defined or was not computed. A column of the input that is
      called like one of these gets _2 behind its name. archetype help archetypes explains the words, archetype help
      formats how the files are written.

      archetype cluster

        assignments.csv     a row for each row of the input, in its order
          <the id column>     as in the input; row, from 1, where there is none
          archetype           its number; empty for a row without any usable cell
          name                the name of the archetype
          distance            to the center of the archetype
          confidence          0 on the border between two archetypes, 1 at a center
          unusual             true beyond 99 % of the archetype's own customers

        archetypes.csv      a row for each archetype
          archetype, name
          size, share         customers, and their part of all
          stability           mean Jaccard index over resamples, 0 to 1
          stability_verdict   that index in words
          cohesion            mean confidence of its customers
          rule                at most three conditions that nearly describe it
          rule_precision      of the customers meeting the rule, those who belong
          rule_recall         of those who belong, those who meet the rule
          mean_<column>       of every column of numbers, in original units
          share_<column>=<value>
                              of every value of a category

        profile.csv         a row for each archetype and column (or category value)
          archetype, name, feature
          level               the value of a category; empty for numbers
          mean, median        of numbers, in original units
          share               of the archetype's customers with that value
          population_mean, population_median, population_share
                              the same of all customers
          z                   difference from the mean of all, in standard deviations
          lift                share over population_share
          marker              true where the archetype is set apart

        exemplars.csv       a row for each typical or borderline customer
          archetype
          kind                typical or borderline
          rank                1 is the most typical
          id                  as in assignments.csv
          distance            to the center of the archetype
          <the columns of the input>, as they were read

        selection.csv       a row for each number of archetypes that was tried
          k
          inertia             sum of squared distances to the centers
          explained           share of all differences that the archetypes explain
          silhouette          -1 to 1
          silhouette_kind     exact, or sampled: from about 5,000 rows of more than
                              10,000
          prediction_strength
                              0 to 1; 0.8 is the bar
          gap, gap_se         gap statistic and its standard error
          calinski_harabasz, davies_bouldin
                              indices to compare with other programs
          smallest_share      of the smallest archetype
          chosen              true for the number that was taken

        model.json          what archetype assign needs: how columns were prepared,
                            the centers, the seed, and a digest of the input

      archetype assign

        assignments.csv     a row for each row of the new table; columns as above
      """)
}
