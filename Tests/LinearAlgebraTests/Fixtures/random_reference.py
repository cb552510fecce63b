"""Writes RandomReference.swift: what the random streams must draw, from the published algorithms.

Run with Python alone: `python random_reference.py > RandomReference.swift`.
xoshiro256++: Blackman and Vigna (2021).  SplitMix64: Steele, Lea and Flood (2014).  Both are checked against vectors
that were published elsewhere before anything is written.
"""

import math

MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15


def mixed(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def rotated(x, k):
    return ((x << k) | (x >> (64 - k))) & MASK


class Xoshiro:
    def __init__(self, state):
        self.s = list(state)

    def next(self):
        s = self.s
        result = (rotated((s[0] + s[3]) & MASK, 23) + s[0]) & MASK
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotated(s[3], 45)
        return result

    def uniform(self):
        return (self.next() >> 11) / 2**53

    def index(self, count):
        while True:
            high, low = divmod(self.next() * count, 2**64)
            if low >= 2**64 % count:
                return high

    def normals(self, count):
        drawn = []
        while len(drawn) < count:
            u, v = 2 * self.uniform() - 1, 2 * self.uniform() - 1
            s = u * u + v * v
            if 0 < s < 1:
                factor = math.sqrt(-2 * math.log(s) / s)
                drawn += [u * factor, v * factor]
        return drawn[:count]

    def sample(self, count, total):
        places = list(range(total))
        for i in range(count):
            j = i + self.index(total - i)
            places[i], places[j] = places[j], places[i]
        return places[:count]


def stream(seed, *path):
    """The state of a stream: SplitMix64 from a key hashed over the path."""
    key = mixed(seed)
    for step in path:
        key = mixed(key ^ mixed((step + GOLDEN) & MASK))
    return Xoshiro([mixed((key + i * GOLDEN) & MASK) for i in (1, 2, 3, 4)])


# Test vectors of R's rcpp rand_xoshiro and of Rust's rand_xoshiro: state 1, 2, 3, 4; SplitMix64 of seed 0.
known = Xoshiro([1, 2, 3, 4])
assert [known.next() for _ in range(6)] == [
    41943041, 58720359, 3588806011781223, 3591011842654386, 9228616714210784205, 9973669472204895162]
assert mixed(GOLDEN) == 0xE220A8397B1DCDAF

NAMES = [(0, []), (42, []), (42, [1]), (42, [1, 2, 3]), (2**64 - 1, [2**64 - 1, 0])]
print("// Written by random_reference.py, which names the sources.")
print("enum RandomReference {")
print("  /// Seed, path and the first four draws of 64 bits.")
print("  static let bits: [(seed: UInt64, path: [UInt64], draws: [UInt64])] = [")
for seed, path in NAMES:
    generator = stream(seed, *path)
    print(f"    ({seed}, {path},")
    print(f"      [{', '.join(str(generator.next()) for _ in range(4))}]),")
print("  ]")
print("  /// Of seed 42, path 7.")
uniform, index, exponential = stream(42, 7), stream(42, 7), stream(42, 7)
for name, kind, values in [
    ("uniforms", "Double", [uniform.uniform() for _ in range(4)]),
    ("indicesBelow10", "Int", [index.index(10) for _ in range(20)]),
    ("normals", "Double", stream(42, 7).normals(5)),
    ("exponentials", "Double", [-math.log1p(-exponential.uniform()) for _ in range(3)]),
    ("sampleOf5From12", "Int", stream(42, 7).sample(5, 12)),
]:
    print(f"  static let {name}: [{kind}] = [\n    {', '.join(map(repr, values))},\n  ]")
print("}")
