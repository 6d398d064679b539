import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  type DesignEncoding,
  encodeDesign,
  fitDesignEncoding,
} from "lib/nuisance/design_matrix.ts";
import type { CodedColumn } from "lib/coded_column.ts";
import { InputError } from "lib/errors.ts";
import type { FeatureTable, NumericFeature } from "lib/nuisance/features.ts";

function rowNumbers(rows: number): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => row);
}

/** Median, mean and scale of the first numeric covariate. */
function figures({ numeric }: DesignEncoding): [number, number, number] {
  return [numeric.medians[0]!, numeric.means[0]!, numeric.scales[0]!];
}

function table(numeric: NumericFeature[], categorical: CodedColumn[]): FeatureTable {
  const rows = numeric[0]?.values.length ?? categorical[0]?.codes.length ?? 0;
  return { rows, numeric, categorical };
}

/** A categorical feature in which each level occurs as often as its count says. */
function counted(name: string, counts: Record<string, number>): CodedColumn {
  const levels = Object.keys(counts);
  const codes = levels.flatMap((level, code) => new Array<number>(counts[level]!).fill(code));
  return { name, levels, codes: Int32Array.from(codes) };
}

Deno.test("numbers are centred and scaled with divisor n, after the median is filled in", () => {
  const features = table([{ name: "x", values: Float64Array.of(1, 2, NaN, 6, 100) }], []);
  const encoding = fitDesignEncoding(features, Int32Array.of(0, 1, 2, 3), 50);
  const [median, mean, scale] = figures(encoding);
  // The median of 1, 2, 6 is 2: the imputed column is 1, 2, 2, 6.
  assertEquals([median, mean], [2, 2.75]);
  assertAlmostEquals(scale, Math.sqrt((1.75 ** 2 + 2 * 0.75 ** 2 + 3.25 ** 2) / 4), 1e-15);
  const design = encodeDesign(encoding, features, Int32Array.of(4, 2));
  assertAlmostEquals(design.numeric[0]![0]!, (100 - 2.75) / scale, 1e-13);
  assertAlmostEquals(design.numeric[0]![1]!, (2 - 2.75) / scale, 1e-13);
});

Deno.test("an even number of values has the mean of the middle two as its median", () => {
  const features = table([{ name: "x", values: Float64Array.of(4, 1, NaN, 8, 2) }], []);
  assertEquals(figures(fitDesignEncoding(features, rowNumbers(5), 50))[0], 3);
});

Deno.test("a constant column keeps scale 1, also where its mean is rounded", () => {
  for (const constant of [0, 3, 0.1, 1e9 + 0.3]) {
    const features = table([{ name: "x", values: new Float64Array(1000).fill(constant) }], []);
    const encoding = fitDesignEncoding(features, rowNumbers(1000), 50);
    assertEquals(figures(encoding)[2], 1);
  }
});

Deno.test("a column without any training value has no place in the design", () => {
  const features = table([
    { name: "gone", values: Float64Array.of(NaN, NaN, 5) },
    { name: "kept", values: Float64Array.of(1, 2, 3) },
  ], []);
  const encoding = fitDesignEncoding(features, Int32Array.of(0, 1), 50);
  assertEquals([encoding.columns, encoding.droppedNumeric], [["kept"], ["gone"]]);
  assertEquals(encodeDesign(encoding, features, Int32Array.of(2)).numeric.length, 1);
});

Deno.test("a level with exactly the minimum count is kept, one below joins the infrequent", () => {
  const features = table([], [counted("topic", { a: 49, b: 50, c: 51, d: 1 })]);
  const encoding = fitDesignEncoding(features, rowNumbers(151), 50);
  assertEquals(encoding.columns, ["topic_b", "topic_c", "topic_infrequent"]);
  assertEquals(encoding.categorical[0]!.infrequentLevels, ["a", "d"]);
  assertEquals([...encoding.categorical[0]!.columnOfCode], [2, 0, 1, 2]);
});

