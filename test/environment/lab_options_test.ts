import { assertEquals } from "@std/assert";
import { labOptions } from "../../notebooks/lab.ts";

Deno.test("an option of the user's takes the place of ours, others are added", () => {
  const ours = labOptions("/clone");
  const named = (options: readonly string[], name: string) =>
    options.filter((option) => option.startsWith(`--${name}=`));
  assertEquals(named(ours, "ServerApp.root_dir"), ["--ServerApp.root_dir=/clone"]);

  const own = labOptions("/clone", ["--ServerApp.root_dir=/other", "--no-browser"]);
  assertEquals(named(own, "ServerApp.root_dir"), ["--ServerApp.root_dir=/other"]);
  assertEquals(own.at(-1), "--no-browser");
  assertEquals(own.length, ours.length + 1);
});

Deno.test("for the superuser JupyterLab is told that this is meant, unless they say themselves", () => {
  const rootOptions = (own: readonly string[], isRoot: boolean) =>
    labOptions("/clone", own, { isRoot }).filter((option) => /allow.root/.test(option));
  assertEquals(rootOptions([], false), []);
  assertEquals(rootOptions([], true), ["--allow-root"]);
  assertEquals(rootOptions(["--allow-root"], true), ["--allow-root"]);
  const refused = "--ServerApp.allow_root=False";
  assertEquals(rootOptions([refused], true), [refused]);
  // Nothing of ours opens it to others, or lets them in without a token.
  const ours = labOptions("/clone", [], { isRoot: true });
  assertEquals(ours.filter((option) => /ip=|token|password|origin/.test(option)), []);
});
