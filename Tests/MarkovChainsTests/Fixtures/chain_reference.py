"""Writes ChainReference.swift: what small chains must give, in exact fractions, by elimination with pivots.

    python3 chain_reference.py | swift format - > ChainReference.swift

Nothing here is shared with the library: systems are solved by Gauss-Jordan in fractions.Fraction, periods are the
common divisor of the times of return up to 2n^2 steps, and arrival is certain where nothing before it leads elsewhere.
"""

import random
from fractions import Fraction as F
from math import gcd


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


def fundamental(q):
    n = len(q)
    eye = [[F(int(i == j)) for j in range(n)] for i in range(n)]
    return solve([[eye[i][j] - q[i][j] for j in range(n)] for i in range(n)], eye)


def product(a, b):
    return [[sum((x * y for x, y in zip(row, column)), F(0)) for column in zip(*b)] for row in a]


def absorbing(name, q, r):
    n = fundamental(q)
    t = [sum(row, F(0)) for row in n]
    squares = [2 * sum((x * y for x, y in zip(row, t)), F(0)) - t[i] - t[i] ** 2 for i, row in enumerate(n)]
    visit = [[n[i][j] / n[j][j] for j in range(len(n))] for i in range(len(n))]
    return (name, q, r, n, product(n, r), [t], [squares], visit)


def reachable(p, start, avoiding=None):
    seen, queue = {start}, [start]
    while queue:
        state = queue.pop()
        for j, x in enumerate(p[state]):
            if x > 0 and j not in seen and j != avoiding:
                seen.add(j)
                queue.append(j)
    return seen


def passage(p, target):
    """Expected steps to the target, None where it is not certain."""
    n = len(p)
    result = [None] * n
    for i in range(n):
        if i == target:
            continue
        before = reachable(p, i, avoiding=target)
        if not all(target in reachable(p, j) for j in before):
            continue
        states = sorted(before)
        a = [[F(int(x == y)) - p[x][y] for y in states] for x in states]
        result[i] = solve(a, [[F(1)] for _ in states])[states.index(i)][0]
    followers = [j for j in range(n) if p[target][j] > 0 and j != target]
    if all(result[j] is not None for j in followers):
        result[target] = 1 + sum((p[target][j] * result[j] for j in followers), F(0))
    return result


def homogeneous(name, p):
    n = len(p)
    reach = [reachable(p, i) for i in range(n)]
    classes = sorted({tuple(j for j in range(n) if j in reach[i] and i in reach[j]) for i in range(n)})
    closed = [all(set(reach[i]) == set(group) for i in group) for group in classes]
    periods = []
    for group in classes:
        # Returns to the first state, as sets of states after each number of steps.
        divisor, now = 0, {group[0]}
        for step in range(1, 2 * n * n + 1):
            now = {j for i in now for j in range(n) if p[i][j] > 0}
            if group[0] in now:
                divisor = gcd(divisor, step)
        periods.append(divisor)
    stationary = []
    for group, is_closed in zip(classes, closed):
        if not is_closed:
            continue
        m = len(group)
        # pi (I - P) = 0 with its last equation replaced by sum 1.
        a = [[F(int(i == j)) - p[group[i]][group[j]] for i in range(m)] for j in range(m)]
        a[m - 1] = [F(1)] * m
        pi = [row[0] for row in solve(a, [[F(int(i == m - 1))] for i in range(m)])]
        full = [F(0)] * n
        for i, x in zip(group, pi):
            full[i] = x
        stationary.append(full)
    columns = [passage(p, j) for j in range(n)]
    steps = [[columns[j][i] for j in range(n)] for i in range(n)]
    return (name, p, classes, closed, periods, stationary, steps)


def random_rows(generator, n, columns, zeros, last=None):
    rows = []
    for i in range(n):
        weights = [0 if generator.random() < zeros else generator.randint(1, 9) for _ in range(columns)]
        weights[(i + 1) % n if last is None else last] += 1
        rows.append([F(w, sum(weights)) for w in weights])
    return rows


def split(rows, t):
    return [row[:t] for row in rows], [row[t:] for row in rows]