Deno.test("counts are taken after the most frequent level is filled in", () => {
  // 49 of b and 2 missing: a is more frequent, so b stays at 49.
  const codes = Int32Array.from([...Array(60).fill(0), ...Array(49).fill(1), -1, -1]);
  const features = table([], [{ name: "topic", levels: ["a", "b"], codes }]);
  const encoding = fitDesignEncoding(features, rowNumbers(111), 50);
  assertEquals(encoding.columns, ["topic_a", "topic_infrequent"]);
  assertEquals(encoding.categorical[0]!.mode, "a");
  assertEquals(encoding.categorical[0]!.columnOfMissing, 0);
});

Deno.test("the mode of a tie is the smallest level", () => {
  const features = table([], [counted("topic", { a: 3, b: 3 })]);
  assertEquals(fitDesignEncoding(features, rowNumbers(6), 1).categorical[0]!.mode, "a");
});

Deno.test("a level unseen in training goes to the infrequent column, if there is one", () => {
  const seen = counted("topic", { a: 60, b: 60, c: 1 });
  const without = fitDesignEncoding(table([], [seen]), rowNumbers(120), 50);
  assertEquals(without.columns, ["topic_a", "topic_b"]);
  const design = encodeDesign(without, table([], [seen]), Int32Array.of(120));
  assertEquals(design.indicatorsOfCell[design.cellOfRow[0]!], []);

  const rare = counted("topic", { a: 60, b: 2, c: 1 });
  const withRare = fitDesignEncoding(table([], [rare]), rowNumbers(62), 50);
  const other = encodeDesign(withRare, table([], [rare]), Int32Array.of(62));
  assertEquals(other.indicatorsOfCell[other.cellOfRow[0]!], [1]);
});

Deno.test("cells hold the columns of all blocks of their rows", () => {
  const first = { name: "p", levels: ["x", "y"], codes: Int32Array.of(0, 0, 1, 1, 0) };
  const second = { name: "q", levels: ["u", "v", "w"], codes: Int32Array.of(0, 1, 2, 2, -1) };
  const features = table([], [first, second]);
  const encoding = fitDesignEncoding(features, rowNumbers(5), 1);
  const design = encodeDesign(encoding, features, rowNumbers(5));
  const rows = Array.from(design.cellOfRow, (cell) => design.indicatorsOfCell[cell]);
  // The missing level is the mode, w, which stands last of five columns.
  assertEquals(rows, [[0, 2], [0, 3], [1, 4], [1, 4], [0, 4]]);
  assertEquals(design.indicatorsOfCell.length, 4);
});

Deno.test("a level called infrequent and the column of rare levels have two names", () => {
  const codes = Int32Array.of(0, 0, 1, 2);
  const rows = rowNumbers(4);
  const named = (levels: string[]) =>
    fitDesignEncoding(table([], [{ name: "t", levels, codes }]), rows, 2).columns;
  assertEquals(named(["news", "sports", "weather"]), ["t_news", "t_infrequent"]);
  assertEquals(named(["infrequent", "sports", "weather"]), [
    "t_infrequent",
    "t_infrequent (rare levels)",
  ]);
  assertThrows(() => named(["news", "news", "weather"]), InputError, '"news"');
  assertThrows(
    () => named(["news", "sports"]),
    InputError,
    "1 of 4 values is outside the codes of 2 levels",
  );
});

Deno.test("a category without a level in the training rows is an error", () => {
  const features = table([], [{ name: "t", levels: ["a"], codes: Int32Array.of(-1, 0) }]);
  assertThrows(() => fitDesignEncoding(features, Int32Array.of(0), 1), InputError, '"t"');
});

Deno.test("a room that is too small is refused, one that is larger is used in part", () => {
  const features = table([{ name: "x", values: Float64Array.of(1, 3) }], []);
  const encoding = fitDesignEncoding(features, rowNumbers(2), 1);
  assertThrows(
    () => encodeDesign(encoding, features, rowNumbers(2), new Float64Array(1)),
    RangeError,
    "1 entries have no room for 1 columns of 2 rows",
  );
  const design = encodeDesign(encoding, features, rowNumbers(2), new Float64Array(9));
  assertEquals([...design.numeric[0]!], [-1, 1]);
});
