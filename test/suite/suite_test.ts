import { assertEquals } from "@std/assert";
import { examplesOf } from "./examples.ts";
import { closingLine, countJunit } from "./counts.ts";
import { select } from "./selection.ts";

Deno.test("tests are counted once, with their steps, by how they ended", () => {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="deno test" tests="5" failures="2" errors="0" time="0.1">
    <testsuite name="./a_test.ts" tests="5" disabled="1" errors="0" failures="2">
        <testcase name="whole" classname="./a_test.ts" time="0.1" line="2" col="6">
            <failure message="1 test step failed">1 test step failed.</failure>
        </testcase>
        <testcase name="left out" classname="./a_test.ts" time="0.000" line="5" col="6">
            <skipped/>
        </testcase>
        <testcase name="fine" classname="./a_test.ts" time="0.1" line="6" col="6">
        </testcase>
        <testcase name="whole &gt; first" classname="./a_test.ts" time="0.0" line="3" col="6">
        </testcase>
        <testcase name="whole &gt; second" classname="./a_test.ts" time="0.0" line="4" col="6">
            <failure message="no">no</failure>
        </testcase>
    </testsuite>
    <testsuite name="./b_test.ts" tests="1" disabled="0" errors="0" failures="0">
        <testcase name="1 &gt; 0" classname="./b_test.ts" time="0.1" line="1" col="6">
        </testcase>
    </testsuite>
</testsuites>`;
  assertEquals(countJunit(xml), { passed: 2, failed: 1, skipped: 1 });
  assertEquals(countJunit(""), { passed: 0, failed: 0, skipped: 0 });
});

Deno.test("the closing line names skipped tests where there are any", () => {
  assertEquals(closingLine({ passed: 3, failed: 0, skipped: 0 }), "3 passed, 0 failed");
  assertEquals(closingLine({ passed: 3, failed: 1, skipped: 2 }), "3 passed, 1 failed, 2 skipped");
});

Deno.test("a path of the library stands for its examples and the tests that mirror it", () => {
  const there = ["test/random", "test/random/numpy_test.ts"];
  const choose = (path: string, folder = "/clone") =>
    select([path], folder, "/clone", (name) => there.includes(name));
  assertEquals(choose("lib/random"), {
    everything: false,
    sources: ["lib/random", "test/random"],
    documented: ["lib/random"],
    tests: ["test/random"],
  });
  assertEquals(choose("numpy.ts", "/clone/lib/random").tests, ["test/random/numpy_test.ts"]);
  assertEquals(choose("lib/random/seeds.ts").tests, ["test/random"]);
  assertEquals(choose("lib/errors.ts").tests, []);
  assertEquals(choose("data/errors.ts").tests, []);
  assertEquals(choose("test/random").documented, []);
  assertEquals(choose("test/random").tests, ["test/random"]);
});

Deno.test("examples are found in doc comments alone, with their lines", () => {
  const file = `/**
 * A sum.
 *
 * @example
 * \`\`\`ts
 * const sum = 1 + 1;
 *
 * check(sum);
 * \`\`\`
 */
export const text = "\`\`\`ts";

class Box {
  /**
   * \`\`\`ts
   * open();
   * \`\`\`
   */
}`;
  assertEquals(examplesOf(file), [
    { line: 5, code: "const sum = 1 + 1;\n\ncheck(sum);\n" },
    { line: 15, code: "open();\n" },
  ]);
});