def absorbing_chains():
    h, tiny = F(1, 2), F(1, 10**9)
    generator = random.Random(20260101)
    journeys = [
        [0, F(3, 10), F(1, 5), F(2, 5), F(1, 10), 0, 0],
        [0, 0, F(3, 7), F(1, 7), 0, F(3, 7), 0],
        [0, F(1, 3), 0, 0, 0, h, F(1, 6)],
        [0, F(2, 5), F(1, 5), 0, 0, 0, F(2, 5)],
        [0, 0, 0, 0, 0, 1, 0],
    ]
    journeys = [[F(x) for x in row] for row in journeys]
    return [
        absorbing("drunkard's walk", [[F(0), h, F(0)], [h, F(0), h], [F(0), h, F(0)]],
                  [[h, F(0)], [F(0), F(0)], [F(0), h]]),
        absorbing("ten journeys", *split(journeys, 5)),
        absorbing("single state", [[F(3, 4)]], [[F(1, 4)]]),
        absorbing("self-loops", [[F(9, 10), F(1, 20)], [F(0), F(99, 100)]], [[F(1, 20)], [F(1, 100)]]),
        absorbing("a state that nothing leads to", [[F(0), h, h], [F(0), F(0), F(1)], [F(0), h, F(0)]],
                  [[F(0)], [F(0)], [h]]),
        absorbing("a cycle of period 3", [[F(0), F(1), F(0)], [F(0), F(0), F(1)], [h, F(0), F(0)]],
                  [[F(0)], [F(0)], [h]]),
        absorbing("hardly any exit", [[F(0), F(1), F(0)], [h, F(0), h], [F(1, 3), F(2, 3) - tiny, F(0)]],
                  [[F(0), F(0)], [F(0), F(0)], [tiny / 4, tiny * 3 / 4]]),
        absorbing("eight random states", *split(random_rows(generator, 8, 11, 0.5, last=9), 8)),
    ]


def homogeneous_chains():
    h, q, tiny = F(1, 2), F(1, 4), F(1, 10**9)
    generator = random.Random(20260102)
    zero, one = F(0), F(1)
    return [
        homogeneous("Land of Oz", [[h, q, q], [h, zero, h], [q, q, h]]),
        homogeneous("single state", [[one]]),
        homogeneous("period 2", [[zero, one, zero], [h, zero, h], [zero, one, zero]]),
        homogeneous("period 3", [[zero, one, zero], [zero, zero, one], [one, zero, zero]]),
        homogeneous("two closed classes", [
            [zero, h, h, zero, zero], [zero, h, h, zero, zero], [zero, one, zero, zero, zero],
            [q, zero, zero, q, h], [zero, zero, zero, zero, one]]),
        homogeneous("a transient state on the only way", [
            [zero, one, zero, zero], [zero, zero, h, h], [zero, zero, h, h], [zero, zero, one, zero]]),
        homogeneous("nearly apart", [
            [h, h - tiny, tiny, zero], [h, h, zero, zero], [zero, zero, q, 1 - q], [3 * tiny, zero, h, h - 3 * tiny]]),
        homogeneous("seven random states", random_rows(generator, 7, 7, 0.4)),
    ]


def number(x):
    return "nil" if x is None else repr(float(x))


def matrix(rows, indent):
    short = "[" + ", ".join("[" + ", ".join(map(number, row)) + "]" for row in rows) + "]"
    if len(short) + indent < 104:
        return short
    pad = " " * indent
    lines = []
    for row in rows:
        line, length = [], indent + 3
        text = "["
        for x in map(number, row):
            if length + len(x) + 2 > 116:
                text += ",".join([", ".join(line), ""]) + "\n" + pad + " "
                line, length = [], indent + 3
            line.append(x)
            length += len(x) + 2
        lines.append(pad + text + ", ".join(line) + "],")
    return "[\n" + "\n".join(lines) + "\n" + " " * (indent - 2) + "]"


def main():
    print("// Written by chain_reference.py; do not edit.\n")
    print("enum ChainReference {")
    print("  static let absorbing: [AbsorbingReference] = [")
    for name, *parts in absorbing_chains():
        names = ["transient", "absorbing", "fundamental", "absorption", "steps", "variance", "visits"]
        print(f'    AbsorbingReference(\n      name: "{name}",')
        print(",\n".join(f"      {n}: {matrix(p, 8)}" for n, p in zip(names, parts)) + "),")
    print("  ]\n\n  static let homogeneous: [HomogeneousReference] = [")
    for name, p, classes, closed, periods, stationary, steps in homogeneous_chains():
        print(f'    HomogeneousReference(\n      name: "{name}",')
        print(f"      probabilities: {matrix(p, 8)},")
        print(f"      classes: {[list(g) for g in classes]},")
        print(f"      isClosed: {str(closed).lower()},")
        print(f"      periods: {periods},")
        print(f"      stationary: {matrix(stationary, 8)},")
        print(f"      steps: {matrix(steps, 8)}),")
    print("  ]\n}")


main()
