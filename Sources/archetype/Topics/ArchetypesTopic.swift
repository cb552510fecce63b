extension HelpTopic {
  static let archetypes = HelpTopic(
    name: "archetypes", summary: "the words used here and what they measure",
    text: """
      Archetypes and the other words

      An archetype is a group of customers alike in data and behaviour: a segment with a face. It has a name, a
      profile, a rule and typical members. Groups are found with k-means. This is not archetypal analysis (Cutler &
      Breiman 1994), which looks for extreme points.

        archetype   number from 1 by falling size, and a name from its markers
        size        customers in it; share is their part of all, by weight with --weight
        profile     for every column, the archetype beside the whole population
        z           how far the mean lies from that of everybody, in standard deviations
        lift        share of a category in the archetype over its share in all; 2 is
                    twice as common
        marker      a column that sets the archetype apart from the others
        rule        at most three conditions that nearly describe it; precision is the
                    share of customers meeting the rule who are in the archetype, recall
                    the share of the archetype who meet the rule
        exemplars   the most typical customers, and one on the border
        distance    from a customer to the center of the archetype, on the scale on
                    which groups are searched
        confidence  1 - nearest distance / second nearest: 0 on the border between two
                    archetypes, near 1 in the middle of one
        unusual     true when a customer is farther away than 99 % of the archetype was
                    when it was found

      Numbers are brought to one scale before the search: columns such as spend, where a few customers are far above
      the rest, by their logarithm, and then all by their standard deviation. A category weighs as much as a number.
      All choices are printed and have a flag; archetype cluster --help lists them.
      """)
}
