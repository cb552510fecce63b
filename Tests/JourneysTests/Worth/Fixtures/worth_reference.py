"""Writes WorthReference.swift: what touchpoints of small sets of journeys are worth, in exact fractions.

    python3 worth_reference.py > WorthReference.swift

Nothing here is shared with the library: systems are solved by Gauss-Jordan in fractions.Fraction; a removal effect is a
chain counted anew whose states holding the touchpoint lead to (lost); for complete journeys it is checked against the
chain of full tuples, in which a path shorter than the order is one short tuple.
"""

import random
from fractions import Fraction as F

CONVERSION, LOST = "(conversion)", "(lost)"


def solve(a, b):
    """X with A X = B, in fractions."""
    n = len(a)
    rows = [list(a[i]) + list(b[i]) for i in range(n)]
    for k in range(n):
        pivot = next(i for i in range(k, n) if rows[i][k] != 0)
        rows[k], rows[pivot] = rows[pivot], rows[k]
        rows[k] = [x / rows[k][k] for x in rows[k]]
        for i in range(n):
            if i != k and rows[i][k] != 0:
                factor = rows[i][k]
                rows[i] = [x - factor * y for x, y in zip(rows[i], rows[k])]
    return [row[n:] for row in rows]


def prefix_path(path, order):
    """Every contact is a state: the last touchpoints, fewer near the beginning."""
    return [tuple(path[max(0, i + 1 - order) : i + 1]) for i in range(len(path))]


def tuple_path(path, order):
    """Windows of the path; one short tuple where it is shorter."""
    return [tuple(path)] if len(path) < order else [tuple(path[i : i + order]) for i in range(len(path) + 1 - order)]


def transitions(journeys, order, states_of):
    counts = {}
    for path, end, weight in journeys:
        steps = [()] + (states_of(path, order) if path else []) + ([end] if end else [])
        for before, after in zip(steps, steps[1:]):
            counts.setdefault(before, {}).setdefault(after, F(0))
            counts[before][after] += weight
    return counts


def trimmed(counts):
    """Rows without states from which no end can be reached, as probabilities."""
    rows = {state: dict(row) for state, row in counts.items()}
    while True:
        dead = {after for row in rows.values() for after in row if after not in rows and after not in (CONVERSION, LOST)}
        stuck = set()
        for state in rows:
            seen, queue = {state}, [state]
            while queue:
                for after in rows.get(queue.pop(), {}):
                    if after not in seen:
                        seen.add(after)
                        queue.append(after)
            if not seen & {CONVERSION, LOST}:
                stuck.add(state)
        if not dead | stuck:
            break
        rows = {s: {a: n for a, n in row.items() if a not in dead | stuck} for s, row in rows.items() if s not in stuck}
        rows = {s: row for s, row in rows.items() if row}
    return {s: {a: n / sum(row.values()) for a, n in row.items()} for s, row in rows.items()}


class Chain:
    def __init__(self, rows):
        self.rows = rows
        self.states = sorted(rows, key=lambda s: (len(s), s))
        n = len(self.states)
        place = {s: i for i, s in enumerate(self.states)}
        a = [[F(int(i == j)) for j in range(n)] for i in range(n)]
        right = [[F(int(i == j)) for j in range(n)] for i in range(n)]
        for s, row in rows.items():
            for after, p in row.items():
                if after in place:
                    a[place[s]][place[after]] -= p
        self.N = solve(a, right)
        self.place = place
        exits = [rows[s].get(CONVERSION, F(0)) for s in self.states]
        self.h = [sum(x * y for x, y in zip(line, exits)) for line in self.N]
        self.t = [sum(line) for line in self.N]

    def variance(self):
        n = len(self.states)
        nt = sum(self.N[0][j] * self.t[j] for j in range(n))
        return 2 * nt - self.t[0] - self.t[0] ** 2


def sent(rows, touchpoint, end):
    """The conversion rate once the states that hold a touchpoint lead to an end."""
    changed = {s: ({end: F(1)} if touchpoint in s else row) for s, row in rows.items()}
    return Chain(changed).h[0]


def quantities(journeys, order, touchpoints):
    """conversion rate, steps, variance; then eight numbers a touchpoint; None = undefined."""
    counts = transitions(journeys, order, prefix_path)
    rows = trimmed(counts)
    if () not in rows:
        return [None] * (3 + 8 * len(touchpoints))
    chain = Chain(rows)
    h = chain.h[0]
    result = [h, chain.t[0], chain.variance()]
    assert chain.place[()] == 0
    for touchpoint in touchpoints:
        own = [chain.place[s] for s in chain.states if s and s[-1] == touchpoint]
        held = any(touchpoint in s for s in chain.states)
        if not own:
            assert not held
            result += [None] * 8
            continue
        visits = sum(chain.N[0][i] for i in own)
        lost = [rows[chain.states[i]].get(LOST, F(0)) for i in own]

        def mean(values):
            if len(own) == 1:
                return values[0]
            return sum(chain.N[0][i] * v for i, v in zip(own, values)) / visits if visits else None

        without = sent(rows, touchpoint, LOST)
        met = sent(rows, touchpoint, CONVERSION) - without
        result += [
            visits,
            met,
            mean([chain.h[i] for i in own]),
            mean([chain.t[i] for i in own]),
            mean(lost),
            1 - without / h if h else None,
            sum(chain.N[0][i] * chain.h[i] for i in own) / h if h else None,
            sum(chain.N[0][i] * chain.h[i] * p / (1 - p) for i, p in zip(own, lost) if p < 1) if min(lost) < 1 else None,
        ]
    if all(end for _, end, _ in journeys):
        total = sum(w for _, _, w in journeys)
        assert h == sum(w for _, end, w in journeys if end == CONVERSION) / total
        check_removal(journeys, order, touchpoints, result)
        check_variance(counts, chain, h, total)
    return result


