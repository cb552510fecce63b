"""Exact answers of every intervention on a small chain, with fractions; prints Swift literals.

usage: python3 intervention_reference.py
"""
from fractions import Fraction as F

# States: 0 (start), 1 a, 2 b, 3 c, 4 (conversion), 5 (lost); the counts that ModelCase.fractions holds.
COUNTS = [
    [0, 4, 3, 3, 0, 0],
    [0, 1, 3, 0, 2, 4],
    [0, 2, 0, 4, 1, 3],
    [0, 0, 1, 0, 6, 5],
]


def rows():
    return [[F(x, sum(row)) for x in row] for row in COUNTS] + [[F(0)] * 6, [F(0)] * 6]


def conversion(p):
    n = 4
    a = [[F(int(i == j)) - p[i][j] for j in range(n)] + [p[i][4]] for i in range(n)]
    for i in range(n):
        pivot = next(k for k in range(i, n) if a[k][i] != 0)
        a[i], a[pivot] = a[pivot], a[i]
        a[i] = [x / a[i][i] for x in a[i]]
        for k in range(n):
            if k != i:
                a[k] = [x - a[k][i] * y for x, y in zip(a[k], a[i])]
    return a[0][n]


def recover(p, i, share, to=None):
    lost = p[i][5]
    if to is None:
        rest = 1 - lost
        for j in range(5):
            p[i][j] += share * lost * p[i][j] / rest
    else:
        p[i][to] += share * lost
    p[i][5] -= share * lost


def move(p, i, j, new, source=None):
    old = p[i][j]
    for k in range(6):
        if k != j and source is None:
            p[i][k] *= (1 - new) / (1 - old)
    if source is not None:
        p[i][source] -= new - old
    p[i][j] = new


def reroute(p, a, b, share):
    for row in p:
        row[b] += share * row[a]
        row[a] -= share * row[a]


def remove(p, k, to=None):
    onward = [x / (1 - p[k][k]) if j != k else F(0) for j, x in enumerate(p[k])]
    for i, row in enumerate(p):
        if i == k:
            continue
        arriving, row[k] = row[k], F(0)
        for j in range(6):
            row[j] += arriving * (onward[j] if to is None else F(int(j == to)))
    p[k] = [F(0)] * 6
    p[k][5] = F(1)


def start(p, shares):
    p[0] = [F(0)] + shares + [F(0), F(0)]


CASES = [
    ("base", lambda p: None),
    ("recover a=15%", lambda p: recover(p, 1, F(15, 100))),
    ("recover a=15%:c", lambda p: recover(p, 1, F(15, 100), 3)),
    ("recover b=50%:(conversion)", lambda p: recover(p, 2, F(1, 2), 4)),
    ("scale b>c=1.10", lambda p: move(p, 2, 3, p[2][3] * F(11, 10))),
    ("scale b>c=1.10:(lost)", lambda p: move(p, 2, 3, p[2][3] * F(11, 10), 5)),
    ("scale b>c=0.5:(lost)", lambda p: move(p, 2, 3, p[2][3] / 2, 5)),
    ("add b>(conversion)=0.05", lambda p: move(p, 2, 4, p[2][4] + F(5, 100))),
    ("add b>(conversion)=-0.05", lambda p: move(p, 2, 4, p[2][4] - F(5, 100))),
    ("add c>a=5%", lambda p: move(p, 3, 1, p[3][1] + F(5, 100))),
    ("set a>b=0.40", lambda p: move(p, 1, 2, F(2, 5))),
    ("set a>b=0:a", lambda p: move(p, 1, 2, F(0), 1)),
    ("reroute a>c=30%", lambda p: reroute(p, 1, 3, F(3, 10))),
    ("reroute a>(lost)=30%", lambda p: reroute(p, 1, 5, F(3, 10))),
    ("remove a", lambda p: remove(p, 1)),
    ("remove a:(lost)", lambda p: remove(p, 1, 5)),
    ("remove a:b", lambda p: remove(p, 1, 2)),
    ("start a=50%,c=50%", lambda p: start(p, [F(1, 2), F(0), F(1, 2)])),
]

for name, change in CASES:
    p = rows()
    change(p)
    assert all(sum(row) == 1 for row in p[:4])
    h = conversion(p)
    kind, _, text = name.partition(" ")
    print(f'    ("{kind}", "{text}", {h.numerator}.0 / {h.denominator}),')

# One after the other, in both orders.
for order in (0, 1):
    p = rows()
    changes = [lambda: recover(p, 1, F(1, 2)), lambda: move(p, 1, 2, F(2, 5))]
    for change in changes if order == 0 else reversed(changes):
        change()
    h = conversion(p)
    print(f"order {order}: {h.numerator}.0 / {h.denominator}")
