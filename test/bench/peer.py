"""The same analysis as test/bench/pipeline.ts, as a Python programmer would write it today.

The estimators are those of the notebook's Python original: the same rows, folds, pipelines,
clipping and segments. Around them it is written to be fast and lean rather than to be read cell by
cell: it reads only the columns it needs, computes all segments of a column at once, and fits and
predicts nothing that the tables do not ask for.

Prints one line of JSON: seconds of each stage (imports excluded), peak memory, tables.
"""

import argparse
import json
import resource
import time

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

RANDOM_STATE = 42
FOLDS = 3
EPS = 0.01
NUMERIC = [
    "history_len",
    "candidate_set_size",
    "title_length",
    "abstract_length",
    "hour",
    "day_of_week",
    "log_item_exposures",
]
CATEGORICAL = ["category", "subcategory"]
COLUMNS = [
    "category",
    "subcategory",
    "history_len",
    "candidate_set_size",
    "title_length",
    "abstract_length",
    "hour",
    "day_of_week",
    "item_exposures",
    "is_top_3",
    "clicked",
]
BROAD = {"min_rows": 1_000, "min_treated": 50, "min_control": 500}
FINE = {"min_rows": 1_500, "min_treated": 75, "min_control": 750}


def draw(df, rows):
    sample = df.sample(n=min(len(df), rows), random_state=RANDOM_STATE).reset_index(drop=True)
    sample["treatment"] = sample["is_top_3"].astype(int)
    sample["outcome"] = sample["clicked"].astype(int)
    sample["log_item_exposures"] = np.log1p(sample["item_exposures"])
    return sample


def make_preprocessor(numeric):
    return ColumnTransformer(
        [
            ("num", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numeric),
            (
                "cat",
                make_pipeline(
                    SimpleImputer(strategy="most_frequent"),
                    OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=50),
                ),
                CATEGORICAL,
            ),
        ]
    )


def make_model(numeric):
    return make_pipeline(
        make_preprocessor(numeric), LogisticRegression(max_iter=500, random_state=RANDOM_STATE)
    )


def cross_fit(df):
    covariates = NUMERIC + CATEGORICAL
    e_hat, mu1_hat, mu0_hat = (np.zeros(len(df)) for _ in range(3))
    folds = StratifiedKFold(n_splits=FOLDS, shuffle=True, random_state=RANDOM_STATE)
    for train, valid in folds.split(df[covariates], df["treatment"]):
        train_df, valid_df = df.iloc[train], df.iloc[valid]
        propensity = make_model(NUMERIC).fit(train_df[covariates], train_df["treatment"])
        e_hat[valid] = propensity.predict_proba(valid_df[covariates])[:, 1]
        outcome = make_model([*NUMERIC, "treatment"])
        outcome.fit(train_df[[*covariates, "treatment"]], train_df["outcome"])
        for arm, predictions in ((1, mu1_hat), (0, mu0_hat)):
            as_arm = valid_df[covariates].assign(treatment=arm)
            predictions[valid] = outcome.predict_proba(as_arm)[:, 1]
    return e_hat, mu1_hat, mu0_hat


def aipw_scores(df, e_hat, mu1, mu0):
    e = e_hat.clip(EPS, 1 - EPS)
    t = df["treatment"].to_numpy()
    y = df["outcome"].to_numpy()
    return (mu1 - mu0) + t * (y - mu1) / e - (1 - t) * (y - mu0) / (1 - e)


def add_segments(df):
    df["history_bucket"] = pd.cut(
        df["history_len"],
        bins=[-1, 0, 10, 30, 100, np.inf],
        labels=["0", "1-10", "11-30", "31-100", "101+"],
    )
    df["candidate_set_bucket"] = pd.cut(
        df["candidate_set_size"],
        bins=[0, 10, 25, 50, 100, np.inf],
        labels=["1-10", "11-25", "26-50", "51-100", "101+"],
        include_lowest=True,
    )
    df["item_exposure_quartile"] = pd.qcut(
        df["item_exposures"].rank(method="first"),
        q=4,
        labels=["Q1 lowest", "Q2", "Q3", "Q4 highest"],
    )
    df["time_of_day"] = pd.cut(
        df["hour"],
        bins=[-1, 5, 11, 16, 20, 23],
        labels=["overnight", "morning", "afternoon", "evening", "late_evening"],
    )


