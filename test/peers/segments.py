"""What statsmodels and SciPy say of segments, of lists and of distributions."""

import numpy as np
import statsmodels.api as sm
from scipy import stats
from scipy.optimize import brentq
from statsmodels.discrete.conditional_models import ConditionalLogit
from statsmodels.stats.contingency_tables import StratifiedTable
from statsmodels.stats.meta_analysis import combine_effects
from statsmodels.stats.proportion import power_proportions_2indep

from figures import column, say


def segment_means():
    """Means of the scores by segment, a column a segment, by clusters that all have rows in."""
    scores, segment, cluster = column("scores"), column("segment"), column("cluster").astype(int)
    indicators = np.column_stack([segment == s for s in range(4)]).astype(float)
    fit = sm.OLS(scores, indicators).fit(
        cov_type="cluster", cov_kwds={"groups": cluster, "use_correction": False}, use_t=False
    )
    # Each segment has the factor of its own clusters, here of all: one factor on the whole covariance.
    clusters = len(np.unique(cluster))
    cr1 = fit.cov_params() * clusters / (clusters - 1)
    convention = "statsmodels, cluster, times G / (G - 1)"
    say("segment_lifts", fit.params, "statsmodels, least squares")
    say("segment_errors", np.sqrt(np.diag(cr1)), convention)
    rows = indicators.sum(axis=0)
    rest = np.where(np.arange(4) == 0, 1, -rows / rows[1:].sum())
    for name, weights in (("contrast", np.array([1, 0, -1, 0])), ("rest", rest)):
        test = fit.t_test(weights, cov_p=cr1)
        say(f"segment_{name}", test.effect[0], convention)
        say(f"segment_{name}_error", test.sd.item(), convention)
        say(f"segment_{name}_p", test.pvalue.item(), convention)
    for name, moved in (("", 0.0), ("_far", 2.0)):
        # Far out: the first segment's scores raised, so that little of the distribution is left beyond.
        wald = fit.wald_test(
            (np.column_stack([-np.ones(3), np.eye(3)]), np.full(3, moved)),
            cov_p=cr1, use_f=False, scalar=True,
        )
        say(f"segment_wald{name}", wald.statistic, convention)
        say(f"segment_wald_p{name}", wald.pvalue, convention)


def lists():
    """Clicks in the first places against further down, list by list."""
    place, click, number = column("list_first"), column("list_clicked"), column("list").astype(int)
    group = column("list_group").astype(int)
    tables = []
    for one in np.unique(number):
        own = number == one
        tables.append([
            [np.sum(own & (place == p) & (click == c)) for c in (1, 0)] for p in (1, 0)
        ])
    stratified = StratifiedTable([np.array(table, dtype=float) for table in tables])
    say("odds_pooled", stratified.oddsratio_pooled, "statsmodels, Mantel and Haenszel")
    say("odds_pooled_error", stratified.logodds_pooled_se, "statsmodels, Robins, Breslow, Greenland")
    test = stratified.test_null_odds(correction=False)
    say("places_statistic", test.statistic, "statsmodels, test_null_odds, no correction")
    say("places_p", test.pvalue, "statsmodels, test_null_odds, no correction")
    telling = [
        (size, first, clicks, own[0][0]) for own in tables
        for size, first, clicks in [(np.sum(own), sum(own[0]), own[0][0] + own[1][0])]
        if 0 < first < size and 0 < clicks < size
    ]
    conditional_odds(telling, click, place, number)
    for g in range(4):
        treated_clicks(g, telling_rows(tables, number, place, click, group == g))


