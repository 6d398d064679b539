import { assertEquals } from "@std/assert";
import { simulatedWorld, simulateImpressionColumns } from "lib/simulation/impressions/simulate.ts";

/** SHA-256 of all columns of numbers, one after another, as they were when other orders came. */
const AS_BEFORE = {
  ranked: "9a1040d7cf5192279981d237a34b76c64bd318dc0ca906dfe27d1976b5879748",
  shuffled: "8abdd507237b366d5fc633d73c7b9e651d1535a25643390f6198b3ac6156c619",
} as const;

Deno.test("ranked and shuffled lists stay what they were, bit for bit", async () => {
  const world = simulatedWorld();
  for (const order of ["ranked", "shuffled"] as const) {
    const options = { impressions: 400, seed: "as before", order };
    const columns = Object.values(simulateImpressionColumns(options, world))
      .filter((column) => ArrayBuffer.isView(column))
      .map((column) => new Uint8Array(column.buffer as ArrayBuffer));
    const bytes = await new Blob(columns).arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    assertEquals(digest.toHex(), AS_BEFORE[order]);
  }
});
