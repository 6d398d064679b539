/**
 * `deno task peers`: estimates and errors of this project beside those of DoubleML, statsmodels,
 * SciPy and NumPy on the same rows, and beside published figures.
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
import {
  compare,
  type Compared,
  type Figures,
  ofPrintedDigits,
  type TheirFigure,
} from "./comparison.ts";
import { corrections, estimates, nsw, petersen, star } from "./our_figures.ts";
import {
  detectable,
  distributions,
  lists,
  segmentContrasts,
  shrinkage,
} from "./our_segment_figures.ts";
import { sharedColumns } from "./shared_columns.ts";
import { DIGITS_OF_P_VALUES, PRINTED, PRINTED_P_VALUES } from "./published.ts";

const USAGE = `Usage: deno task peers

Compares estimates, standard errors, bounds, segments, odds and p-values with those of other programs on the
same rows, to rounding, and with published figures to their printed digits. One line a figure: its name, this
project's, theirs, the relative difference, whose it is and by which convention; exit code 1 if any differs,
or if one of this project's has no other beside it. The other programs are installed into .venv-peers on the
first run, from the network.

  --help, -h  shows this text`;

/** Sums of some thousand terms in another order differ by less than this. */
const ROUNDING = 1e-12;

/** Figures whose tolerance is not that of rounding. */
const TOLERANCES: Readonly<Record<string, number>> = {
  // DoubleML searches by SciPy's bounded minimization, which stops within 1e-5 of the share, a tenth here.
  robustness_value_as_said: 1e-4,
  // Eighteen columns, products of dollars beside zeros and ones: rounding alone makes some 1e-13.
  nsw_lin: 1e-11,
  nsw_lin_hc2: 1e-11,
};

/** What the other side prints. */
interface Theirs {
  readonly versions: Readonly<Record<string, string>>;
  readonly figures: readonly Omit<TheirFigure, "tolerance">[];
}

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
    const { versions, figures } = JSON.parse(stdout.trim().split("\n").at(-1)!) as Theirs;
    printLine(Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(", "));
    const columns = (name: string) => new Float64Array(Deno.readFileSync(pathOf(name)).buffer);
    const ours: Figures = {
      ...estimates(),
      ...corrections(),
      ...petersen(columns),
      ...nsw(columns),
      ...star(columns),
      ...segmentContrasts(),
      ...lists(),
      ...shrinkage(),
      ...distributions(),
      ...detectable(),
    };
    return compare(ours, [...ofPrograms(figures), ...ofPublications()]);
  });
}

function ofPrograms(figures: Theirs["figures"]): TheirFigure[] {
  return figures.map((said) => ({ ...said, tolerance: TOLERANCES[said.of] ?? ROUNDING }));
}

function ofPublications(): TheirFigure[] {
  return [
    ...PRINTED.map(({ of, printed, source }) => ({
      of,
      figure: Number(printed),
      source,
      // Some print all digits that a double has, the last of them rounding.
      tolerance: ofPrintedDigits(printed) + ROUNDING,
    })),
    ...Object.entries(PRINTED_P_VALUES).map(([of, printed]) => ({
      of,
      figure: printed.map(Number),
      source: `R 4.2.2, p.adjust, ${DIGITS_OF_P_VALUES} digits`,
      // Half a unit of the last digit of a number that begins with 1, where it weighs most.
      tolerance: 0.5 * 10 ** (1 - DIGITS_OF_P_VALUES),
    })),
  ];
}

function lineOf({ what, ours, theirs, difference, source, agrees }: Compared): string {
  const [own, other] = [ours, theirs].map((figure) => figure.toPrecision(12).padStart(17));
  return `${agrees ? "ok     " : "DIFFERS"} ${what.padEnd(30)} ${own} ${other}  ` +
    `${difference.toExponential(1).padStart(8)}  ${source}`;
}

if (import.meta.main) {
  await runCommand({
    usage: USAGE,
    options: {},
    run: async () => {
      const compared = await comparisons();
      compared.forEach((figures) => printLine(lineOf(figures)));
      const differing = compared.filter(({ agrees }) => !agrees).length;
      printLine(`${compared.length - differing} of ${compared.length} figures agree`);
      return differing === 0 ? 0 : 1;
    },
  });
}
