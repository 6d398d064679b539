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
