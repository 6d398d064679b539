"""The same analysis as test/bench/slates.ts, in pandas (test/bench/slate_steps.py).

Prints one line of JSON: seconds of each stage (imports excluded), peak memory, and the tables that
are shown and not saved.
"""

import argparse
import json
import resource
import time
from pathlib import Path

import pyarrow.dataset  # noqa: F401  pandas would import these two at its first parquet file
import pyarrow.parquet  # noqa: F401
from slate_steps import (
    aggregate_slates,
    balance_table,
    count_invalid_slates,
    draw_focal_items,
    map_exposure,
    open_slates,
    readiness_table,
    simulate_clicks,
    summarize_arms,
    summarize_assignment,
    summarize_clusters,
    summarize_exposure,
    summarize_load,
    summarize_outcomes,
)


def save(folder, tables):
    for name, table in tables.items():
        path = folder / f"movielens_interference_{name}"
        if path.suffix == ".parquet":
            table.to_parquet(path, index=False)
        else:
            table.to_csv(path, index=False)


def peak_mebibytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("input", type=Path)
    arguments.add_argument("output", type=Path)
    arguments.add_argument("--masked", action="store_true", help="mask columns, then sum slates")
    options = arguments.parse_args()

    seconds = {}
    cpu_before = time.process_time()
    last = start = time.perf_counter()

    def end_of(stage):
        nonlocal last
        now = time.perf_counter()
        seconds[stage] = now - last
        last = now

    slates = open_slates(options.input)
    load_summary = summarize_load(slates)
    slate_size = int(load_summary["value"].iloc[5])
    end_of("load")

    focal = draw_focal_items(slates)
    assignment_summary = summarize_assignment(focal)
    balance = balance_table(slates, focal)
    end_of("assign")

    rows = map_exposure(slates, focal)
    invalid_slates = count_invalid_slates(rows, slate_size)
    groups = summarize_exposure(rows)
    clusters = summarize_clusters(rows)
    end_of("expose")

    simulate_clicks(rows)
    outcomes = summarize_outcomes(rows)
    end_of("simulate")

    totals = aggregate_slates(rows, options.masked)
    arms = summarize_arms(totals)
    end_of("aggregate")

    save(
        options.output,
        {
            "exposure_mapping.parquet": rows,
            "slate_outcomes.parquet": totals,
            "assignment_table.parquet": focal,
            "exposure_readiness.csv": readiness_table(rows, focal, invalid_slates, totals),
            "exposure_group_summary.csv": groups,
            "cluster_exposure_summary.csv": clusters,
        },
    )
    end_of("save")
    seconds["total"] = last - start

    print(
        json.dumps(
            {
                "slates": len(focal),
                "rows": len(rows),
                "seconds": seconds,
                "cpuSeconds": time.process_time() - cpu_before,
                "peakMebibytes": peak_mebibytes(),
                "tables": {
                    "load_summary": load_summary.to_dict("list"),
                    "assignment_summary": assignment_summary.to_dict("list"),
                    "balance_table": balance.to_dict("list"),
                    "outcome_summary": outcomes.to_dict("list"),
                    "slate_outcome_summary": arms.to_dict("list"),
                },
            }
        )
    )


if __name__ == "__main__":
    main()
