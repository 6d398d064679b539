import { assertEquals } from "@std/assert";
import { normalizeNotebook } from "../../notebooks/execution/normalize.ts";

Deno.test("times, releases and emptied displays are left out, all else is kept", () => {
  const shown = {
    output_type: "display_data",
    data: { "text/plain": "table" },
    metadata: {},
  } as const;
  const cell = {
    cell_type: "code",
    id: "a",
    metadata: { tags: ["wide"] },
    source: "1",
    execution_count: 1,
    outputs: [shown],
  } as const;
  const metadata = { kernelspec: { name: "deno" } };
  const clean = {
    cells: [cell],
    metadata: { ...metadata, language_info: { name: "typescript" } },
    nbformat: 4,
    nbformat_minor: 5,
  };
  const executed = {
    ...clean,
    cells: [{
      ...cell,
      metadata: { ...cell.metadata, execution: { "iopub.status.busy": "2026-01-01T00:00:00Z" } },
      outputs: [
        { output_type: "display_data", data: { "text/plain": [""] }, metadata: {} } as const,
        { output_type: "display_data", data: {}, metadata: {} } as const,
        shown,
        { output_type: "stream", name: "stdout", text: "" } as const,
      ],
    }],
    metadata: { ...metadata, language_info: { name: "typescript", version: "6.0.3" } },
  };
  assertEquals(normalizeNotebook(executed), clean);
  assertEquals(normalizeNotebook(clean), clean);
});

Deno.test("an error begins with its message, whatever the kernel puts before it", () => {
  const withTrace = (traceback: readonly string[]) => ({
    cells: [
      {
        cell_type: "code",
        metadata: {},
        source: "fail()",
        execution_count: 1,
        outputs: [{ output_type: "error", ename: "Error", evalue: "no", traceback } as const],
      } as const,
    ],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  });
  const clean = withTrace(["Error: no", "    at <anonymous>:1:1"]);
  assertEquals(
    normalizeNotebook(withTrace(["Stack trace:", "Error: no", "    at <anonymous>:1:1"])),
    clean,
  );
  assertEquals(normalizeNotebook(clean), clean);
  assertEquals(normalizeNotebook(withTrace([])), withTrace([]));
});
