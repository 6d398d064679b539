/**
 * How a long computation says how far it has come.
 *
 * @module
 */

/** How far a computation has come. */
export interface Progress {
  /** What is being done, in one word that stays the same, such as `reading`. */
  readonly step: string;
  /** The same as a line for people, such as `Reading ratings.csv (2.5 MB)`. */
  readonly text: string;
  /** The file that is being read, where it is one: its path, or archive and entry. */
  readonly subject?: string;
  /** How much of the step is done, from 0 to `total`. */
  readonly done: number;
  /** How much there is to do, in whatever the step counts; 0 where it is not counted. */
  readonly total: number;
}

/** Hears how far a computation has come; called on the thread that computes, so it must be quick. */
export type OnProgress = (progress: Progress) => void;

/** A step that is not counted, only told. */
export function uncounted(step: string, text: string): Progress {
  return { step, text, done: 0, total: 0 };
}
