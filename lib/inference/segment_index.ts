/**
 * All segments of several divisions under one numbering: every row is in at most one of each division.
 *
 * @module
 */

import { requireListOf, requireMade } from "lib/argument_checks.ts";
import { requireLengths, shown } from "lib/checks.ts";
import { type CodedColumn, soundCoded } from "lib/coded_column.ts";
import { InputError } from "lib/errors.ts";

/** One segment of a division. */
export interface IndexedSegment {
  /** Name of the division. */
  readonly segmentColumn: string;
  /** Name of the segment in it. */
  readonly segment: string;
  readonly rows: number;
}

/** Segments of several divisions. */
export interface SegmentIndex {
  /** The segments, division by division, each in the order of its levels. */
  readonly segments: readonly IndexedSegment[];
  /** Per division, for every row the number of its segment in `segments`; −1 where it has none. */
  readonly divisions: readonly Int32Array[];
}

/**
 * Segment index: the segments of several divisions that have enough rows, numbered through.
 *
 * Rows without a level, and rows of smaller segments, are in no segment of that division.
 *
 * @param divisions the divisions of the same rows, whose names differ
 * @param minimumRows the fewest rows of a segment, at least 1
 * @returns the segments and every row's numbers
 * @throws {InputError} if there is no division, if lengths or names do not fit, if a code names no level,
 *   or if the minimum is no whole number from 1
 *
 * @example Of two topics one has a single article
 * ```ts
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const topic = { name: "topic", levels: ["news", "sports"], codes: Int32Array.of(0, 1, 0) };
 * const { segments, divisions } = indexSegments([topic], 2);
 * assertEquals(segments, [{ segmentColumn: "topic", segment: "news", rows: 2 }]);
 * assertEquals([...divisions[0]!], [0, -1, 0]);
 * ```
 */
export function indexSegments(divisions: readonly CodedColumn[], minimumRows = 1): SegmentIndex {
  if (!Number.isInteger(minimumRows) || minimumRows < 1) {
    throw new InputError(`the fewest rows are ${shown(minimumRows)}`, {
      remedy: "Give a whole number from 1.",
    });
  }
  requireListOf(divisions, "divisions");
  const [first] = divisions.map(soundCoded);
  if (first === undefined) {
    throw new InputError("there is no division into segments", { remedy: "Give at least one." });
  }
  const seen = new Set<string>();
  const segments: IndexedSegment[] = [];
  const numbers = divisions.map((division) => {
    if (seen.has(division.name)) {
      throw new InputError(`several divisions are called ${shown(division.name)}`, {
        column: division.name,
        remedy: "Give all divisions different names.",
      });
    }
    seen.add(division.name);
    requireLengths({ [division.name]: division.codes }, first.codes.length);
    const { codes, levels } = soundCoded(division);
    const rows = new Int32Array(levels.length);
    for (let row = 0; row < codes.length; row++) if (codes[row]! >= 0) rows[codes[row]!]!++;
    const numberOf = levels.map((segment, code) =>
      rows[code]! < minimumRows
        ? -1
        : segments.push({ segmentColumn: division.name, segment, rows: rows[code]! }) - 1
    );
    return codes.map((code) => code < 0 ? -1 : numberOf[code]!);
  });
  return { segments, divisions: numbers };
}

/** Checks that an argument is an index of segments and, where rows are given, of as many. */
export function requireIndex(index: SegmentIndex, rows?: number, nouns = "rows"): void {
  requireMade(index, ["segments", "divisions"], {
    noun: "index of segments",
    maker: "indexSegments or testableSegments",
  });
  if (rows === undefined) return;
  requireLengths(
    Object.fromEntries(index.divisions.map((codes, at) => [`division ${at + 1}`, codes])),
    rows,
    nouns,
  );
}

/** A pair of segments that hold the very same rows. */
export interface EqualSegments {
  /** The number of the one that is counted, and of the other. */
  readonly kept: number;
  readonly repeated: number;
}

