extension HelpTopic {
  static let journeys = HelpTopic(
    name: "journeys", summary: "how journeys are counted, and what numbers mean",
    text: """
      How journeys are read

      A journey is what one customer does from a first contact to a conversion, a loss, or the end of the data.
      archetype journey counts how often each touchpoint is followed by each other one, and works out from that chain
      what every touchpoint is worth.

      Conversion. --conversion purchase,order names the touchpoints that count as success. Such a contact ends its
      journey in (conversion); the next contact of the same customer begins a new one. Without --conversion the sequence
      of contacts itself is the chain, and only what follows what is reported.

      Lost. A customer who is silent for longer than a window is lost: the journey ends in (lost), and a later contact
      begins a new one. --inactive-after 30d sets the window. By default it is the silence that 95 % of all gaps between
      contacts stay below, at least a day; it is printed with the share of silent customers who came back. If many came
      back, the window is too short.

      Which steps count. A contact in the last window before the end of the data can be followed by another one, but
      not yet by a loss. Counting what followed it would make losses look rare. So what follows a contact counts only if
      the contact lies a whole window before the end, whatever came next; the steps left out are counted in a note.
      --end 2026-06-30 says how long was watched, where that is longer or shorter than the table.

      Probabilities. The share of steps from a touchpoint that lead to another, with an interval (--level 95) that holds
      the true share in about 95 of 100 cases: Wilson's, or with --interval-method bayes that of a Dirichlet posterior.

      Other intervals come from drawing customers again (--bootstrap 200). Fewer than 10 customers have none.
      --bootstrap 0 leaves them out and the labels that rest on them. Tests in tests.csv are then drawn for less often,
      and in a large log not made. An empty cell is something that cannot be told, never 0.

      What a touchpoint is worth

        drop-off          share of the steps from there that lead to a loss; visits whose
                          next step is not known yet, or does not count, are left out
        convert after     how probable a conversion is from there on
        removal effect    share of conversions that would be lost if everyone who
                          comes there were (Anderl et al. 2016); conversions are
                          shared out in proportion
        observed share    share of conversions whose journeys met it; close to the
                          removal effect where the chain fits, and a warning says
                          where it does not
        elasticity        by how many percent conversions rise if 1 % more of its
                          visitors go on
        recoverable gain  conversions a journey that would be gained if nobody were
                          lost there

      Labels, each with the number that earned it:

        pain point        its drop-off is at least a tenth above the median of its
                          stage (of all, where a stage has fewer than three
                          touchpoints) and surely so, or its scores are surely below
                          the mean
        moment of truth   among the fifth with the highest elasticity, of conversion
                          or of retention, and surely above the median
        wow moment        high scores there are surely followed by more retention,
                          or advocacy, than neutral ones; only with a column of
                          scores

      Labels allow for how many touchpoints were compared (Benjamini & Hochberg 1995): where all are alike in truth,
      about one log in ten has a moment of truth by chance, and as many a wow moment.

      Where fewer than 30 journeys are known to their end, chance decides which touchpoint comes first: no label is given,
      and the screen does not say what matters most.

      Retention

      Customers are followed from their first conversion. Who is silent for longer than the window has lapsed, at the
      last contact before the silence; who was seen within the last window is still active as far as anybody knows, and
      counts only as long as watched (Kaplan & Meier 1958). Beside it stands what the chain of contacts after a
      conversion makes of it. Where the two are far apart the chain must not be used to project; the largest distance
      is printed, and is data_gap in chain.csv.

      How much the next step depends on

      --order 2 lets the next step on the way to a conversion depend on the two last contacts; --order auto takes the
      order with the lowest BIC. What follows a conversion depends on the last contact alone, whatever the order.
      orders.csv compares orders 0 to 3 on the same steps. A low p_value says that the next higher order describes them
      better; a lower aic or bic that it is worth its parameters.

      tests.csv asks whether the contact before the last one matters, whether archetypes go different ways
      (--archetypes), and whether the chain changed over time. The last two deal customers at random into groups of
      the same sizes and count how often these differ as much. Archetypes that were found from the same journeys differ
      by construction: then the test says nothing.

      All and archetypes. The figures of all customers come from one chain of all journeys, as if there were one kind of
      customer. Those of an archetype come from its own chain. So the former are not the means of the latter, and a
      touchpoint's conversions in the archetypes do not add up to those in all. archetype simulate adds up the archetypes'
      chains instead: its conversion and retention of all can differ from these by some points.

      With --archetypes, rows of archetypes with few customers are drawn toward those of the others (--no-pooling leaves
      that out). Intervals are those of the archetype's own customers, widened to the estimate where they must be.

      Other inputs. --paths reads a > b > c with conversions, nulls (how often it did not convert) and value;
      --transitions reads from, to and count, or probability for a funnel that is assumed: then there are no intervals
      unless --sample-size says how many journeys stand behind it.
      """)
}
