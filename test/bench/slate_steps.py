"""The steps of the interference analysis, as a Python programmer would write them today.

They are those of the notebook's Python original: left joins, `groupby().sample` for the focal items,
flags as columns, `groupby().agg` for every summary. Two ways of summing a slate's lift by exposure
can be chosen: the original's, which filters each slate's rows in a function of its own, and one that
masks whole columns first, as a reader who looks for speed would write it.

test/bench/peer_slates.py times them.
"""

import numpy as np
import pandas as pd

SEED = 20260428
PROMOTION_PROBABILITY = 0.5
MIN_PROMOTABLE_POSITION = 5
ARMS = ["leave_slate_unchanged", "promote_focal_item"]

ITEM_FEATURES = [
    "movieId",
    "sample_rating_count",
    "sample_mean_rating",
    "sample_liked_rate",
    "popularity_bucket",
]
USER_FEATURES = [
    "userId",
    "n_ratings",
    "mean_rating",
    "liked_rate",
    "active_years",
    "unique_primary_genres",
    "activity_span_days",
]
FOCAL_NAMES = {
    "movieId": "focal_movieId",
    "title": "focal_title",
    "spillover_cluster": "focal_spillover_cluster",
    "slate_position_seed": "focal_seed_position",
    "observed_relevance": "focal_observed_relevance",
    "high_relevance": "focal_high_relevance",
}
BALANCE_FEATURES = [
    "focal_seed_position",
    "focal_observed_relevance",
    "focal_high_relevance",
    "sample_rating_count",
    "sample_mean_rating",
    "sample_liked_rate",
    "n_ratings",
    "mean_rating",
    "liked_rate",
    "unique_primary_genres",
]
FOCAL_OF_SLATE = [
    "focal_movieId",
    "focal_title",
    "focal_spillover_cluster",
    "focal_seed_position",
]


def open_slates(folder):
    def read(table):
        return pd.read_parquet(folder / f"movielens_interference_{table}.parquet")

    slates = read("slate_seed").merge(read("items")[ITEM_FEATURES], on="movieId", how="left")
    return slates.merge(read("user_features")[USER_FEATURES], on="userId", how="left")


def metric_table(entries):
    return pd.DataFrame(entries, columns=["metric", "value"])


def summarize_load(slates):
    sizes = slates.groupby("slate_id").size()
    return metric_table(
        [
            ("slate_item_rows", len(slates)),
            ("unique_slates", slates["slate_id"].nunique()),
            ("unique_users", slates["userId"].nunique()),
            ("unique_movies", slates["movieId"].nunique()),
            ("slate_size_min", sizes.min()),
            ("slate_size_max", sizes.max()),
            ("spillover_clusters", slates["spillover_cluster"].nunique()),
        ]
    )


def draw_focal_items(slates):
    eligible = slates.loc[
        slates["slate_position_seed"] >= MIN_PROMOTABLE_POSITION,
        ["slate_id", "userId", *FOCAL_NAMES],
    ]
    focal = eligible.groupby("slate_id").sample(n=1, random_state=SEED)
    focal = focal.rename(columns=FOCAL_NAMES).sort_values("slate_id").reset_index(drop=True)
    draws = np.random.default_rng(SEED).binomial(1, PROMOTION_PROBABILITY, size=len(focal))
    focal["promotion_probability"] = PROMOTION_PROBABILITY
    focal["promotion_applied"] = draws.astype("int8")
    focal["assignment_arm"] = np.where(draws == 1, ARMS[1], ARMS[0])
    return focal


def summarize_assignment(focal):
    promoted = focal["promotion_applied"]
    return metric_table(
        [
            ("random_seed", SEED),
            ("promotion_probability", PROMOTION_PROBABILITY),
            ("promotable_positions_start_at", MIN_PROMOTABLE_POSITION),
            ("slates_randomized", len(focal)),
            ("promoted_slates", promoted.sum()),
            ("control_slates", (1 - promoted).sum()),
            ("observed_promotion_rate", promoted.mean()),
            ("mean_focal_seed_position", focal["focal_seed_position"].mean()),
        ]
    )


def balance_table(slates, focal):
    features = slates[["slate_id", "movieId", *BALANCE_FEATURES[3:]]]
    joined = focal.merge(
        features,
        left_on=["slate_id", "focal_movieId"],
        right_on=["slate_id", "movieId"],
        how="left",
    )
    means = joined.groupby("assignment_arm")[BALANCE_FEATURES].mean().T
    means["promoted_minus_control"] = means[ARMS[1]] - means[ARMS[0]]
    return means.rename_axis(columns=None).reset_index(names="feature")


