/**
 * The README's first example: that what is said below it is what it prints.
 */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { cloneFolder } from "lib/command/mod.ts";

Deno.test("the README's first example finds the effect that it puts in, as the README says", async () => {
  const readme = await Deno.readTextFile(join(cloneFolder, "README.md"));
  const code = readme.match(/```ts\n([^]*?)```/)![1]!;
  const script = await Deno.makeTempFile({ suffix: ".ts" });
  await Deno.writeTextFile(script, code);
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", `--config=${join(cloneFolder, "deno.json")}`, script],
    env: { NO_COLOR: "1", DENO_V8_FLAGS: "--no-maglev" },
  }).output();
  await Deno.remove(script);
  assert(success, new TextDecoder().decode(stderr));
  const printed = new TextDecoder().decode(stdout);
  const number = (name: string) => Number(printed.match(new RegExp(`${name}: (-?[\\d.]+)`))![1]);
  const quoted = (value: number) => value.toFixed(3).replace(/^0/, "");

  const [truths] = code.match(/trueEffect = \[[^\]]+\]/)!;
  const effects = truths.match(/[\d.]+/g)!.map(Number);
  const truth = effects.reduce((sum, effect) => sum + effect, 0) / effects.length;
  const said = readme.replace(/\s+/g, " ");
  assertStringIncludes(said, `Promoted displays are clicked ${quoted(number("naive"))} more often`);
  assertStringIncludes(said, `near the truth, ${quoted(truth)}, and within its interval`);
  assert(number("lower") <= truth && truth <= number("upper"), printed);
  assert(Math.abs(number("naive") - truth) > 5 * Math.abs(number("lift") - truth), printed);

  // The table, then the chart in words.
  const order = ["sports", "news", "weather"].map((topic) => printed.indexOf(topic));
  assertEquals(order.toSorted((a, b) => a - b), order);
  assert(order[0]! >= 0);
  assertStringIncludes(printed, "largest for sports and news; 2 of 3 intervals exclude zero");
});
