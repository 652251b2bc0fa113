"""crowd-kit's Dawid-Skene on a CSV of whole numbers (its best case: nothing but numbers to join on).

    truth_crowdkit.py iterations FILE         milliseconds of an iteration: the slope between 1 and 3 forced ones
    truth_crowdkit.py whole FILE LABELS       from CSV to labels with its defaults
"""

import sys
import time
import warnings

import pandas
from crowdkit.aggregation import DawidSkene

warnings.filterwarnings("ignore")
data = pandas.read_csv(sys.argv[2])
if sys.argv[1] == "whole":
    labels = DawidSkene().fit_predict(data)
    labels.rename("label").rename_axis("task").to_csv(sys.argv[3])
else:
    times = []
    for iterations in (1, 3):
        start = time.perf_counter()
        DawidSkene(n_iter=iterations, tol=-1e9).fit(data)
        times.append(time.perf_counter() - start)
    print(f"first_iteration_ms {times[0] * 1e3:.0f}")
    print(f"iteration_ms {(times[1] - times[0]) / 2 * 1e3:.0f}")
