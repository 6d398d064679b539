import { assertEquals } from "@std/assert";
import { releaseOf } from "../../notebooks/environment/own_python.ts";
import { writeProgram } from "./fake_program.ts";

Deno.test("the release of a Python is read through what is printed around it", async () => {
  const folder = await Deno.makeTempDir();
  const greeting = await writeProgram(
    folder,
    "python",
    '#!/bin/sh\necho Hello, 4.2\nprintf "Welcome "\npython3 "$@"\necho Bye\n',
  );
  assertEquals(await releaseOf(greeting), await releaseOf("python3"));
  assertEquals(await releaseOf(await writeProgram(folder, "silent", "#!/bin/sh\n")), undefined);
  assertEquals(await releaseOf("/nowhere/python"), undefined);
  await Deno.remove(folder, { recursive: true });
});
