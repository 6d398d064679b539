"""The same effects by segment and their joint intervals in DoubleML, with nuisances given.

Reads columns that the other side wrote, prints one line of JSON: seconds of each step, and the effects by
segment. DoubleML takes one division at a time, its errors are by row, and its joint intervals hold within a
division.
"""

import argparse
import json
import time
import warnings
from pathlib import Path

import doubleml
import numpy as np
import pandas as pd
from doubleml.utils import PSProcessorConfig
from sklearn.linear_model import LinearRegression, LogisticRegression

warnings.filterwarnings("ignore")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--divisions", type=int)
    parser.add_argument("--segments", type=int)
    parser.add_argument("--bootstrap", type=int)
    options = parser.parse_args()

    def read(name, kind):
        return np.fromfile(options.folder / f"{name}.bin", dtype=kind)

    y, t = read("outcome", np.uint8).astype(float), read("treatment", np.uint8).astype(float)
    e, rate = read("propensity", np.float64), read("rate", np.float64)
    codes = [read(f"codes_{at}", np.int32) for at in range(options.divisions)]
    data = doubleml.DoubleMLData(pd.DataFrame({"y": y, "t": t, "x": rate}), "y", "t", ["x"])
    model = doubleml.DoubleMLIRM(
        data, LinearRegression(), LogisticRegression(), n_folds=2, score="ATE",
        ps_processor_config=PSProcessorConfig(clipping_threshold=1e-6),
    )
    model.fit(external_predictions={"t": {
        "ml_g0": rate.reshape(-1, 1), "ml_g1": rate.reshape(-1, 1), "ml_m": e.reshape(-1, 1),
    }})
    seconds = {"means": 0.0, "bootstrap": 0.0}
    effects = [0.0] * options.segments
    for code in codes:
        own = np.unique(code[code >= 0])
        groups = pd.DataFrame({f"s{segment}": code == segment for segment in own})
        begun = time.perf_counter()
        gate = model.gate(groups)
        values = gate.summary["coef"].to_numpy()
        seconds["means"] += time.perf_counter() - begun
        for segment, value in zip(own, values):
            effects[segment] = float(value)
        begun = time.perf_counter()
        gate.confint(joint=True, n_rep_boot=options.bootstrap)
        seconds["bootstrap"] += time.perf_counter() - begun
    print(json.dumps({"seconds": seconds, "effects": effects}))


main()
