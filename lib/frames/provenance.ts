/**
 * What a table is and where it comes from, as its parquet file says itself.
 *
 * @module
 */

import { readFooterEntry, setFooterEntry } from "lib/frames/parquet_footer.ts";

/** Key of the footer's entry; its value is the provenance as JSON. */
export const PROVENANCE_KEY = "provenance";

/** Genuine MIND releases that are recognized. */
export const MIND_RELEASES = ["MINDsmall train", "MINDsmall dev"] as const;

/** Orders of simulated lists. */
export const LIST_ORDERS = [
  "ranked",
  "shuffled",
  "confounded",
  "clustered",
  "hidden",
  "swaps",
] as const;

/**
 * What a table is: drawn from a genuine MIND release or from another log in its form, prepared from
 * ratings in MovieLens's form, simulated, the truth of a simulated table, or unknown, because the file
 * does not say so.
 *
 * Counts are of lists (`impressions`), of users and of slates.
 */
export type Provenance =
  | {
    readonly kind: "mind";
    /** The release that the SHA-256 of `behaviors.tsv` is of. */
    readonly release: (typeof MIND_RELEASES)[number];
    readonly impressions: number;
    /** Seed of the draw from the log. */
    readonly seed: number;
  }
  | { readonly kind: "log"; readonly impressions: number; readonly seed: number }
  | { readonly kind: "ratings"; readonly slates: number; readonly userStride: number }
  | {
    readonly kind: "simulated impressions";
    /** Position has no effect in shuffled lists, and one in all others. */
    readonly order: (typeof LIST_ORDERS)[number];
    readonly impressions: number;
    readonly seed: string;
    /** Said where lists without a click were left out on request. */
    readonly onlyClicked?: true;
  }
  | {
    /** What only the simulation knows about the rows of the table with the same fields. */
    readonly kind: "truth of simulated impressions";
    readonly order: (typeof LIST_ORDERS)[number];
    readonly impressions: number;
    readonly seed: string;
    readonly onlyClicked?: true;
  }
  | { readonly kind: "simulated ratings"; readonly users: number; readonly seed: string }
  | { readonly kind: "unknown" };

const UNKNOWN: Provenance = { kind: "unknown" };

const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0;
const isText = (value: unknown) =>
  typeof value === "string" && value !== "" && value.length <= 1000;
const isOneOf = (values: readonly unknown[]) => (value: unknown) => values.includes(value);

/** Per kind what its other fields must hold; what comes from outside and does not, is unknown. */
const FIELDS: Readonly<Record<string, Readonly<Record<string, (value: unknown) => boolean>>>> = {
  mind: { release: isOneOf(MIND_RELEASES), impressions: isCount, seed: Number.isSafeInteger },
  log: { impressions: isCount, seed: Number.isSafeInteger },
  ratings: { slates: isCount, userStride: isCount },
  "simulated impressions": { order: isOneOf(LIST_ORDERS), impressions: isCount, seed: isText },
  "truth of simulated impressions": {
    order: isOneOf(LIST_ORDERS),
    impressions: isCount,
    seed: isText,
  },
  "simulated ratings": { users: isCount, seed: isText },
};

/** Fields that may be there besides, per kind. */
const FURTHER_FIELDS: typeof FIELDS = {
  "simulated impressions": { onlyClicked: isOneOf([true]) },
  "truth of simulated impressions": { onlyClicked: isOneOf([true]) },
};

/** Provenance to write into a parquet file that is not in its place yet. */
export function writeProvenance(path: string, provenance: Provenance): void {
  setFooterEntry(path, PROVENANCE_KEY, JSON.stringify(provenance));
}

/**
 * Provenance of a parquet file by its own word.
 *
 * The word is no proof: whoever writes a file can write any. A word of another form than this project
 * writes is none.
 *
 * @param path the file; it may be missing or no parquet file
 * @returns what the file says, of kind `unknown` where it says nothing that can be understood
 *
 * @example A table of one's own says nothing
 * ```ts
 * import pl from "nodejs-polars";
 * import { readProvenance } from "lib/frames/provenance.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const path = `${Deno.makeTempDirSync()}/mine.parquet`;
 * pl.DataFrame({ clicked: [0, 1] }).writeParquet(path);
 * assertEquals(readProvenance(path), { kind: "unknown" });
 * ```
 */
export function readProvenance(path: string): Provenance {
  const word = parsed(readFooterEntry(path, PROVENANCE_KEY) ?? "");
  const kind = word?.kind;
  if (typeof kind !== "string" || !Object.hasOwn(FIELDS, kind)) return UNKNOWN;
  const checks = Object.entries(FIELDS[kind]!);
  const isSound = checks.every(([field, check]) =>
    Object.hasOwn(word!, field) && check(word![field])
  );
  const further = Object.entries(FURTHER_FIELDS[kind] ?? {})
    .filter(([field]) => Object.hasOwn(word!, field));
  const areSound = isSound && further.every(([field, check]) => check(word![field]));
  const known = 1 + checks.length + further.length;
  if (!areSound || Object.keys(word!).length !== known) return UNKNOWN;
  // Its fields have been checked one by one, and there are no others.
  return word as Provenance;
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null
      ? value as Record<string, unknown>
      : undefined;
  } catch {
    return undefined;
  }
}