def map_exposure(slates, focal):
    assignment = focal.drop(columns=["userId", "focal_observed_relevance", "focal_high_relevance"])
    rows = slates.merge(assignment, on="slate_id", how="left")
    is_focal = rows["movieId"] == rows["focal_movieId"]
    promoted = rows["promotion_applied"] == 1
    exposed = promoted & ~is_focal
    shares_cluster = exposed & (rows["spillover_cluster"] == rows["focal_spillover_cluster"])
    seed_position = rows["slate_position_seed"]
    displaced = exposed & (seed_position < rows["focal_seed_position"])

    rows["is_focal_item"] = is_focal.astype("int8")
    rows["direct_treatment"] = (is_focal & promoted).astype("int8")
    rows["same_slate_spillover"] = exposed.astype("int8")
    rows["same_cluster_spillover"] = shares_cluster.astype("int8")
    rows["displaced_by_promotion"] = displaced.astype("int8")
    rows["final_position"] = np.select(
        [is_focal & promoted, displaced], [1, seed_position + 1], default=seed_position
    )
    rows["baseline_visibility"] = 1 / np.log2(seed_position + 1)
    rows["final_visibility"] = 1 / np.log2(rows["final_position"] + 1)
    rows["visibility_gain"] = rows["final_visibility"] - rows["baseline_visibility"]
    rows["position_change"] = rows["final_position"] - seed_position
    rows["exposure_group"] = np.select(
        [is_focal & promoted, is_focal, shares_cluster, exposed],
        ["direct_promoted", "focal_control", "same_cluster_spillover", "other_slate_spillover"],
        default="unchanged_non_focal",
    )
    return rows


def count_invalid_slates(rows, slate_size):
    positions = rows.groupby("slate_id")["final_position"].agg(["nunique", "min", "max"])
    sound = (
        (positions["nunique"] == slate_size)
        & (positions["min"] == 1)
        & (positions["max"] == slate_size)
    )
    return (~sound).sum()


def summarize_exposure(rows):
    groups = rows.groupby("exposure_group").agg(
        rows=("movieId", "size"),
        slates=("slate_id", "nunique"),
        mean_seed_position=("slate_position_seed", "mean"),
        mean_final_position=("final_position", "mean"),
        mean_visibility_gain=("visibility_gain", "mean"),
        mean_relevance=("observed_relevance", "mean"),
    )
    groups["row_share"] = groups["rows"] / groups["rows"].sum()
    groups["slate_share"] = groups["slates"] / rows["slate_id"].nunique()
    return groups.sort_values("rows", ascending=False, kind="stable").reset_index()


def summarize_clusters(rows):
    clusters = rows.groupby("focal_spillover_cluster").agg(
        randomized_slates=("slate_id", "nunique"),
        promoted_slates=("promotion_applied", "sum"),
        direct_rows=("direct_treatment", "sum"),
        same_cluster_spillover_rows=("same_cluster_spillover", "sum"),
        same_slate_spillover_rows=("same_slate_spillover", "sum"),
        mean_focal_relevance=("observed_relevance", "mean"),
    )
    spillover = clusters["same_slate_spillover_rows"].replace(0, np.nan)
    clusters["same_cluster_share_of_spillover"] = (
        clusters["same_cluster_spillover_rows"] / spillover
    )
    clusters = clusters.sort_values(
        "same_cluster_spillover_rows", ascending=False, kind="stable"
    )
    return clusters.reset_index(names="promoted_focal_cluster")


