import { assertEquals } from "@std/assert";
import { clippingForReaders, clippingTable } from "lib/tables/clipping.ts";

const EFFECT = { rows: 150_000, lift: 0.0263, standardError: 0.0029, lower: 0.0207, upper: 0.0319 };
const CLIPPED = [
  { clip: 0.01, effect: EFFECT, raised: 22_338, lowered: 2 },
  { clip: 3 * 0.1, effect: { ...EFFECT, lift: -0.00001 }, raised: 0, lowered: 0 },
];

Deno.test("the saved table keeps every digit", () => {
  assertEquals(clippingTable(CLIPPED).toRecords(), [
    {
      clip: 0.01,
      rows: 150_000,
      raised: 22_338,
      lowered: 2,
      dr_lift: 0.0263,
      standard_error: 0.0029,
      ci_95_lower: 0.0207,
      ci_95_upper: 0.0319,
    },
    {
      clip: 0.30000000000000004,
      rows: 150_000,
      raised: 0,
      lowered: 0,
      dr_lift: -0.00001,
      standard_error: 0.0029,
      ci_95_lower: 0.0207,
      ci_95_upper: 0.0319,
    },
  ]);
  assertEquals(clippingTable([]).height, 0);
});

Deno.test("readers see bounds as they are written, and counts as parts of the rows", () => {
  const { columns } = clippingForReaders(CLIPPED);
  assertEquals(
    columns.map(({ heading, cells }) => [heading, ...cells.map((cell) => cell.trim())]),
    [
      ["Clipping bound", "0.01", "0.3"],
      ["Lift [95 % interval]", "2.63 [2.07, 3.19]", "0.00 [2.07, 3.19]"],
      ["Standard error", "0.29", "0.29"],
      ["Rows clipped", "22,340 of 150,000", "0 of 150,000"],
    ],
  );
});
