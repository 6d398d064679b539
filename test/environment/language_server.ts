/**
 * Deno's language server, asked as an editor asks it about a notebook.
 *
 * @module
 */

import { spawn } from "node:child_process";
import { pathToFileURL } from "node:url";
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-jsonrpc/node.js";
import { cloneFolder } from "lib/command/mod.ts";

/** A place in a cell, lines and characters counted from 0. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

/** An editor with one notebook open. */
export interface OpenNotebook {
  /** What the editor shows where the pointer rests on a place of a cell, as Markdown. */
  readonly hover: (cell: number, place: Place) => Promise<string>;
  /** The faults that the editor underlines, in all cells, once it has looked at the last of them. */
  readonly faults: () => Promise<readonly string[]>;
}

interface Diagnostics {
  readonly uri: string;
  readonly diagnostics: readonly { readonly message: string }[];
}

/**
 * Opens a notebook in an editor that stands on the clone.
 *
 * @param path the notebook's absolute path; it need not exist
 * @param cells the code of its cells
 * @param use receives the open notebook
 * @param settings what the editor is set to, by section, such as "deno"; by default nothing
 * @returns what `use` returns
 */
export async function withOpenNotebook<T>(
  path: string,
  cells: readonly string[],
  use: (notebook: OpenNotebook) => Promise<T>,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<T> {
  const server = spawn(Deno.execPath(), ["lsp"], {
    cwd: cloneFolder,
    stdio: ["pipe", "pipe", "ignore"],
  });
  const ended = new Promise((resolve) => server.on("exit", resolve));
  const connection = createMessageConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  try {
    return await use(await open(connection, path, cells, settings));
  } finally {
    await connection.sendRequest("shutdown");
    await connection.sendNotification("exit");
    await ended;
    connection.dispose();
  }
}

async function open(
  connection: MessageConnection,
  path: string,
  cells: readonly string[],
  settings: Readonly<Record<string, unknown>>,
): Promise<OpenNotebook> {
  const uriOf = (cell: number) =>
    pathToFileURL(path).href.replace("file:", "vscode-notebook-cell:") + `#cell${cell}`;
  const found = new Map<string, Diagnostics>();
  const lastChecked = Promise.withResolvers<void>();
  connection.onNotification("textDocument/publishDiagnostics", (checked: Diagnostics) => {
    found.set(checked.uri, checked);
    if (cells.every((_, cell) => found.has(uriOf(cell)))) lastChecked.resolve();
  });
  connection.onRequest(
    "workspace/configuration",
    ({ items }: { items: { section?: string }[] }) =>
      items.map(({ section }) => settings[section ?? ""] ?? null),
  );
  connection.onRequest("client/registerCapability", () => null);
  connection.listen();

  const root = `${pathToFileURL(cloneFolder).href}/`;
  await connection.sendRequest("initialize", {
    processId: Deno.pid,
    rootUri: root,
    workspaceFolders: [{ uri: root, name: "clone" }],
    capabilities: {
      workspace: { configuration: true, workspaceFolders: true },
      notebookDocument: { synchronization: { dynamicRegistration: true } },
      textDocument: { hover: { contentFormat: ["markdown"] }, publishDiagnostics: {} },
    },
  });
  await connection.sendNotification("initialized", {});
  await connection.sendNotification("notebookDocument/didOpen", {
    notebookDocument: {
      uri: pathToFileURL(path).href,
      notebookType: "jupyter-notebook",
      version: 1,
      cells: cells.map((_, cell) => ({ kind: 2, document: uriOf(cell) })),
    },
    cellTextDocuments: cells.map((text, cell) => ({
      uri: uriOf(cell),
      languageId: "typescript",
      version: 1,
      text,
    })),
  });
  return {
    hover: async (cell, position) => {
      const answer = await connection.sendRequest<{ contents: { value: string } } | null>(
        "textDocument/hover",
        { textDocument: { uri: uriOf(cell) }, position },
      );
      return answer?.contents.value ?? "";
    },
    faults: async () => {
      await lastChecked.promise;
      return [...found.values()].flatMap(({ diagnostics }) =>
        diagnostics.map(({ message }) => message)
      );
    },
  };
}
