/**
 * What a page allows itself, so that nothing of the data can run in it.
 *
 * @module
 */

/**
 * The content security policy of a page: its own scripts, known by their hashes, pictures and fonts
 * that it carries, styles. Any other script (an element, an attribute such as `onerror`, an address),
 * and whatever would be fetched or sent, is refused by the browser, wherever it came from.
 *
 * @param scripts the texts of the page's own script elements, to the letter
 */
export async function contentPolicy(scripts: readonly string[] = []): Promise<string> {
  const hashes = await Promise.all(scripts.map(hashOf));
  const rules = {
    "default-src": "'none'",
    ...(hashes.length === 0 ? {} : { "script-src": hashes.join(" ") }),
    "style-src": "'unsafe-inline'",
    "img-src": "data:",
    "font-src": "data:",
    "base-uri": "'none'",
    "form-action": "'none'",
  };
  return Object.entries(rules).map(([rule, allowed]) => `${rule} ${allowed}`).join("; ");
}

async function hashOf(script: string): Promise<string> {
  // A browser takes the hash of what it has read, in which line breaks are alike.
  const bytes = new TextEncoder().encode(script.replace(/\r\n?/g, "\n"));
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return `'sha256-${new Uint8Array(digest).toBase64()}'`;
}
