"""The same inference as test/bench/inference.ts, in NumPy and SciPy.

Reads columns that the other side wrote, prints one line of JSON: seconds of each step, and the figures
that both sides must agree on.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
from scipy import sparse


def read(folder, name, kind):
    return np.fromfile(folder / f"{name}.bin", dtype=kind)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--divisions", type=int)
    parser.add_argument("--segments", type=int)
    parser.add_argument("--bootstrap", type=int)
    parser.add_argument("--redraws", type=int)
    parser.add_argument("--row-redraws", type=int)
    options = parser.parse_args()
    folder, segments = options.folder, options.segments
    seconds = {}
    scores = read(folder, "scores", np.float64)
    cluster = read(folder, "cluster", np.int32)
    codes = [read(folder, f"codes_{at}", np.int32) for at in range(options.divisions)]

    begun = time.perf_counter()
    clusters = int(cluster.max()) + 1
    rows = np.concatenate([np.flatnonzero(code >= 0) for code in codes])
    owner = np.concatenate([code[code >= 0] for code in codes])
    counts = np.bincount(owner, minlength=segments)
    means = np.bincount(owner, scores[rows], segments) / counts
    influence = (scores[rows] - means[owner]) / counts[owner]
    sums = sparse.coo_matrix((influence, (cluster[rows], owner)), (clusters, segments)).tocsr()
    sums.sum_duplicates()
    touched = np.diff(sparse.coo_matrix((np.ones(len(rows)), (owner, cluster[rows])),
                                        (segments, clusters)).tocsr().indptr)
    touched = np.array([len(np.unique(cluster[rows[owner == s]])) for s in range(segments)])
    scale = np.sqrt(touched / (touched - 1))
    errors = np.sqrt(np.asarray(sums.multiply(sums).sum(axis=0)).ravel()) * scale
    seconds["means"] = time.perf_counter() - begun

    begun = time.perf_counter()
    random = np.random.default_rng(1)
    dense = sums.toarray() * (scale / errors)
    largest = np.concatenate([
        np.abs(random.standard_normal((250, clusters)) @ dense).max(axis=1)
        for _ in range(options.bootstrap // 250)
    ])
    seconds["bootstrap"] = time.perf_counter() - begun

    size = read(folder, "size", np.int32)
    treated = read(folder, "treated", np.int32)
    start = read(folder, "start", np.int32)
    clicked = [read(folder, f"clicked_{at}", np.int32) for at in range(options.divisions)]
    begun = time.perf_counter()
    clicks = np.diff(start)
    lists = np.repeat(np.arange(len(size)), clicks)
    order = np.arange(start[-1]) - start[lists]
    weight = (size.astype(float) ** 2 / (treated * (size - treated)))[lists]
    own = np.concatenate([np.flatnonzero(code >= 0) for code in clicked])
    to = np.concatenate([code[code >= 0] for code in clicked])
    spread = sparse.coo_matrix((weight[own], (to, own)), (segments, len(lists))).tocsr()
    expected = spread @ (treated / size)[lists]
    steps = [np.flatnonzero(order == step) for step in range(int(clicks.max()))]
    top = []
    total = np.zeros(segments)
    squares = np.zeros(segments)
    batch = 100
    for _ in range(options.redraws // batch):
        is_treated = np.zeros((len(lists), batch))
        free = np.repeat(treated[:, None].astype(float), batch, axis=1)
        for step, at in enumerate(steps):
            chance = free[lists[at]] / (size[lists[at]] - step)[:, None]
            taken = random.random((len(at), batch)) < chance
            is_treated[at] = taken
            free[lists[at]] -= taken
        drawn = spread @ is_treated - expected[:, None]
        total += drawn.sum(axis=1)
        squares += (drawn ** 2).sum(axis=1)
        top.append(drawn)
    deviations = np.sqrt(squares / options.redraws)
    seconds["redraws"] = time.perf_counter() - begun

    size = read(folder, "row_size", np.int32)
    treated = read(folder, "row_treated", np.int32)
    start = read(folder, "row_start", np.int32)
    weights = read(folder, "row_weights", np.float64)
    codes = [read(folder, f"row_codes_{at}", np.int32) for at in range(options.divisions)]
    begun = time.perf_counter()
    own = np.concatenate([np.flatnonzero(code >= 0) for code in codes])
    to = np.concatenate([code[code >= 0] for code in codes])
    spread = sparse.coo_matrix((weights[own], (own, to)), (len(weights), segments)).tocsr()
    share = (treated / size)[np.repeat(np.arange(len(size)), size)]
    expected = np.asarray(spread.T @ share).ravel()
    most, total_rows = int(treated.max()), int(treated.sum())
    squares = np.zeros(segments)
    batch = 20
    for _ in range(options.row_redraws // batch):
        # Floyd's choice of m rows of k without replacement, for all lists and draws of a batch at once.
        chosen = np.full((most, len(size), batch), -1, np.int32)
        for step in range(most):
            top = size - treated + step
            pick = (random.random((len(size), batch)) * (top + 1)[:, None]).astype(np.int32)
            taken = (chosen[:step] == pick).any(axis=0)
            pick[taken] = np.broadcast_to(top[:, None], pick.shape)[taken]
            pick[treated <= step] = -1
            chosen[step] = pick
        rows = chosen.transpose(2, 1, 0) + start[:-1][None, :, None]
        rows = rows[chosen.transpose(2, 1, 0) >= 0]
        places = sparse.csr_matrix(
            (np.ones(len(rows)), rows, np.arange(batch + 1) * total_rows), (batch, len(weights)))
        drawn = (places @ spread).toarray() - expected
        squares += (drawn ** 2).sum(axis=0)
    row_deviations = np.sqrt(squares / options.row_redraws)
    seconds["rows"] = time.perf_counter() - begun
    print(json.dumps({
        "seconds": seconds,
        "errors": errors.tolist(),
        "critical": float(np.quantile(largest, 0.95)),
        "deviations": deviations.tolist(),
        "rowDeviations": row_deviations.tolist(),
    }))


main()
