import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { EXPOSURE_GROUPS, visibilityAt } from "lib/interference/exposure.ts";
import { invalidPositionSlates, mapExposure } from "lib/interference/exposure_mapping.ts";
import { checkSlates } from "lib/interference/slates.ts";
import { assignedSlates, PROPERTY_SEED, rowsBySlate } from "./random_slates.ts";

const RUNS = { seed: PROPERTY_SEED, numRuns: 300 };

Deno.test("positions are those of a list whose focal item was taken out and put on top", () => {
  fc.assert(
    fc.property(assignedSlates(), ({ slates, assignment }) => {
      const { finalPosition } = mapExposure(slates, assignment);
      rowsBySlate(slates).forEach((rows, slate) => {
        const focal = assignment.focalRow[slate]!;
        const list = assignment.promoted[slate] === 1
          ? [focal, ...rows.filter((row) => row !== focal)]
          : rows;
        assertEquals(list.map((row) => finalPosition[row]), list.map((_, place) => place + 1));
      });
    }),
    RUNS,
  );
});

Deno.test("final positions are a permutation of the seed positions", () => {
  fc.assert(
    fc.property(assignedSlates(), ({ slates, assignment }) => {
      const { finalPosition } = mapExposure(slates, assignment);
      assertEquals(invalidPositionSlates(slates, finalPosition).length, 0);
      for (const rows of rowsBySlate(slates)) {
        const places = rows.map((row) => finalPosition[row]!).sort((a, b) => a - b);
        assertEquals(places, rows.map((_, place) => place + 1));
      }
    }),
    RUNS,
  );
});

Deno.test("a promotion shifts exactly the rows above the focal one, by one place", () => {
  fc.assert(
    fc.property(assignedSlates(), ({ slates, assignment }) => {
      const { displaced, positionChange, isFocal } = mapExposure(slates, assignment);
      for (let row = 0; row < slates.rows; row++) {
        const slate = slates.slateOfRow[row]!;
        const focal = assignment.focalRow[slate]!;
        const isPromoted = assignment.promoted[slate] === 1;
        const above = slates.seedPosition[row]! < slates.seedPosition[focal]!;
        assertEquals(displaced[row], isPromoted && above ? 1 : 0);
        assertEquals(isFocal[row], row === focal ? 1 : 0);
        const change = !isPromoted ? 0 : row === focal ? 1 - slates.seedPosition[row]! : +above;
        assertEquals(positionChange[row], change);
      }
    }),
    RUNS,
  );
});

Deno.test("visibility gained and lost follows the positions and adds up to nothing in a slate", () => {
  fc.assert(
    fc.property(assignedSlates(), ({ slates, assignment }) => {
      const exposure = mapExposure(slates, assignment);
      const gains = new Float64Array(slates.slates);
      for (let row = 0; row < slates.rows; row++) {
        const gain = exposure.visibilityGain[row]!;
        assertEquals(Math.sign(gain) + Math.sign(exposure.positionChange[row]!), 0);
        assertEquals(exposure.baselineVisibility[row], visibilityAt(slates.seedPosition[row]!));
        assertEquals(exposure.finalVisibility[row], visibilityAt(exposure.finalPosition[row]!));
        gains[slates.slateOfRow[row]!]! += gain;
      }
      // A permutation of the same summands: only their rounding is left.
      for (const sum of gains) assertAlmostEquals(sum, 0, 1e-14);
    }),
    RUNS,
  );
});

Deno.test("exposure groups partition the rows by the flags", () => {
  fc.assert(
    fc.property(assignedSlates(), ({ slates, assignment }) => {
      const exposure = mapExposure(slates, assignment);
      for (let row = 0; row < slates.rows; row++) {
        const direct = exposure.directTreatment[row] === 1;
        const sameSlate = exposure.sameSlateSpillover[row] === 1;
        const sameCluster = exposure.sameClusterSpillover[row] === 1;
        const focal = exposure.isFocal[row] === 1;
        const holds = {
          direct_promoted: direct,
          focal_control: focal && !direct,
          same_cluster_spillover: sameCluster,
          other_slate_spillover: sameSlate && !sameCluster,
          unchanged_non_focal: !focal && !sameSlate,
        };
        const groups = EXPOSURE_GROUPS.filter((group) => holds[group]);
        assertEquals(groups, [EXPOSURE_GROUPS[exposure.group[row]!]!]);
        assert(!sameCluster || sameSlate);
        assert(!(direct && sameSlate));
        const slate = slates.slateOfRow[row]!;
        const focalCluster = slates.cluster[assignment.focalRow[slate]!]!;
        const mates = slates.cluster[row] === focalCluster && focalCluster !== -1;
        assertEquals(sameCluster, sameSlate && mates);
      }
    }),
    RUNS,
  );
});

Deno.test("permuting rows and relabelling slates changes nothing but the order", () => {
  const withOrders = assignedSlates().chain((assigned) => {
    const { rows, slates } = assigned.slates;
    const all = (count: number) => Array.from({ length: count }, (_, i) => i);
    return fc.record({
      assigned: fc.constant(assigned),
      rowOrder: fc.shuffledSubarray(all(rows), { minLength: rows, maxLength: rows }),
      labels: fc.shuffledSubarray(all(slates), { minLength: slates, maxLength: slates }),
    });
  });
  fc.assert(
    fc.property(withOrders, ({ assigned: { slates, assignment }, rowOrder, labels }) => {
      const exposure = mapExposure(slates, assignment);
      const moved = checkSlates({
        slates: slates.slates,
        slateOfRow: Int32Array.from(rowOrder, (row) => labels[slates.slateOfRow[row]!]!),
        seedPosition: Int32Array.from(rowOrder, (row) => slates.seedPosition[row]!),
        cluster: Int32Array.from(rowOrder, (row) => slates.cluster[row]!),
      });
      const focalRow = new Int32Array(slates.slates);
      const promoted = new Uint8Array(slates.slates);
      labels.forEach((label, slate) => {
        focalRow[label] = rowOrder.indexOf(assignment.focalRow[slate]!);
        promoted[label] = assignment.promoted[slate]!;
      });
      const other = mapExposure(moved, { focalRow, promoted });
      for (const [name, values] of Object.entries(other)) {
        const before = exposure[name as keyof typeof exposure];
        assertEquals([...values], rowOrder.map((row) => before[row]!), name);
      }
    }),
    RUNS,
  );
});

Deno.test("invalid final positions are found", () => {
  const slates = checkSlates({
    slates: 3,
    slateOfRow: Int32Array.of(0, 0, 1, 1, 2, 2),
    seedPosition: Int32Array.of(1, 2, 1, 2, 2, 1),
    cluster: new Int32Array(6),
  });
  const invalid = (...finalPosition: number[]) => [
    ...invalidPositionSlates(slates, Int32Array.from(finalPosition)),
  ];
  assertEquals(invalid(2, 1, 1, 2, 2, 1), []);
  assertEquals(invalid(2, 2, 1, 2, 0, 1), [0, 2]);
  assertEquals(invalid(1, 3, 1, 2, 2, 1), [0]);
});