def simulate_clicks(rows):
    popularity = np.log1p(rows["sample_rating_count"].fillna(0))
    rows["log_item_popularity"] = popularity
    rows["log_item_popularity_z"] = (popularity - popularity.mean()) / popularity.std()

    item_rate = rows["sample_liked_rate"]
    start = -2.75 + 0.78 * (rows["observed_relevance"] - 3.5)
    user = 0.35 * (rows["liked_rate"] - rows["liked_rate"].mean())
    item = 0.25 * (item_rate.fillna(item_rate.mean()) - item_rate.mean())
    popular = 0.10 * rows["log_item_popularity_z"].fillna(0)
    without = start + 1.15 * rows["baseline_visibility"] + user + item + popular
    observed = (
        start
        + 1.15 * rows["final_visibility"]
        + user
        + item
        + popular
        + 0.20 * rows["direct_treatment"]
        - 0.08 * rows["same_slate_spillover"]
        - 0.24 * rows["same_cluster_spillover"]
        - 0.10 * rows["displaced_by_promotion"]
    )
    rows["p_no_promotion"] = (1 / (1 + np.exp(-without))).clip(0.01, 0.95)
    rows["p_observed"] = (1 / (1 + np.exp(-observed))).clip(0.01, 0.95)
    rows["known_probability_lift"] = rows["p_observed"] - rows["p_no_promotion"]
    clicks = np.random.default_rng(SEED + 17).binomial(1, rows["p_observed"])
    rows["simulated_click"] = clicks.astype("int8")
    engagement = rows["simulated_click"] * (1 + 0.15 * rows["observed_relevance"])
    rows["simulated_engagement_score"] = engagement.astype("float32")


def summarize_outcomes(rows):
    groups = rows.groupby("exposure_group").agg(
        rows=("movieId", "size"),
        mean_probability=("p_observed", "mean"),
        mean_no_promotion_probability=("p_no_promotion", "mean"),
        mean_probability_lift=("known_probability_lift", "mean"),
        simulated_click_rate=("simulated_click", "mean"),
        mean_engagement_score=("simulated_engagement_score", "mean"),
    )
    by_lift = groups.sort_values("mean_probability_lift", ascending=False, kind="stable")
    return by_lift.reset_index()


def aggregate_slates(rows, masked):
    lift = rows["known_probability_lift"]
    direct = rows["direct_treatment"] == 1
    same_cluster = rows["same_cluster_spillover"] == 1
    other = (rows["same_slate_spillover"] == 1) & ~same_cluster

    def part(name, mask):
        if masked:
            return (name, "sum")
        return ("known_probability_lift", lambda values: values[mask.loc[values.index]].sum())

    if masked:
        rows = rows.assign(
            direct=lift.where(direct, 0.0),
            same_cluster=lift.where(same_cluster, 0.0),
            other=lift.where(other, 0.0),
        )
    first = ["userId", "assignment_arm", "promotion_applied", *FOCAL_OF_SLATE]
    totals = rows.groupby("slate_id").agg(
        **{name: (name, "first") for name in first},
        total_simulated_clicks=("simulated_click", "sum"),
        total_expected_clicks=("p_observed", "sum"),
        total_expected_clicks_no_promotion=("p_no_promotion", "sum"),
        total_known_probability_lift=("known_probability_lift", "sum"),
        direct_expected_lift=part("direct", direct),
        same_cluster_spillover_expected_lift=part("same_cluster", same_cluster),
        other_spillover_expected_lift=part("other", other),
    )
    return totals.reset_index()


def summarize_arms(totals):
    arms = totals.groupby("assignment_arm").agg(
        slates=("slate_id", "size"),
        mean_simulated_clicks=("total_simulated_clicks", "mean"),
        mean_expected_clicks=("total_expected_clicks", "mean"),
        mean_expected_clicks_no_promotion=("total_expected_clicks_no_promotion", "mean"),
        mean_total_known_lift=("total_known_probability_lift", "mean"),
        mean_direct_expected_lift=("direct_expected_lift", "mean"),
        mean_same_cluster_spillover_expected_lift=(
            "same_cluster_spillover_expected_lift",
            "mean",
        ),
        mean_other_spillover_expected_lift=("other_spillover_expected_lift", "mean"),
    )
    return arms.reset_index()


def readiness_table(rows, focal, invalid_slates, totals):
    promoted = totals["promotion_applied"] == 1
    checks = {
        "complete_seed_slates_loaded": rows["slate_id"].nunique(),
        "promotion_probability": PROMOTION_PROBABILITY,
        "observed_promotion_rate": focal["promotion_applied"].mean(),
        "direct_treatment_rows": rows["direct_treatment"].sum(),
        "same_slate_spillover_rows": rows["same_slate_spillover"].sum(),
        "same_cluster_spillover_rows": rows["same_cluster_spillover"].sum(),
        "invalid_final_position_slates": invalid_slates,
        "mean_promoted_slate_known_lift": totals.loc[
            promoted, "total_known_probability_lift"
        ].mean(),
    }
    return pd.DataFrame(
        {
            "check": list(checks),
            "value": [float(value) for value in checks.values()],
            "notes": "see the notebook",
        }
    )
