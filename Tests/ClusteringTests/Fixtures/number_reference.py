"""Writes NumberReference.swift: moments by exact fractions and weighted quantiles by NumPy, rounded once.

Run with Python and numpy: `python number_reference.py | swift format - > NumberReference.swift`.
"""

import math
from fractions import Fraction

import numpy as np

rng = np.random.default_rng(20)


def moments(values, weights):
    """Mean, variance and skewness of the doubles as they are, in exact arithmetic until the last root."""
    values, weights = [Fraction(float(v)) for v in values], [Fraction(float(w)) for w in weights]
    mass = sum(weights)
    mean = sum(w * v for v, w in zip(values, weights)) / mass
    second = sum(w * (v - mean) ** 2 for v, w in zip(values, weights)) / mass
    third = sum(w * (v - mean) ** 3 for v, w in zip(values, weights)) / mass
    return float(mean), float(second), float(third) / float(second) ** 1.5


def swift(values):
    return "[" + ", ".join(repr(float(value)) for value in values) + "]"


def wrapped(text, indent):
    words, lines, line = text.split(" "), [], ""
    for word in words:
        if len(line) + len(word) + indent > 110:
            lines.append(line)
            line = ""
        line += (" " if line else "") + word
    return ("\n" + " " * indent).join(lines + [line])


skewed = np.round(np.exp(rng.normal(0, 1, 12)), 3)
ones = np.ones(12)
weights = rng.integers(0, 4, 12).astype(float)
print("// Written by number_reference.py, which names the sources.")
print("enum NumberReference {")
print("  struct Moments {\n    let values, weights: [Double]\n    let mean, variance, skewness: Double\n  }\n")
print("  /// Plain, weighted, and far from zero: a common offset is as exact as the doubles themselves.")
print("  static let moments: [Moments] = [")
for values, w in [
    ([1, 2, 4], [1, 1, 1]), (skewed, ones), (skewed, weights), (skewed + 1e8, ones), (skewed * 4 + 1e12, weights),
    (-skewed * 1e-9, ones), (skewed * 1e100, ones),
]:
    mean, variance, skewness = moments(values, w)
    print("    Moments(")
    print("      values:", wrapped(swift(values), 8) + ",")
    print("      weights:", wrapped(swift(w), 8) + ",")
    print(f"      mean: {mean!r}, variance: {variance!r}, skewness: {skewness!r}),")
print("  ]")
print("  static let quantileValues =", wrapped(swift(skewed), 4))
print("  static let quantileWeights =", wrapped(swift(weights), 4))
probabilities = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1]
print("  static let probabilities =", swift(probabilities))
print("  /// Linear interpolation, as NumPy has it by default.")
print("  static let quantiles =", wrapped(swift(np.quantile(skewed, probabilities)), 4))
print("  /// Of every value repeated as often as its weight says.")
repeated = np.repeat(skewed, weights.astype(int))
print("  static let weightedQuantiles =", wrapped(swift(np.quantile(repeated, probabilities)), 4))
print("}")
assert math.isclose(moments([1, 2, 4], [1, 1, 1])[1], 14 / 9)
