/**
 * How a value shows itself under a notebook's cell.
 *
 * @module
 */

/** A value's forms, by MIME type; a front end chooses among them. */
export type Forms = Readonly<Record<string, unknown>>;

/** The standard name of the method that gives a value's forms: kernels call it on a last expression. */
export const DISPLAY: unique symbol = Symbol.for("Jupyter.display");

/** A value that shows itself. */
export interface Displayable {
  /** The value's forms. */
  [DISPLAY](): Forms | Promise<Forms>;
}

/** Whether a value shows itself. */
export function isDisplayable(value: unknown): value is Displayable {
  return typeof value === "object" && value !== null &&
    typeof Reflect.get(value, DISPLAY) === "function";
}
