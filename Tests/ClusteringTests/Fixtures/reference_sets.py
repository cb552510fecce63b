"""Writes ReferenceSets.swift: wine, faithful and USArrests, and the smallest inertias known for all reference sets.

Run with Python, numpy and scikit-learn, and R with its package `cluster`:
`python reference_sets.py > ReferenceSets.swift`.
wine: UCI by way of scikit-learn.  faithful (Azzalini and Bowman 1990), USArrests (McNeil 1977), iris: R's `datasets`.
Each optimum is the best of 300 starts of scikit-learn's k-means, of R's Hartigan-Wong for the small sets, and its sizes.
"""

import subprocess

import numpy as np
from sklearn.cluster import KMeans
from sklearn.datasets import load_wine


def from_r(expression):
    script = f"write.table({expression}, row.names = FALSE, col.names = FALSE)"
    lines = subprocess.run(["Rscript", "-e", script], capture_output=True, text=True, check=True).stdout.splitlines()
    return np.array([line.split() for line in lines], dtype=float)


def by_hartigan_wong(points, k):
    script = (
        "set.seed(1); x <- as.matrix(read.table(file('stdin')));"
        f"m <- kmeans(x, {k}, nstart = 300, iter.max = 100); cat(sprintf('%.17g', m$tot.withinss), m$size)")
    text = "\n".join(" ".join(repr(float(v)) for v in row) for row in points)
    answer = subprocess.run(["Rscript", "-e", script], input=text, capture_output=True, text=True, check=True)
    inertia, *sizes = answer.stdout.split()
    return float(inertia), [int(size) for size in sizes]


def standardized(points):
    return (points - points.mean(axis=0)) / points.std(axis=0)


def swift_array(name, values, per_line):
    texts = [f"{value:.10g}" for value in values]
    lines = [", ".join(texts[i : i + per_line]) for i in range(0, len(texts), per_line)]
    body = ",\n    ".join(lines)
    return f"  static let {name}Elements: [Double] = [\n    {body},\n  ]"


sets = {
    "iris": from_r("iris[, 1:4]"),
    "ruspini": from_r("cluster::ruspini"),
    "wine": load_wine().data,
    "faithful": from_r("faithful"),
    "usArrests": from_r("USArrests"),
}
print("// Written by reference_sets.py, which names the sources.")
print("extension ReferenceData {")
for name, width in [("wine", 13), ("faithful", 20), ("usArrests", 20)]:
    print(swift_array(name, sets[name].ravel(), width))
print("  /// The best inertia that scikit-learn and R found, and the sizes of its clusters.")
print("  static let optima: [Optimum] = [")
for name, is_standardized, numbers in [
    ("iris", False, (1, 2, 3, 4, 5)), ("iris", True, (3, 4, 5)), ("ruspini", False, (1, 2, 3, 4)),
    ("wine", False, (3,)), ("wine", True, (3,)), ("faithful", False, (2,)), ("usArrests", True, (4,)),
]:
    points = standardized(sets[name]) if is_standardized else sets[name]
    for k in numbers:
        model = KMeans(k, n_init=300, random_state=0, tol=0, algorithm="lloyd").fit(points)
        inertia, sizes = min((model.inertia_, list(map(int, np.bincount(model.labels_)))), by_hartigan_wong(points, k))
        sizes.sort(reverse=True)
        flag = "true" if is_standardized else "false"
        print(f'    Optimum("{name}", standardized: {flag}, sizes: {sizes}, inertia: {inertia:.15g}),')
print("  ]")
print("}")