def check_removal(journeys, order, touchpoints, result):
    rows = trimmed(transitions(journeys, order, tuple_path))
    base = Chain(rows).h[0]
    assert base == result[0]
    for k, touchpoint in enumerate(touchpoints):
        effect = result[3 + 8 * k + 5]
        if effect is not None:
            assert effect == 1 - sent(rows, touchpoint, LOST) / base


def check_variance(counts, chain, h, total):
    """The variance of the rate, put together from its rows, is that of a share of independent journeys."""
    value = {CONVERSION: F(1), LOST: F(0), **{s: chain.h[i] for s, i in chain.place.items()}}
    variance = F(0)
    for s, i in chain.place.items():
        n = sum(counts[s].values())
        mean = sum(m * value[a] for a, m in counts[s].items()) / n
        variance += chain.N[0][i] ** 2 / n * sum(m * (value[a] - mean) ** 2 for a, m in counts[s].items()) / n
    assert variance == h * (1 - h) / total


def journey(text, weight=1):
    """`ab+` converted, `ab-` was lost, `ab?` is open."""
    return ("".join(text[:-1]), {"+": CONVERSION, "-": LOST, "?": None}[text[-1]], F(weight))


def drawn(seed, count, touchpoints, open_share):
    r = random.Random(seed)
    result = []
    for _ in range(count):
        path = "".join(r.choice(touchpoints) for _ in range(r.randint(1, 6)))
        result.append(journey(path + ("?" if r.random() < open_share else r.choice("+--")), r.choice([1, 1, 2, 5])))
    return result


def cases():
    ten = [journey(j) for j in "es+ me+ s+ em- mse+ d+ es- mes+ se+ m-".split()]
    four = [journey(j) for j in "abc+ aa+ cbc+ babb+".split()]
    loops = [journey("aaaaab+", 3), journey("aab-", 7), journey("b+", 2), journey("a-", 1), journey("bbbb-", 4)]
    dead = [journey("ab+"), journey("ac?"), journey("acd?"), journey("b-"), journey("ae?"), journey("aeb+")]
    periodic = [journey("abababab+", 5), journey("ababab-", 9), journey("ab-", 2)]
    yield "ten journeys", ten, "emsd", (1, 2, 3)
    yield "four paths", four, "abc", (1, 2, 3)
    yield "self-loops", loops, "ab", (1, 2, 3)
    yield "states that reach no end", dead, "abcde", (1, 2)
    yield "a start that reaches no end", [journey("a?"), journey("ab?")], "ab", (1, 2)
    yield "no conversion", [journey("ab-"), journey("a-")], "abc", (1, 2)
    yield "nothing but conversions", [journey("ab+"), journey("+")], "ab", (1, 2)
    yield "a single touchpoint", [journey("a+", 3), journey("aa-", 4)], "a", (1, 2)
    yield "a periodic chain", periodic, "ab", (1, 2, 3)
    yield "drawn journeys", drawn(1, 40, "abcd", 0), "abcd", (1, 2, 3)
    yield "drawn journeys, some open", drawn(2, 40, "abcd", 0.3), "abcd", (1, 2, 3)


def main():
    print("// Written by worth_reference.py.\n")
    print("/// What touchpoints of small sets of journeys are worth, computed in exact fractions.")
    print("struct WorthReference: Sendable, CustomStringConvertible {")
    print("  let description: String")
    print("  let touchpointCount: Int")
    print("  let order: Int")
    print("  /// Touchpoints, + for conversion, - for loss, ? for neither; and how often.")
    print("  let journeys: [(path: String, weight: Double)]")
    print("  /// Rate, steps and their variance; then one of each quantity a touchpoint; NaN = undefined.")
    print("  let numbers: [Double]\n")
    print("  static let all: [WorthReference] = [")
    for name, journeys, touchpoints, orders in cases():
        index = {t: chr(ord("a") + i) for i, t in enumerate(touchpoints)}
        paths = [
            ("".join(index[t] for t in path) + {CONVERSION: "+", LOST: "-", None: "?"}[end], int(weight))
            for path, end, weight in journeys
        ]
        for order in orders:
            numbers = quantities(journeys, order, touchpoints)
            texts = [".nan" if x is None else repr(float(x)) for x in numbers]
            print("    WorthReference(")
            print(f'      description: "{name}, order {order}", touchpointCount: {len(touchpoints)}, order: {order},')
            print("      journeys: [")
            for i in range(0, len(paths), 5):
                print("        " + ", ".join(f'("{p}", {w})' for p, w in paths[i : i + 5]) + ",")
            print("      ],")
            print("      numbers: [")
            for i in range(0, len(texts), 4):
                print("        " + ", ".join(texts[i : i + 4]) + ",")
            print("      ]),")
    print("  ]\n}")


main()
