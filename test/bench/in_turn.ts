/**
 * Measuring several programs in turn, so that all meet the same load of the machine.
 *
 * @module
 */

/**
 * Runs every side once to warm up and then as often as wanted, one after the other in every round.
 *
 * @param sides by its name, what runs a side once; they run in this order
 * @param rounds how often each is measured
 * @param say told before each run which one it is
 * @returns by the side's name its runs in order, without the one that warmed up
 */
export async function measureInTurn<Sides extends Readonly<Record<string, () => Promise<unknown>>>>(
  sides: Sides,
  rounds: number,
  say: (text: string) => void,
): Promise<RunsOf<Sides>> {
  const names = Object.keys(sides);
  const runs: Record<string, unknown[]> = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      say(`${round === 0 ? "warming up" : `${round} of ${rounds}`}, ${name}`);
      const run = await sides[name]!();
      if (round > 0) runs[name]!.push(run);
    }
  }
  // By name, what the side of that name returned.
  return runs as RunsOf<Sides>;
}

/** Of each side what it returns, once for each round. */
type RunsOf<Sides extends Readonly<Record<string, () => Promise<unknown>>>> = {
  readonly [Name in keyof Sides]: readonly Awaited<ReturnType<Sides[Name]>>[];
};