def segment_effects(df, column, min_rows, min_treated, min_control):
    """All segments of one column at once; the original loops over the groups."""
    treated = df["treatment"] == 1
    data = df.assign(
        treated_outcome=df["outcome"].where(treated), control_outcome=df["outcome"].where(~treated)
    )
    table = data.groupby(column, observed=True, dropna=False).agg(
        rows=("treatment", "size"),
        treated_rows=("treatment", "sum"),
        treated_ctr=("treated_outcome", "mean"),
        control_ctr=("control_outcome", "mean"),
        dr_lift=("aipw_score", "mean"),
        spread=("aipw_score", "std"),
    )
    table["control_rows"] = table["rows"] - table["treated_rows"]
    table["naive_lift"] = table["treated_ctr"] - table["control_ctr"]
    table["standard_error"] = table.pop("spread") / np.sqrt(table["rows"])
    table["ci_95_lower"] = table["dr_lift"] - 1.96 * table["standard_error"]
    table["ci_95_upper"] = table["dr_lift"] + 1.96 * table["standard_error"]
    enough = (
        (table["rows"] >= min_rows)
        & (table["treated_rows"] >= min_treated)
        & (table["control_rows"] >= min_control)
    )
    table = table[enough].sort_values("dr_lift", ascending=False)
    table.insert(0, "segment", table.index.astype(object).where(table.index.notna(), "missing"))
    table.insert(0, "segment_col", column)
    return table.reset_index(drop=True)


def peak_mebibytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("input")
    arguments.add_argument("--rows", type=int, default=150_000)
    options = arguments.parse_args()

    seconds = {}
    cpu_before = time.process_time()
    last = start = time.perf_counter()

    def end_of(stage):
        nonlocal last
        now = time.perf_counter()
        seconds[stage] = now - last
        last = now

    df = pd.read_parquet(options.input, columns=COLUMNS)
    end_of("load")

    df = draw(df, options.rows)
    end_of("sample")

    e_hat, mu1_hat, mu0_hat = cross_fit(df)
    end_of("crossFit")

    df["aipw_score"] = aipw_scores(df, e_hat, mu1_hat, mu0_hat)
    scores = df["aipw_score"]
    lift = scores.mean()
    standard_error = scores.std(ddof=1) / np.sqrt(len(df))
    add_segments(df)
    tables = pd.concat(
        [
            segment_effects(df, "category", **BROAD),
            segment_effects(df, "subcategory", **FINE),
            segment_effects(df, "history_bucket", **BROAD),
            segment_effects(df, "candidate_set_bucket", **BROAD),
            segment_effects(df, "item_exposure_quartile", **BROAD),
            segment_effects(df, "time_of_day", **BROAD),
        ],
        ignore_index=True,
    )
    end_of("scoreAndSegments")
    seconds["total"] = last - start

    print(
        json.dumps(
            {
                "rows": len(df),
                "seconds": seconds,
                "cpuSeconds": time.process_time() - cpu_before,
                "peakMebibytes": peak_mebibytes(),
                "global": {
                    "lift": lift,
                    "standardError": standard_error,
                    "lower": lift - 1.96 * standard_error,
                    "upper": lift + 1.96 * standard_error,
                },
                "segments": [
                    {
                        "segmentColumn": row.segment_col,
                        "segment": str(row.segment),
                        "rows": row.rows,
                        "treatedRows": row.treated_rows,
                        "controlRows": row.control_rows,
                        "treatedClickRate": row.treated_ctr,
                        "controlClickRate": row.control_ctr,
                        "naiveLift": row.naive_lift,
                        "lift": row.dr_lift,
                        "standardError": row.standard_error,
                        "lower": row.ci_95_lower,
                        "upper": row.ci_95_upper,
                    }
                    for row in tables.itertuples()
                ],
            }
        )
    )


if __name__ == "__main__":
    main()
