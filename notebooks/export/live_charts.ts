/**
 * Preparing charts for a page that draws them itself.
 *
 * @module
 */

import { compile, type TopLevelSpec } from "vega-lite";
// Naming the package makes it part of the program: only then does its folder resolve.
import "vega-interpreter";
import { type LicenseNotice, packageLicenses } from "./licenses.ts";

type Json = null | boolean | number | string | readonly Json[] | JsonObject;
interface JsonObject {
  readonly [key: string]: Json | undefined;
}

const PARAM = "legend_highlight";
const DIMMED = 0.15;

/**
 * Compiles a chart to what the page's runtime draws.
 *
 * A legend becomes a means to highlight: a click on an entry dims all others. A chart that has such
 * a legend already keeps its own.
 *
 * @param spec the Vega-Lite specification, data included
 * @returns the Vega specification
 * @throws {Error} if Vega-Lite cannot compile it
 */
export function compileChart(spec: unknown): object {
  const highlighted = withHighlight(spec as JsonObject);
  // The library's type lists every property of every chart; ours is any JSON, which it then checks.
  const { spec: compiled } = compile(highlighted as unknown as TopLevelSpec, {
    logger: silentLogger,
  });
  return withoutMarkRoles(compiled as unknown as JsonObject);
}

/**
 * Takes the marks out of what is read aloud: hundreds of unnamed shapes say less than the caption,
 * which the drawing as a whole carries.
 */
function withoutMarkRoles(part: JsonObject): JsonObject {
  const marks = part.marks as readonly JsonObject[] | undefined;
  if (marks === undefined) return part;
  const silent = marks.map((mark) =>
    mark.type === "group" ? withoutMarkRoles(mark) : { ...mark, aria: false }
  );
  return { ...part, marks: silent };
}

/**
 * The packages' code that draws charts, to stand in a script element.
 *
 * What a chart computes is interpreted: Vega itself would compile it to functions, which the page
 * forbids.
 */
export async function chartRuntime(): Promise<string> {
  // The package exports its modules only; its build for pages lies beside them.
  const code = await Deno.readTextFile(new URL("vega.min.js", import.meta.resolve("vega")));
  return `${code}\n${await interpreter()}`.replaceAll("</script", "<\\/script");
}

/** The licences of that code. */
export function chartLicenses(): Promise<LicenseNotice[]> {
  return packageLicenses(["vega", "vega-interpreter"]);
}

/** Vega's interpreter, which comes as a module only, as a part of `vega`. */
async function interpreter(): Promise<string> {
  const module = await Deno.readTextFile(new URL(import.meta.resolve("vega-interpreter")));
  const code = module
    .replace(/^import (\{[^}]*\}) from 'vega-util';$/m, "const $1 = vega;")
    .replace(/^export \{ (\w+) as (\w+) \};$/m, "vega.$2 = $1;");
  if (/^(import|export)\b/m.test(code)) throw new Error("vega-interpreter is built otherwise now");
  return `(() => {\n${code}\n})();`;
}

/** Adds to a chart with a legend what lets a click on the legend highlight. */
export function withHighlight(spec: JsonObject): JsonObject {
  if (JSON.stringify(spec).includes('"bind":"legend"')) return spec;
  const field = legendField(spec);
  if (field === undefined) return spec;
  let placed = false;
  const visit = (view: JsonObject, inherited: Json | undefined): JsonObject => {
    const data = view.data ?? inherited;
    for (const key of ["layer", "hconcat", "vconcat", "concat"]) {
      const parts = view[key];
      if (Array.isArray(parts)) {
        return { ...view, [key]: parts.map((part: JsonObject) => visit(part, data)) };
      }
    }
    if (!hasField(data, field)) return view;
    const encoding = (view.encoding ?? {}) as JsonObject;
    const mark = view.mark as JsonObject;
    const opacity = encoding.opacity === undefined
      ? {
        opacity: {
          condition: { param: PARAM, value: (mark.opacity as number | undefined) ?? 1 },
          value: DIMMED,
        },
      }
      : {};
    const own = !placed && ownLegendField(view) === field;
    placed ||= own;
    return {
      ...view,
      encoding: { ...encoding, ...opacity },
      ...(own
        ? { params: [highlightOf(field), ...(view.params as Json[] | undefined ?? [])] }
        : {}),
    };
  };
  const highlighted = visit(spec, undefined);
  return placed ? highlighted : spec;
}

const highlightOf = (field: string): JsonObject => ({
  name: PARAM,
  select: { type: "point", fields: [field] },
  bind: "legend",
});

/** The field of the first legend in a chart. */
function legendField(view: JsonObject): string | undefined {
  for (const key of ["layer", "hconcat", "vconcat", "concat"]) {
    for (const part of (view[key] ?? []) as JsonObject[]) {
      const field = legendField(part);
      if (field !== undefined) return field;
    }
  }
  return ownLegendField(view);
}

function ownLegendField(view: JsonObject): string | undefined {
  const encoding = (view.encoding ?? {}) as JsonObject;
  for (const channel of ["color", "fill", "stroke", "shape"]) {
    const { field, legend, scale, type } = (encoding[channel] ?? {}) as JsonObject;
    const hasLegend = legend !== null && scale !== null;
    if (typeof field === "string" && hasLegend && type === "nominal") return field;
  }
  return undefined;
}

function hasField(data: Json | undefined, field: string): boolean {
  const { values } = (data ?? {}) as JsonObject;
  const first = Array.isArray(values) ? values[0] : undefined;
  return typeof first === "object" && first !== null && field in first;
}

// What could be objected to was when the notebook drew the chart.
const silentLogger = {
  level: () => silentLogger,
  error: () => silentLogger,
  warn: () => silentLogger,
  info: () => silentLogger,
  debug: () => silentLogger,
} as unknown as NonNullable<NonNullable<Parameters<typeof compile>[1]>["logger"]>;
