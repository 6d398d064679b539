/**
 * `deno task peers`: estimates and errors of this project beside those of DoubleML, statsmodels and NumPy on
 * the same rows, and beside published figures.
 *
 * @module
 */

import { join } from "node:path";
import {
  cloneFolder,
  CommandError,
  printLine,
  runCommand,
  terminalReport,
} from "lib/command/mod.ts";
import { withScratchFolder } from "../../notebooks/environment/folders.ts";
import { lastLines, run } from "../../notebooks/environment/run.ts";
import { ensurePeerEnvironment, OF_ESTIMATORS } from "../bench/peer_environment.ts";
import { closedFormTable } from "../inference/closed_form_table.ts";
import { compare, type Compared, ofPrintedDigits } from "./comparison.ts";
import { corrections, estimates, nsw, P_VALUES, petersen, star } from "./our_figures.ts";
import { PRINTED } from "./published.ts";

const USAGE = `Usage: deno task peers

Compares estimates, standard errors, bounds and adjusted p-values with those of other programs on the same
rows, to rounding, and with published figures to their printed digits. One line a figure; exit code 1 if
any differs. The other programs are installed into .venv-peers on the first run, from the network.

  --help, -h  shows this text`;

/** Sums of some thousand terms in another order differ by about this much. */
const ROUNDING = 1e-10;
/** Least squares on dollars beside zeros and ones: normal equations lose half the digits. */
const OF_REGRESSIONS = 1e-9;
/**
 * DoubleML searches the robustness value by SciPy's bounded minimization, which stops within 1e-5; this
 * project's is that of its closed form.
 */
const OF_ITS_SEARCH = 1e-4;

/** Figures whose tolerance is not that of rounding. */
const TOLERANCES: Readonly<Record<string, number>> = {
  robustness_value: OF_ITS_SEARCH,
  nsw_difference: OF_REGRESSIONS,
  nsw_hc2: OF_REGRESSIONS,
  nsw_lin: OF_REGRESSIONS,
  nsw_lin_hc2: OF_REGRESSIONS,
};

async function comparisons(): Promise<Compared[]> {
  const python = await ensurePeerEnvironment(terminalReport, OF_ESTIMATORS);
  return await withScratchFolder(async (folder) => {
    const pathOf = (name: string) => join(folder, `${name}.bin`);
    for (const [name, values] of Object.entries(sharedColumns())) {
      await Deno.writeFile(pathOf(name), new Uint8Array(Float64Array.from(values).buffer));
    }
    const { code, stdout, stderr } = await run(python, [
      join(cloneFolder, "test", "peers", "peers.py"),
      folder,
    ]);
    if (code !== 0) {
      throw new CommandError("The other programs gave no figures", lastLines(stderr || stdout, 5));
    }
    const theirs = JSON.parse(stdout.trim().split("\n").at(-1)!) as Record<string, number>;
    const columns = (name: string) => new Float64Array(Deno.readFileSync(pathOf(name)).buffer);
    const ours: Record<string, number> = {
      ...estimates(),
      ...corrections(),
      ...petersen(columns),
      ...nsw(columns),
      ...star(columns),
    };
    return [...withPrograms(ours, theirs), ...withPublications(ours)];
  });
}

/** What both sides read. */
function sharedColumns(): Record<string, ArrayLike<number>> {
  const table = closedFormTable();
  return {
    outcome: table.outcome,
    treatment: table.treatment,
    propensity: table.propensity,
    outcome_treated: table.outcomeTreated,
    outcome_control: table.outcomeControl,
    cluster: table.cluster,
    group: table.group,
    p_values: P_VALUES,
  };
}

function withPrograms(
  ours: Readonly<Record<string, number>>,
  theirs: Readonly<Record<string, number>>,
): Compared[] {
  return Object.entries(theirs).map(([what, figure]) =>
    compare({
      what,
      ours: ours[what] ?? NaN,
      theirs: figure,
      source: programOf(what),
      tolerance: TOLERANCES[what] ?? ROUNDING,
    })
  );
}

function programOf(what: string): string {
  if (/^(bonferroni|sidak|holm|fdr)/.test(what)) return "statsmodels, multipletests";
  if (/^(ipw|hajek)$/.test(what)) return "NumPy, by definition";
  if (/hc2$/.test(what)) return "statsmodels, HC2";
  if (/^(petersen|nsw|star)/.test(what)) return "statsmodels, CR1S";
  if (/clustered$/.test(what)) return "DoubleML, clusters without correction";
  return /error$/.test(what) ? "DoubleML, divisor n" : "DoubleML";
}

function withPublications(ours: Readonly<Record<string, number>>): Compared[] {
  return PRINTED.map(({ name, printed, source }) =>
    compare({
      what: name,
      ours: ours[name.replace(/_r$/, "")] ?? NaN,
      theirs: Number(printed),
      source,
      tolerance: tolerances.get(name) ?? ofPrintedDigits(printed),
    })
  );
}

/** Matching's copy of the experiment has earnings rounded otherwise than causaldata's. */
const tolerances = new Map(
  ["nsw_difference_r", "nsw_hc2_r", "nsw_lin_r", "nsw_lin_hc2_r"].map((name) => [name, 1e-6]),
);

if (import.meta.main) {
  await runCommand({
    usage: USAGE,
    options: {},
    run: async () => {
      const compared = await comparisons();
      for (const { what, ours, theirs, difference, source, agrees } of compared) {
        printLine(
          `${agrees ? "ok     " : "DIFFERS"} ${what.padEnd(26)} ${
            ours.toPrecision(12).padStart(17)
          } ` +
            `${theirs.toPrecision(12).padStart(17)}  ${
              difference.toExponential(1).padStart(8)
            }  ${source}`,
        );
      }
      const differing = compared.filter(({ agrees }) => !agrees).length;
      printLine(`${compared.length - differing} of ${compared.length} figures agree`);
      return differing === 0 ? 0 : 1;
    },
  });
}
