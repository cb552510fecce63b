"""Writes ReferenceData.swift: iris and ruspini with their k-means labels, and prints the reference indices.

Run with Python, numpy and scikit-learn: `python reference_data.py > ReferenceData.swift`; the indices go to standard error.
iris: Fisher (1936) by way of scikit-learn, which holds R's copy.  ruspini: Ruspini (1970), as in R's package `cluster`.
"""

import sys

import numpy as np
from sklearn import metrics
from sklearn.cluster import KMeans
from sklearn.datasets import load_iris

RUSPINI = """4 53 5 63 10 59 9 77 13 49 13 69 12 88 15 75 18 61 19 65 22 74 27 72 28 76 24 58 27 55 28 60 30 52 31 60
32 61 36 72 28 147 32 149 35 153 33 154 38 151 41 150 38 145 38 143 32 143 34 141 44 156 44 149 44 143 46 142 47 149
49 152 50 142 53 144 52 152 55 155 54 124 60 136 63 139 86 132 85 115 85 96 78 94 74 96 97 122 98 116 98 124 99 119
99 128 101 115 108 111 110 111 108 116 111 126 115 117 117 115 70 4 77 12 83 21 61 15 69 15 78 16 66 18 58 13 64 20
69 21 66 23 61 25 76 27 72 31 64 30"""


def simplified_silhouette(points, model):
    distances = np.sqrt(((points[:, None, :] - model.cluster_centers_[None]) ** 2).sum(axis=2))
    own = distances[np.arange(len(points)), model.labels_]
    distances[np.arange(len(points)), model.labels_] = np.inf
    other = distances.min(axis=1)
    return ((other - own) / np.maximum(own, other)).mean()


def ordered_by_size(labels):
    order = np.argsort(-np.bincount(labels), kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return rank[labels]


def swift_array(name, kind, values, per_line):
    texts = [f"{value:g}" for value in values]
    lines = [", ".join(texts[i : i + per_line]) for i in range(0, len(texts), per_line)]
    body = ",\n    ".join(lines)
    return f"  static let {name}: [{kind}] = [\n    {body},\n  ]"


iris = load_iris().data
ruspini = np.array(RUSPINI.split(), dtype=float).reshape(-1, 2)
parts = []
for name, points, clusters in [("iris", iris, (3, 2, 4)), ("ruspini", ruspini, (4,))]:
    parts.append(swift_array(f"{name}Elements", "Double", points.ravel(), 20))
    for k in clusters:
        model = KMeans(k, n_init=100, random_state=0, tol=0, algorithm="lloyd").fit(points)
        labels = ordered_by_size(model.labels_)
        parts.append(swift_array(f"{name}Labels{k}", "Int32", labels, 30))
        print(
            name, k, np.bincount(labels), "inertia %.10f" % model.inertia_,
            "silhouette %.13f" % metrics.silhouette_score(points, labels),
            "simplified %.13f" % simplified_silhouette(points, model),
            "calinski_harabasz %.13f" % metrics.calinski_harabasz_score(points, labels),
            "davies_bouldin %.13f" % metrics.davies_bouldin_score(points, labels),
            file=sys.stderr)

print("// Written by reference_data.py, which names the sources.")
print("enum ReferenceData {")
print("\n".join(parts))
print("}")
