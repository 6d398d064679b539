import { assertEquals } from "@std/assert";
import { shownPath } from "lib/notebook/input_places.ts";

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
