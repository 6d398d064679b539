import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { ensureExporter } from "../../notebooks/environment/exporter.ts";
import { environmentFolders } from "../../notebooks/environment/folders.ts";
import { OWN_PYTHON } from "../../notebooks/environment/own_python.ts";
import { findPython } from "../../notebooks/environment/python.ts";
import { run } from "../../notebooks/environment/run.ts";
import { inFolder } from "../files/in_folder.ts";

const LIST = `
from importlib.metadata import entry_points
for point in entry_points(group="nbconvert.exporters"):
    print(point.name, point.value)`;

Deno.test("our own Python finds the exporter, and an older one is renewed", () =>
  inFolder(async (clone) => {
    const folders = environmentFolders(clone);
    const python = await findPython();
    await run(python.path, ["-m", "venv", "--without-pip", folders.environment]);
    for (const _ of ["as new", "renewed"]) {
      await ensureExporter(folders);
      const own = join(folders.environment, "bin", "python");
      const { stdout, stderr } = await run(own, ["-c", LIST], { env: OWN_PYTHON });
      assertEquals(stdout, "writeup writeup_exporter:WriteupExporter\n", stderr);
      const module = join(folders.exporter, "writeup_exporter.py");
      assertStringIncludes(await Deno.readTextFile(module), "class WriteupExporter");
      await Deno.writeTextFile(module, "# An older one.\n");
    }
  }));

Deno.test("a borrowed Jupyter is left as it is", () =>
  inFolder(async (clone) => {
    const folders = environmentFolders(clone);
    await ensureExporter(folders);
    const made = [...Deno.readDirSync(folders.environment)].map(({ name }) => name);
    assertEquals(made, ["exporter"]);
  }));
