import { assertEquals } from "@std/assert";
import { isFile, PROJECT_DATA, shownPath } from "lib/notebook/input_places.ts";

Deno.test("a path inside the project is shown from its root, another as it is", () => {
  const data = "/home/me/clone/data";
  const cases = [
    [`${data}/sample`, "data/sample"],
    [data, "data"],
    ["/home/me/clone/mine/slates", "mine/slates"],
    ["/home/me/clone/..slates", "..slates"],
    ["/home/me/clone", "/home/me/clone"],
    ["/home/me/clone2/data", "/home/me/clone2/data"],
    ["/home/me", "/home/me"],
    ["slates/mine", "slates/mine"],
    ["../slates", "../slates"],
  ] as const;
  for (const [path, shown] of cases) assertEquals(shownPath(path, data), shown);
});

Deno.test("only a file counts as one, also where a file stands in a folder's place", async () => {
  const file = await Deno.makeTempFile();
  assertEquals(await isFile(file), true);
  assertEquals(await isFile(`${file}/below`), false);
  assertEquals(await isFile(PROJECT_DATA), false);
  assertEquals(await isFile(`${PROJECT_DATA}/README.md`), true);
  await Deno.remove(file);
});
