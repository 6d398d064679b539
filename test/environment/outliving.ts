/**
 * Processes that live longer than they should.
 *
 * @module
 */

import { run } from "../../notebooks/environment/run.ts";

/**
 * The processes whose command line or environment holds a text, some time after they should have
 * ended: a kernel, for one, may be told nothing but a file elsewhere.
 */
export async function outliving(text: string, seconds: number): Promise<string[]> {
  const until = Date.now() + seconds * 1000;
  while (true) {
    const found = await processesNaming(text);
    if (found.length === 0 || Date.now() > until) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function processesNaming(text: string): Promise<string[]> {
  if (!await Deno.stat("/proc/self").then(() => true, () => false)) {
    const { stdout } = await run("pgrep", ["-fa", text]);
    return stdout.split("\n").filter((line) => line !== "");
  }
  const found: string[] = [];
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name) || name === String(Deno.pid)) continue;
    const read = (file: string) => Deno.readTextFile(`/proc/${name}/${file}`).catch(() => "");
    const command = (await read("cmdline")).replaceAll("\0", " ");
    // Without a command line it has ended, and only its parent has not heard of it.
    if (command !== "" && (command + await read("environ")).includes(text)) {
      found.push(`${name} ${command}`);
    }
  }
  return found;
}
