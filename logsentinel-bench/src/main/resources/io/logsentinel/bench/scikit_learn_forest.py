"""Fits and scores scikit-learn's isolation forest once for every seed that comes in on a line.

usage: scikit_learn_forest.py FILE.csv.gz     prints its version, then per line: fit_ms score_ms auc"""
import sys
import time

import numpy
import sklearn
from sklearn.ensemble import IsolationForest
from sklearn.metrics import roc_auc_score

data = numpy.loadtxt(sys.argv[1], delimiter=",")
rows, anomalous = data[:, :-1], data[:, -1] != 0
print(sklearn.__version__, flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    forest = IsolationForest(n_estimators=100, max_samples=min(256, len(rows)), random_state=int(line), n_jobs=1).fit(rows)
    fitted = time.perf_counter()
    scores = forest.score_samples(rows)
    end = time.perf_counter()
    print((fitted - start) * 1e3, (end - fitted) * 1e3, roc_auc_score(anomalous, -scores), flush=True)