def conditional_odds(telling, click, place, number):
    model = ConditionalLogit(click, place.reshape(-1, 1), groups=number)
    # Its own search stops at a tolerance; the root of its score does not.
    root = brentq(lambda b: model.score(np.array([b]))[0], -5, 5, xtol=1e-15, rtol=1e-15)
    say("odds_conditional", np.exp(root), "statsmodels' ConditionalLogit's score at 0, by brentq")
    information = 0.0
    for size, first, clicks, _ in telling:
        seen = np.arange(max(0, clicks + first - size), min(clicks, first) + 1)
        weights = stats.hypergeom.pmf(seen, size, first, clicks) * np.exp(root * seen)
        weights /= weights.sum()
        information += weights @ (seen - weights @ seen) ** 2
    say("odds_conditional_error", information ** -0.5, "SciPy's hypergeometric, tilted: information")


def telling_rows(tables, number, place, click, own):
    """Size, first places, clicks of the segment, and those of them in first places, list by list."""
    found = []
    for one, table in zip(np.unique(number), tables):
        size, first, clicks = np.sum(table), sum(table[0]), table[0][0] + table[1][0]
        if not (0 < first < size and 0 < clicks < size):
            continue
        here = (number == one) & (click == 1) & own
        found.append((size, first, np.sum(here), np.sum(here & (place == 1))))
    return found


def treated_clicks(g, rows):
    """The sum of independent hypergeometric numbers, by convolution."""
    distribution, mean, variance, seen = np.ones(1), 0.0, 0.0, 0
    for size, first, clicks, own in rows:
        drawn = stats.hypergeom(size, first, clicks)
        distribution = np.convolve(distribution, drawn.pmf(np.arange(clicks + 1)))
        mean, variance, seen = mean + drawn.mean(), variance + drawn.var(), seen + own
    convention = "SciPy's hypergeometric, convolved by NumPy"
    say(f"clicks_{g}", [seen, mean, variance], "SciPy's hypergeometric: seen, mean, variance")
    tails = [distribution[: seen + 1].sum(), distribution[seen:].sum()]
    say(f"clicks_{g}_tails", tails, f"{convention}: at most, at least")


def shrinkage():
    """The variance of true effects: Morris's is that of Paule and Mandel, and so is the common mean."""
    found = combine_effects(
        column("estimates"), column("errors") ** 2, method_re="pm", atol=1e-13, maxiter=1000
    )
    say("spread", found.tau2, "statsmodels, combine_effects, Paule and Mandel")
    say("spread_mean", found.mean_effect_re, "statsmodels, combine_effects, random effects")


def distributions():
    t, freedom = column("t"), column("freedom")
    say("student_p", 2 * stats.t.sf(t, freedom), "SciPy, t.sf")
    say("student_critical", stats.t.isf(0.025, freedom), "SciPy, t.isf")
    tests = np.array([1, 5, 10, 63, 91, 1000])
    say("bonferroni_critical", stats.norm.isf(0.025 / tests), "SciPy, norm.isf")
    each = -np.expm1(np.log1p(-0.05) / tests)
    say("sidak_critical", stats.norm.isf(each / 2), "SciPy, norm.isf")
    skewness, distance = np.repeat([0.05, 0.3, 0.8, 1.5], 4), np.tile([2.5, 3.4, 4.5, 6.0], 4)
    tail = stats.pearson3.sf(distance, skewness)
    say("skewed_distance", stats.norm.isf(tail), "SciPy, norm.isf of pearson3.sf")


def detectable():
    """The difference of two proportions found four times in five, by a test with the pooled variance."""
    def lacking(rate, rows, alpha):
        return brentq(
            lambda difference: power_proportions_2indep(
                difference, rate, rows, alpha=alpha, alternative="larger"
            ).power - 0.8, 1e-4, 0.5, xtol=1e-15, rtol=1e-15)
    found = [
        lacking(rate, rows, alpha)
        for rate, rows, alpha in ((0.1, 500, 0.025), (0.04, 3000, 0.025), (0.2, 800, 0.0005))
    ]
    say("detectable", found, "statsmodels, power_proportions_2indep, by brentq")


PARTS = (segment_means, lists, shrinkage, distributions, detectable)
