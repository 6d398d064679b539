import { assertEquals } from "@std/assert";
import pl from "nodejs-polars";
import { csvOf } from "lib/frames/csv.ts";

const text = (frame: pl.DataFrame) => new TextDecoder().decode(csvOf(frame));

Deno.test("a text that a spreadsheet would run has an apostrophe before it, a number has none", () => {
  const names = ["=1+1", "+x", "-x", "@x", "\t=1", "\r=1", "＝1", "'=1", "a=1", "'a", null, "–x"];
  const frame = pl.DataFrame([
    pl.Series("=name", names, pl.String),
    pl.Series("lift", names.map((_, at) => -at / 4), pl.Float64),
  ]);
  const back = pl.readCSV(text(frame));
  assertEquals(back.columns, ["'=name", "lift"]);
  const read: unknown[] = back.getColumn("'=name").toArray();
  assertEquals(read, [
    "'=1+1",
    "'+x",
    "'-x",
    "'@x",
    "'\t=1",
    "'\r=1",
    "'＝1",
    "''=1",
    "a=1",
    "'a",
    null,
    "–x",
  ]);
  assertEquals(back.getColumn("lift").toArray(), frame.getColumn("lift").toArray());
  // One apostrophe less gives every name back.
  const given = read.map((name) =>
    typeof name === "string" ? name.replace(/^'(?='*[=+\-@\t\r＝＋－＠])/, "") : name
  );
  assertEquals(given, names);
});

Deno.test("categories are texts too, and a table without formulas is what Polars writes", () => {
  const categories = pl.Series("c", ["-a", "b", null], pl.String).cast(pl.Categorical);
  assertEquals(text(pl.DataFrame([categories])), "c\n'-a\nb\n\n");
  const plain = pl.DataFrame({ a: ["x", 'y, "z"'], b: [0.1 + 0.2, -1e-17], c: [1n, 2n] });
  assertEquals(text(plain), plain.writeCSV().toString());
});