/**
 * Equal segments: pairs of segments of different divisions that hold the very same rows, such as a topic
 * with one subtopic, so that they are one finding and not two.
 *
 * @param index the segments of several divisions
 * @returns each repetition once, with the first segment that has the same rows
 *
 * @example
 * ```ts
 * import { equalSegments, indexSegments } from "lib/inference/segment_index.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const codes = Int32Array.of(0, 0, 1);
 * const topic = { name: "topic", levels: ["weather", "sports"], codes };
 * const subtopic = { name: "subtopic", levels: ["weather stories", "golf"], codes };
 * assertEquals(equalSegments(indexSegments([topic, subtopic])), [
 *   { kept: 0, repeated: 2 },
 *   { kept: 1, repeated: 3 },
 * ]);
 * ```
 */
export function equalSegments(index: SegmentIndex): EqualSegments[] {
  requireIndex(index);
  const { segments, divisions } = index;
  const found: EqualSegments[] = [];
  const repeated = new Set<number>();
  divisions.forEach((first, at) => {
    for (const second of divisions.slice(at + 1)) {
      // A segment equals the one that its first row is in, or none.
      const partner = new Int32Array(segments.length).fill(UNSEEN);
      const shared = new Int32Array(segments.length);
      for (let row = 0; row < first.length; row++) {
        const a = first[row]!;
        const b = second[row]!;
        if (b < 0) continue;
        if (partner[b] === UNSEEN) partner[b] = a;
        if (a >= 0 && partner[b] === a) shared[b]!++;
      }
      for (const [b, a] of partner.entries()) {
        if (a < 0 || repeated.has(b)) continue;
        if (shared[b] === segments[b]!.rows && shared[b] === segments[a]!.rows) {
          repeated.add(b);
          found.push({ kept: a, repeated: b });
        }
      }
    }
  });
  return found.sort((a, b) => a.repeated - b.repeated);
}

/** Before the first row of a segment is met. */
const UNSEEN = -2;

/** An index without repetitions, and the segments that are one with another. */
export interface DistinctSegments {
  readonly index: SegmentIndex;
  /** Each repetition, with the segment that stands for both. */
  readonly repeated: readonly {
    readonly kept: IndexedSegment;
    readonly repeated: IndexedSegment;
  }[];
}

/**
 * Distinct segments: of those that hold the very same rows, the first stands for all, so that one finding
 * is counted once.
 *
 * @param index the segments of several divisions
 * @returns the index without the repetitions, renumbered, and what was one with what
 *
 * @example
 * ```ts
 * import { distinctSegments, indexSegments } from "lib/inference/segment_index.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const codes = Int32Array.of(0, 0, 1);
 * const topic = { name: "topic", levels: ["weather", "sports"], codes };
 * const subtopic = { name: "subtopic", levels: ["weather stories", "golf"], codes };
 * const { index, repeated } = distinctSegments(indexSegments([topic, subtopic]));
 * assertEquals(index.segments.map(({ segment }) => segment), ["weather", "sports"]);
 * assertEquals(repeated.map(({ repeated }) => repeated.segment), ["weather stories", "golf"]);
 * ```
 */
export function distinctSegments(index: SegmentIndex): DistinctSegments {
  const equal = equalSegments(index);
  const isRepeated = new Set(equal.map(({ repeated }) => repeated));
  let next = 0;
  const numbers = index.segments.map((_, at) => isRepeated.has(at) ? -1 : next++);
  return {
    index: {
      segments: index.segments.filter((_, at) => !isRepeated.has(at)),
      divisions: index.divisions.map((codes) =>
        codes.map((code) => code < 0 ? -1 : numbers[code]!)
      ),
    },
    repeated: equal.map(({ kept, repeated }) => ({
      kept: index.segments[kept]!,
      repeated: index.segments[repeated]!,
    })),
  };
}
