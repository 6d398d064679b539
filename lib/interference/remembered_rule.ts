/**
 * An exposure rule over millions of rows: asked once for all rows that are alike, and checked then.
 *
 * @module
 */

import { InputError } from "lib/errors.ts";
import {
  type AssignedRow,
  EXPOSURE_GROUPS,
  type ExposureRule,
  type RowExposure,
  visibilityAt,
} from "lib/interference/exposure.ts";
import type { Slates } from "lib/interference/slates.ts";

/** A row's exposure as columns hold it: flags as 1 or 0, the group by its number. */
export interface CodedExposure {
  readonly isFocal: number;
  readonly directTreatment: number;
  readonly sameSlateSpillover: number;
  readonly sameClusterSpillover: number;
  readonly displaced: number;
  readonly finalPosition: number;
  readonly positionChange: number;
  readonly baselineVisibility: number;
  readonly finalVisibility: number;
  readonly visibilityGain: number;
  readonly group: number;
}

/** The flags of a rule's answer. */
const FLAGS = [
  "directTreatment",
  "sameSlateSpillover",
  "sameClusterSpillover",
  "displaced",
] as const satisfies readonly (keyof RowExposure)[];

/**
 * The exposure of any row by its number, under a rule that is asked once for all rows alike.
 *
 * A rule sees two places and three flags, so there are few different rows: in slates of twelve items
 * at most 576, however many slates. A table of the rule's answers is exact, and it costs a rule from
 * a notebook's cell no more than the library's own. Called for every row, the time would depend on
 * whether the engine can inline the rule: about three times as long for twelve million rows.
 */
export function rememberRule(
  slates: Slates,
  focalRow: Int32Array,
  rule: ExposureRule,
): (row: number, slateIsPromoted: boolean) => CodedExposure {
  const { slateSize, slateOfRow, seedPosition, cluster } = slates;
  // By what slates differ in, then by what rows of such a slate differ in.
  const answers: (CodedExposure | undefined)[][] = [];
  return (row, slateIsPromoted) => {
    const slate = slateOfRow[row]!;
    const focal = focalRow[slate]!;
    const position = seedPosition[row]!;
    const focalPosition = seedPosition[focal]!;
    const isFocal = row === focal;
    const sharesFocalCluster = cluster[row]! >= 0 && cluster[row] === cluster[focal];
    const ofSlate = answers[2 * focalPosition + (slateIsPromoted ? 1 : 0)] ??= new Array(
      4 * (slateSize + 1),
    );
    // The rule's argument is made only where it is asked: one a row would take a third of the time.
    return ofSlate[4 * position + (isFocal ? 2 : 0) + (sharesFocalCluster ? 1 : 0)] ??= ask(
      rule,
      {
        seedPosition: position,
        focalSeedPosition: focalPosition,
        isFocal,
        slateIsPromoted,
        sharesFocalCluster,
      },
      slates,
      slate,
    );
  };
}

/** The rule's answer for a row of a slate, checked and coded. */
function ask(
  rule: ExposureRule,
  seen: AssignedRow,
  { slateSize, nameOf }: Slates,
  slate: number,
): CodedExposure {
  const answer = rule(seen);
  const fault = faultOf(answer, slateSize);
  if (fault !== undefined) {
    const item = `the item at position ${seen.seedPosition} of ${nameOf(slate)}`;
    throw new InputError(`for ${item} the exposure rule returns ${fault.returned}`, fault);
  }
  const { finalPosition } = answer;
  const baselineVisibility = visibilityAt(seen.seedPosition);
  const finalVisibility = visibilityAt(finalPosition);
  return {
    isFocal: Number(seen.isFocal),
    directTreatment: Number(answer.directTreatment),
    sameSlateSpillover: Number(answer.sameSlateSpillover),
    sameClusterSpillover: Number(answer.sameClusterSpillover),
    displaced: Number(answer.displaced),
    finalPosition,
    positionChange: finalPosition - seen.seedPosition,
    baselineVisibility,
    finalVisibility,
    visibilityGain: finalVisibility - baselineVisibility,
    group: EXPOSURE_GROUPS.indexOf(answer.group),
  };
}

/** What is wrong with a rule's answer, and what to return instead; nothing if it is sound. */
function faultOf(
  answer: RowExposure,
  slateSize: number,
): { readonly returned: string; readonly remedy: string } | undefined {
  if (typeof answer !== "object" || answer === null) {
    return {
      returned: Deno.inspect(answer),
      remedy: `Return an object with finalPosition, ${FLAGS.join(", ")} and group.`,
    };
  }
  const { finalPosition, group } = answer;
  if (!(Number.isInteger(finalPosition) && finalPosition >= 1 && finalPosition <= slateSize)) {
    return {
      returned: `finalPosition ${Deno.inspect(finalPosition)}`,
      remedy: `Return a whole number from 1 to ${slateSize}.`,
    };
  }
  // The numbers 1 and 0 pass as what they mean: the kernel checks no types.
  const odd = FLAGS.find((flag) => ![true, false, 1, 0].includes(answer[flag]));
  if (odd !== undefined) {
    return { returned: `${odd} ${Deno.inspect(answer[odd])}`, remedy: "Return true or false." };
  }
  if (!EXPOSURE_GROUPS.includes(group)) {
    return {
      returned: `group ${Deno.inspect(group)}`,
      remedy: `Return one of ${EXPOSURE_GROUPS.join(", ")}.`,
    };
  }
}
