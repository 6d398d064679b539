/**
 * Finding what a page would load.
 *
 * @module
 */

const LOADS = [
  // Every element that loads; a link in prose (`a`) does not.
  /<(?:script|img|iframe|audio|video|source|embed|object|link|image|use)\b[^>]*?\s(?:src|href|data|xlink:href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/gi,
  /@import\s+(?:url\()?["']?([^"')\s;]+)/gi,
  /\burl\(\s*["']?([^"')\s]+)/gi,
  /\bimport\s*\(\s*["']([^"']+)/gi,
  /\bfrom\s+["'](https?:[^"']+)/gi,
];

/**
 * The addresses a page would load that are not part of the page.
 *
 * @param html the page
 * @returns the addresses, those of each kind of reference in their order; `data:` and `#` are in it
 */
export function loadedFromElsewhere(html: string): string[] {
  // Comments load nothing, but tell where a style comes from.
  const live = html.replace(/<!--.*?-->|\/\*.*?\*\//gs, "");
  const addresses = LOADS.flatMap((pattern) =>
    [...live.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? "")
  );
  const outside = addresses.filter((address) => !/^(data:|#|$)/.test(address));
  return [...new Set(outside)];
}
