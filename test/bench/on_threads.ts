/**
 * Replications of a study on several threads, the same results on any number.
 *
 * @module
 */

/** What a thread is asked: which of a study's replications are its own. */
export interface ThreadShare<Options> {
  readonly options: Options;
  readonly numbers: readonly number[];
}

/** What a thread answers for each of them. */
export interface ThreadReply<Result> {
  readonly number: number;
  readonly result: Result;
}

/** A study: the thread's module, what all its replications have in common, and how many there are. */
export interface Study<Options> {
  readonly worker: URL;
  readonly options: Options;
  readonly count: number;
  /** Told how many are done. */
  readonly onDone: (done: number) => void;
}

/**
 * Does all replications of a study, each from its own number, so that it matters not which thread does it.
 *
 * @param study the thread's module, which answers a {@linkcode ThreadShare} with a {@linkcode ThreadReply} each
 * @param threads how many threads share the work
 * @returns one result a replication, in order
 */
export async function onThreads<Options, Result>(
  { worker: module, options, count, onDone }: Study<Options>,
  threads: number,
): Promise<Result[]> {
  const results = new Array<Result>(count);
  let done = 0;
  await Promise.all(Array.from({ length: Math.min(threads, count) }, (_, thread) => {
    const numbers = Array.from(results.keys()).filter((number) => number % threads === thread);
    const worker = new Worker(module, { type: "module" });
    let open = numbers.length;
    return new Promise<void>((resolve, reject) => {
      worker.onmessage = ({ data: { number, result } }: MessageEvent<ThreadReply<Result>>) => {
        results[number] = result;
        onDone(++done);
        if (--open === 0) resolve();
      };
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(`a thread of the study stopped: ${event.message}`));
      };
      worker.postMessage({ options, numbers } satisfies ThreadShare<Options>);
    }).finally(() => worker.terminate());
  }));
  return results;
}
