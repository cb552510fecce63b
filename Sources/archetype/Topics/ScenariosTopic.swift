extension HelpTopic {
  static let scenarios = HelpTopic(
    name: "scenarios", summary: "improvements to try, and what the answer means",
    text: """
      Scenarios

      A scenario is a list of changes to the chain that archetype journey saved. archetype simulate says what would
      become of conversion, retention and revenue. Changes apply in the order written, to both chains.

        archetype simulate events-journey/model.json --recover checkout=15%
        archetype simulate events-journey/model.json scenarios.yaml

      Changes

        --recover checkout=15%            of those lost at checkout go on
        --recover checkout=15%:purchase   and all of them to one place
        --scale 'demo>purchase=1.10'      a probability times 1.10
        --add 'demo>purchase=0.05'        a probability plus 5 points
        --set 'demo>purchase=40%'         a probability becomes 40 %
        --reroute 'phone>chat=30%'        of those who come to phone come to chat
        --remove banner                   customers go on as if it were not there, to
                                          where it led: as many of them convert
        --remove 'banner:(lost)'          customers who come there are lost
        --lift support=0.5                the mean score rises by 0.5; for models fitted
                                          with --emotion-bands
        --start mail=50%,ad=50%           where journeys begin

      (start), (conversion) and (lost) are places too; a touchpoint that converts means (conversion), and (lost) means
      (lapsed) after the first conversion. support means all its states, 'support[low]' one of its bands. A name that
      contains : > = % [ ] or a comma goes in double quotes.

      Where the others come from matters. --recover takes from the lost and gives to the other exits in proportion, or
      to the place named. --scale, --add and --set take from all other exits in proportion; behind ':(lost)' or another
      place they take from there alone. --explain prints every probability before and after.

      A file of scenarios

        scenarios:
          - name: Faster checkout
            adoption: 80%
            archetypes: [1, 3]
            cost: {once: 4000, per_period: 300}
            interventions:
              - recover: {touchpoint: checkout, share: 15%, to: purchase}
              - scale: {from: cart, to: checkout, by: 1.10, taking_from: (lost)}
              - add: {from: demo, to: purchase, points: 0.05}
              - set: {from: demo, to: purchase, value: 40%}
              - reroute: {from: phone, to: chat, share: 30%}
              - remove: {touchpoint: banner}
              - lift: {touchpoint: support, score: 0.5}
              - start: {mail: 50%, ad: 50%}

      Everything but interventions may be left out. Customers outside archetypes stay as they are. With an adoption of
      80 %, one in five lives as before: every number is 80 % of the changed world and 20 % of the old one. Costs are paid
      in full at any adoption. --adoption 25%,50%,100% tries several.

      A file of levers

        levers:
          - name: Faster checkout
            intervention: {recover: {touchpoint: checkout, to: purchase}}
            response: {max: 30%, half_at: 8000}
            min: 0
            max: 20000
          - name: Saved carts
            intervention: {recover: {touchpoint: cart}}
            response: [[0, 0%], [5000, 12%], [10000, 15%]]

      A lever is a change whose amount money buys, so the amount must be left out; recover, add, set, reroute and lift
      can be levers. The amount of a set lever is the probability itself, 0 where nothing is spent. With max and
      half_at, a spend s achieves max * s / (half_at + s). A table gives shares for spends, with straight lines between.
      archetype optimize --budget spends so that nothing else would bring more, and on no lever more than it has use
      for: nobody can keep more than all who are lost.

      What the numbers mean

      Base and projection are expectations under the chain. Their intervals, and that of the difference, come from
      resampling customers: how far the estimate may be off because no more customers were seen. prediction_low and
      prediction_high are wider: within them lies the count that really happens, chance included, where as many journeys
      begin as are expected. How many begin is taken as known, by --customers or as in the log; so is what a contact
      after a conversion is worth.

      One assumption no interval covers: people moved by an improvement are assumed to behave like those seen where they
      are moved to. Steps that nobody was seen to take are marked (observed in changes.csv). --backtest fits the model
      before a day and compares what it expects with what happened.

      A model of --paths or --transitions knows no times: it gives rates, and counts with --customers N a period, but
      nothing on who stays.
      """)
}
