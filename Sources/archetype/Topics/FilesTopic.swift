extension HelpTopic {
  static let files = HelpTopic(
    name: "files", summary: "what is in the files of results, column by column",
    text: """
      Files of results

      Column names never change their meaning; a new column may be added at the end. Archetypes are numbered from 1 by
      falling size. An empty cell is something that is not defined or was not computed. A column of the input, or of a
      state, that is called like one of these gets _2 behind its name. archetype help archetypes explains the words,
      archetype help formats how the files are written.

      archetype cluster

        assignments.csv     a row for each row of the input, in its order
          <the id column>     as in the input; row, from 1, where there is none
          archetype           its number; empty for a row without any usable cell
          name                the name of the archetype
          distance            to the center of the archetype
          confidence          0 on the border between two archetypes, 1 at a center
          unusual             true beyond 99 % of the archetype's own customers

        archetypes.csv      a row for each archetype
          archetype, name     numbered by size, or weight, in the search, in which rows
                              with too few cells have no part
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

        exemplars.csv       a row for each typical or borderline customer, of those
                            that took part in the search
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

      archetype journey

        The archetype of all customers is all: one chain of all journeys, not a
        mixture of the archetypes' chains, so that its figures are not the means or
        sums of theirs. The chain is conversion, retention (what customers do after
        their first conversion) or plain. (start), (conversion), (lost) and (lapsed)
        are states of chains. archetype_name, the last column wherever there are
        archetypes but in matrix.csv, is empty for all, and where --archetypes names
        none.

        transitions.csv     a row for each archetype, chain and step that occurs
          archetype, chain, from, to
          count               how often; empty for assumed probabilities
          probability         share of the steps from there
          low, high           its interval
          median_hours        half of these steps took less time

        matrix.csv          the same probabilities, a row for each state and a column
                            for each state
          archetype, chain, from
          <a column for each state>

        touchpoints.csv     a row for each archetype and touchpoint
          archetype, touchpoint, stage
          customers, visits   who came there, and how often, by the steps that count
                              (archetype help journeys); journeys whose end is not
                              known yet included
          drop_off, drop_off_low, drop_off_high
                              share of steps from there, as in transitions.csv, that
                              lead to a loss; limits by drawing customers again
          conversion_after    probability of a conversion from there on
          steps_to_end        steps until the journey ends, on average
          removal_effect, removal_low, removal_high
                              share of conversions lost if all who come there were
          observed_share      share of conversions whose journeys met it
          attributed_conversions, attributed_value
                              its share by removal effects; those of archetypes do not
                              add up to that of all
          elasticity          d ln conversion / d ln (1 - drop-off)
          recoverable_gain    conversions a journey gained if nobody were lost there
          retention_elasticity
                              the same as elasticity, of retention after --horizon
          score_mean, score_low, score_high
          labels              pain point, moment of truth, wow moment, each with its
                              number and what it was compared with; none where fewer
                              than 30 journeys are known to their end

        attribution.csv     a row for each archetype, touchpoint and method
          archetype, touchpoint
          method              removal, first, last or linear
          conversions, value, share

        stages.csv          a row for each archetype and step between stages
          archetype, from, to, count, probability, low, high

        chain.csv           a row for each archetype, chain and state
          archetype, chain, state
          class               states that lead to each other have the same number
          period              1 where a return is possible after any number of steps
          stationary          share of time spent there in the long run
          recurrence_steps    steps until the next return, on average
          expected_visits, visit_probability
                              of one journey
          data_gap            how far the whole chain is from what was seen, where it is
                              furthest: of conversion, a removal effect less the share
                              of conversions that met the touchpoint; of retention,
                              the chain less what was seen, at any moment (simulate
                              compares at the ends of periods)

        orders.csv          a row for each order that was compared
          order               how many contacts the next one depends on
          parameters          free probabilities
          observed_contexts   runs of contacts that occurred
          log_likelihood, aic, bic
          lr_statistic, degrees_of_freedom, p_value
                              likelihood ratio test against the next higher order
          chosen              true for the order of the chain of conversion in all
                              other files; that of retention has order 1

        tests.csv           a row for each test
          test, statistic, degrees_of_freedom, p_value
          method              how p_value was found
          groups              what was compared
          meaning             the result in words

        retention.csv       a row for each archetype and period after the first
                            conversion
          archetype
          period              from 0: 0 is the first 30 days (--period) after the
                              conversion, 1 the next; archetype simulate counts from 1
          at_risk             customers still watched and active at its beginning
          lapsed, censored    who fell silent in it, and who was not watched longer
          retained, low, high share still active at its end
          model_retained      the same by the chain

        model.json, statistics.bin
                            what archetype simulate needs: both chains, and anonymous
                            counts behind them

      archetype simulate

        The archetype of all customers is all. archetype help scenarios explains the
        words.

        projection.csv      a row for each scenario, adoption, archetype, metric and
                            period; what nobody knows has no row
          scenario, adoption, archetype
          metric              conversion_rate, conversions, retention, active_customers,
                              revenue, present_value, cost, net_gain or return
          period              from 1; empty for the whole horizon
          baseline, baseline_low, baseline_high
                              without the scenario, with its interval
          projected, projected_low, projected_high
                              with it
          difference, difference_low, difference_high
                              of the two; net_gain and return have nothing else
          relative_difference difference over baseline
          prediction_low, prediction_high
                              where the count that really happens will lie, chance
                              included, if as many journeys begin as expected

        retention.csv       a row for each scenario, adoption, archetype and period;
                            none where nobody knows who stays
          scenario, adoption, archetype, period
          baseline … difference_high
                              share of those who converted still active at its end

        touchpoints.csv     a row for each scenario, archetype and touchpoint
          scenario, archetype, touchpoint
          visits_baseline, visits_projected
                              visits that one journey pays to it
          lost_baseline, lost_projected
                              journeys that end there without a conversion

        changes.csv         a row for each probability that a scenario changes
          scenario, archetype, chain, from, to, before, after
          observed            false for a step that nobody was seen to take

        ranking.csv         with --rank: a row for each touchpoint and archetype
          rank, archetype, touchpoint
          conversions_gained, retained_gained, value_gained
                              if 10 % of those lost there went on, up to the horizon;
                              of one journey where nobody knows how many there are
          low, high           interval of conversions_gained

        backtest.csv        with --backtest: a row for each metric and period
          metric, period
          observed            what happened
          predicted, low, high
                              what the model of the days before expected
          inside              whether it happened between low and high

      archetype optimize

        allocation.csv      a row for each lever
          lever
          spend               money
          share               what the spend achieves
          gain                what would be missing without it
          marginal_gain       what one more unit of money on it would bring

        frontier.csv        a row for each budget from nothing to twice the one
                            given, or as far as levers can be used
          budget
          metric, low, high   the most that it can bring, with an interval
          spend_NAME          what each lever gets of it

      archetype demo

        README.txt          what the other files of the sample shop are: customers.csv,
                            events.csv, scenarios.yaml and levers.yaml
        customers-cluster/, events-journey/, events-simulate/, events-optimize/
                            the results of its four commands, as above
      """)
}
