/**
 * Writing folders and archives for tests.
 *
 * @module
 */

import { BlobWriter, TextReader, ZipWriter } from "@zip.js/zip.js";

/**
 * Writes texts into a folder.
 *
 * @param folder an existing folder
 * @param entries text by path within the folder; inner folders are made
 */
export function writeTexts(folder: string, entries: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(entries)) {
    const path = `${folder}/${name}`;
    Deno.mkdirSync(path.slice(0, path.lastIndexOf("/")), { recursive: true });
    Deno.writeTextFileSync(path, text);
  }
}

/**
 * Writes lines into a file without holding them all at once.
 *
 * @param path the file
 * @param lines the lines, without line ends
 * @param lineEnd what ends each line
 */
export async function writeLines(
  path: string,
  lines: Iterable<string>,
  lineEnd = "\n",
): Promise<void> {
  const file = await Deno.open(path, { write: true, create: true });
  const writer = file.writable.getWriter();
  const encoder = new TextEncoder();
  let text = "";
  for (const line of lines) {
    text += line + lineEnd;
    if (text.length < 1 << 20) continue;
    await writer.write(encoder.encode(text));
    text = "";
  }
  await writer.write(encoder.encode(text));
  await writer.close();
}

/**
 * Writes texts into a zip archive.
 *
 * @param path the archive
 * @param entries text by entry name
 */
export async function writeZip(
  path: string,
  entries: Readonly<Record<string, string>>,
): Promise<void> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
  for (const [name, text] of Object.entries(entries)) await writer.add(name, new TextReader(text));
  await Deno.writeFile(path, (await writer.close()).stream());
}
