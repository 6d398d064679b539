import { assertEquals, assertInstanceOf, assertThrows } from "@std/assert";
import { InputError } from "lib/errors.ts";
import {
  describeLineFaults,
  describeLineNumbers,
  LineFaults,
  REPORTED_LINES,
  requireFewFaults,
} from "lib/raw/line_faults.ts";

Deno.test("every line is counted, and the first of each fault are listed", () => {
  const faults = new LineFaults<"fields" | "time">();
  for (let line = 1; line <= 50; line++) faults.add(line % 2 === 0 ? "time" : "fields", line);
  const { malformed, faults: [fields, time] } = faults.report(1000);
  assertEquals(malformed, 50);
  assertEquals([fields?.fault, fields?.count, fields?.lines.length], [
    "fields",
    25,
    REPORTED_LINES,
  ]);
  assertEquals(time?.lines.at(-1), 2 * REPORTED_LINES);
});

Deno.test("an empty file is refused with the reader's remedy", () => {
  const error = assertThrows(() =>
    requireFewFaults(new LineFaults().report(0), "visits.tsv", "Unpack it again.")
  );
  assertInstanceOf(error, InputError);
  assertEquals(error.message, "the file is empty (visits.tsv). Unpack it again.");
});

Deno.test("1 % of malformed lines passes, one line more does not", () => {
  const faults = new LineFaults<"time">();
  for (const line of [3, 8]) faults.add("time", line);
  requireFewFaults(faults.report(200), "visits.tsv", "");
  const error = assertThrows(() => requireFewFaults(faults.report(199), "visits.tsv", ""));
  assertInstanceOf(error, InputError);
  assertEquals(
    error.message,
    "2 of 199 lines (1.0 %) are malformed, more than 1 %: 2 with time (lines 3, 8) (visits.tsv). " +
      "Use the files as released, or mend these lines.",
  );
});

Deno.test("faults are told with their lines, and with dots where more are than are listed", () => {
  assertEquals(describeLineNumbers([3], 1), "line 3");
  assertEquals(describeLineNumbers([3, 8], 2), "lines 3, 8");
  assertEquals(describeLineNumbers([3, 8], 30), "lines 3, 8, …");
  const faults = [
    { fault: "no time", count: 2, lines: [3, 8] },
    { fault: "no user", count: 1, lines: [5] },
  ];
  assertEquals(describeLineFaults({ lines: 10, malformed: 3, faults }), [
    "2 with no time (lines 3, 8)",
    "1 with no user (line 5)",
  ]);
});
