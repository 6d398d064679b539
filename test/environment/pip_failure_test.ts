import { assertEquals } from "@std/assert";
import { pipFailure } from "../../notebooks/environment/pip_failure.ts";

Deno.test("of pip's many attempts only the reason of the last is told", () => {
  const retry = (left: number) =>
    `WARNING: Retrying (Retry(total=${left}, connect=None)) after connection broken by ` +
    `'NewConnectionError('<pip.HTTPConnection object at 0x7f>: Failed to establish a new ` +
    `connection: [Errno 111] Connection refused')': /simple/jupyterlab/\n`;
  const error = "ERROR: No matching distribution found for jupyterlab";
  assertEquals(
    pipFailure(`${retry(2)}${retry(1)}${retry(0)}${error}\n`),
    "No connection: NewConnectionError('Failed to establish a new connection: " +
      `[Errno 111] Connection refused')\n${error}`,
  );
  assertEquals(pipFailure(`1\n2\n\n3\n4\n${error}\n`), `2\n3\n4\n${error}`);
  assertEquals(pipFailure(""), "");
});
