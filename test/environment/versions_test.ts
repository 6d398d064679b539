import { assertEquals, assertThrows } from "@std/assert";
import { CommandError } from "lib/command/mod.ts";
import { checkDenoVersion } from "../../notebooks/environment/deno_version.ts";
import { compareVersions } from "../../notebooks/environment/versions.ts";

Deno.test("releases are compared number by number", () => {
  const ordered = ["0.10.2", "0.11", "0.11.1", "1.0", "4", "4.0.1rc1", "7.7", "7.17.2", "10"];
  const signs = ordered.map((a) => ordered.map((b) => Math.sign(compareVersions(a, b))));
  assertEquals(signs, ordered.map((_, i) => ordered.map((_, j) => Math.sign(i - j))));
  assertEquals(compareVersions("4", "4.0.0"), 0);
});

Deno.test("only a Deno whose kernel can be trusted is let through", () => {
  for (const version of ["2.8.1", "2.8.4", "2.9.0", "2.9.6", "2.10.0", "3.0.0"]) {
    checkDenoVersion(version);
  }
  for (const version of ["1.46.3", "2.7.9", "2.8.0"]) {
    assertThrows(() => checkDenoVersion(version), CommandError, "too old");
  }
  for (const version of ["2.8.2", "2.8.3"]) {
    assertThrows(() => checkDenoVersion(version), CommandError, "swallows errors");
  }
});
