import { assertEquals, assertThrows } from "@std/assert";
import { join } from "node:path";
import { findChromium } from "./find_chromium.ts";

Deno.test("Chromium is the one named, else the first on the PATH, else Playwright's own", async () => {
  const folder = await Deno.makeTempDir();
  const make = async (name: string) => {
    const path = join(folder, name);
    await Deno.mkdir(join(path, ".."), { recursive: true });
    await Deno.writeTextFile(path, "");
    return path;
  };
  try {
    const nowhere = {
      named: undefined,
      path: `${folder}/a:${folder}/b`,
      installed: `${folder}/own`,
    };
    assertEquals(findChromium(nowhere), undefined);
    const own = await make("own");
    assertEquals(findChromium(nowhere), own);
    const chrome = await make("a/google-chrome");
    assertEquals(findChromium(nowhere), chrome);
    const chromium = await make("b/chromium");
    assertEquals(findChromium(nowhere), chromium);
    const named = await make("elsewhere");
    assertEquals(findChromium({ ...nowhere, named }), named);
    assertThrows(() => findChromium({ ...nowhere, named: `${folder}/gone` }), Error, "CHROMIUM");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
