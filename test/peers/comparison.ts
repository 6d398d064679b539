/**
 * A figure of this project beside that of another program, or of a publication.
 *
 * @module
 */

/** Figures by name: one number, or several of a kind such as adjusted p-values. */
export type Figures = Readonly<Record<string, number | readonly number[]>>;

/** What another program, or a publication, says. */
export interface TheirFigure {
  /** The name of the figure. */
  readonly of: string;
  readonly figure: number | readonly number[];
  /** Whose it is, and by which convention. */
  readonly source: string;
  /** The most by which it may differ, relative to the larger of the two. */
  readonly tolerance: number;
}

/** Two figures that should be one; of several of a kind, the two that differ most. */
export interface Compared {
  readonly what: string;
  readonly ours: number;
  readonly theirs: number;
  readonly source: string;
  /** The difference over the larger of the two. */
  readonly difference: number;
  readonly agrees: boolean;
}

/**
 * Compares this project's figures with those of others.
 *
 * @param ours this project's
 * @param theirs what others say, in any number for each of ours
 * @returns one comparison for each of theirs, and one that fails for each of ours that nobody speaks of;
 *   figures that are no numbers, and other numbers of figures, never agree
 */
export function compare(ours: Figures, theirs: readonly TheirFigure[]): Compared[] {
  const spokenOf = new Set(theirs.map(({ of }) => of));
  const alone = Object.keys(ours).filter((name) => !spokenOf.has(name));
  return [
    ...theirs.map((their) => worst(ours[their.of] ?? NaN, their)),
    ...alone.map((of) =>
      worst(ours[of]!, { of, figure: NaN, source: "nobody's figure", tolerance: 0 })
    ),
  ];
}

function worst(own: number | readonly number[], their: TheirFigure): Compared {
  const [ours, theirs] = [[own].flat(), [their.figure].flat()];
  const { length } = theirs;
  const what = length === 1 ? their.of : `${their.of}, ${length} of them`;
  const compared = theirs.map((figure, at) => {
    // A figure too many or too few is beside nothing.
    const beside = ours.length === length ? ours[at]! : NaN;
    const difference = relative(beside, figure);
    const { source, tolerance } = their;
    return {
      what,
      ours: beside,
      theirs: figure,
      source,
      difference,
      agrees: difference <= tolerance,
    };
  });
  return compared.reduce((most, next) =>
    // What is no number differs most.
    Number.isNaN(most.difference) || next.difference <= most.difference ? most : next
  );
}

/** The difference over the larger of two numbers. */
function relative(one: number, other: number): number {
  const largest = Math.max(Math.abs(one), Math.abs(other));
  return largest === 0 ? 0 : Math.abs(one - other) / largest;
}

/** Half a unit of the last printed digit, over the figure: what rounding alone can make. */
export function ofPrintedDigits(printed: string): number {
  const decimals = printed.split(".")[1]?.length ?? 0;
  return 0.5 * 10 ** -decimals / Math.abs(Number(printed));
}
