import { assertEquals, assertRejects } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { isFile, PROJECT_DATA, shownPath } from "lib/notebook/input_places.ts";

Deno.test("a path in the project is shown from its root, another from where the user stood", () => {
  const data = "/home/me/clone/data";
  const cases = [
    [`${data}/sample`, "data/sample"],
    [data, "data"],
    ["/home/me/clone/mine/slates", "mine/slates"],
    ["/home/me/clone/..slates", "..slates"],
    ["/home/me/clone", "../clone"],
    ["/home/me/work", "."],
    ["/home/me/work/a/b", "a/b"],
    ["/home/me/clone2/data", "../clone2/data"],
    ["/home/me", ".."],
    ["/mnt/data/x", "/mnt/data/x"],
    ["slates/mine", "slates/mine"],
    ["../slates", "../slates"],
  ] as const;
  const me = { caller: "/home/me/work", home: "/home/me" };
  for (const [path, shown] of cases) assertEquals(shownPath(path, data, me), shown);
  // Whoever stood elsewhere sees no home folder spelled out either.
  for (const caller of ["/", "/srv", "/home"]) {
    assertEquals(shownPath("/home/me/mine/x", data, { caller, home: "/home/me/" }), "~/mine/x");
  }
  assertEquals(shownPath("/home/me/x", data, { caller: "/home/me", home: "/home/me" }), "x");
  assertEquals(shownPath("/srv/x", data, { caller: "/", home: "/" }), "/srv/x");
  assertEquals(shownPath("/srv/x", data, { caller: "/srv/y", home: undefined }), "../x");
});

Deno.test("only a file counts as one, also where a file stands in a folder's place", async () => {
  const file = await Deno.makeTempFile();
  assertEquals(await isFile(file), true);
  assertEquals(await isFile(`${file}/below`), false);
  assertEquals(await isFile(PROJECT_DATA), false);
  assertEquals(await isFile(`${PROJECT_DATA}/README.md`), true);
  await Deno.remove(file);
});

Deno.test("pipes and devices are no files, and links in a circle are said in a line", async () => {
  const folder = await Deno.makeTempDir();
  await new Deno.Command("mkfifo", { args: [`${folder}/pipe`] }).output();
  assertEquals(await isFile(`${folder}/pipe`), false);
  assertEquals(await isFile("/dev/null"), false);
  await Deno.symlink(`${folder}/loop`, `${folder}/loop`);
  for (const path of [`${folder}/loop`, `${folder}/${"x".repeat(300)}`]) {
    await assertRejects(() => isFile(path), InputError, "cannot be looked at");
  }
  await Deno.remove(folder, { recursive: true });
});
