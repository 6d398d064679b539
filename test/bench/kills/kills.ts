/**
 * What commands leave when they are killed at random moments, and whether the next run recovers.
 *
 * Before each kill the result of an earlier run stands there, with files of the user's beside it.
 * Afterwards every result must be the earlier or the new one, whole; nothing of the user's may have
 * changed; nothing may live on. Then the command is run again, undisturbed, and must leave exactly
 * what a run leaves that nothing disturbed.
 *
 * @module
 */

import { load } from "cheerio";
import { cp } from "node:fs/promises";
import { dirname, join } from "node:path";
import seedrandom from "seedrandom";
import { copyClone } from "../../environment/copy_clone.ts";
import { outliving } from "../../environment/outliving.ts";
import { surroundings } from "../../environment/surroundings.ts";
import { run } from "../../../notebooks/environment/run.ts";
import { furnish, type OutputSet, type Place, type Scenario, scenarios } from "./scenarios.ts";
import {
  below,
  differing,
  isSame,
  isTemporary,
  type Running,
  type Snapshot,
  snapshot,
  start,
  type Victim,
} from "./trial.ts";

/** The part of a command's time at its end in which every other kill falls. */
const LAST = 0.4;

/** How often at most a kill is tried again that came too late. */
const MOST_TRIES = 20;

/** How many times each command is killed. */
export type KillPlan = Readonly<Record<string, number>>;

/** What came of the kills of one command. */
export interface KillCount {
  readonly command: string;
  /** Seconds that it takes undisturbed. */
  readonly seconds: number;
  /** Kills that came before the command ended by itself. */
  readonly kills: number;
  /** Faults, each in a line; none if all went well. */
  readonly halfWritten: readonly string[];
  readonly lost: readonly string[];
  readonly outlived: readonly string[];
  readonly notRecovered: readonly string[];
}

/** How commands are killed. */
export interface KillOptions {
  readonly plan: KillPlan;
  /** Seed of the moments. */
  readonly seed: string;
  /** Told of each kill. */
  readonly tell?: (text: string) => void;
}

/** Kills commands at random moments, in a clone of their own, and counts what went wrong. */
export async function killAtRandom({ plan, seed, tell }: KillOptions): Promise<KillCount[]> {
  const root = await Deno.realPath(await Deno.makeTempDir({ prefix: "kills_" }));
  const place = {
    root,
    clone: join(root, "clone"),
    home: join(root, "home"),
    work: join(root, "work"),
  };
  try {
    await Deno.mkdir(place.home);
    await copyClone(place.clone);
    await furnish(place);
    await commit(place.clone);
    const env = await surroundings(place.home);
    const counts: KillCount[] = [];
    for (const scenario of scenarios(place)) {
      const kills = plan[scenario.name] ?? 0;
      if (kills === 0) continue;
      const trial = new Trial(scenario, place, env);
      counts.push(await trial.kills(kills, seedrandom(`${seed} ${scenario.name}`), tell));
    }
    return counts;
  } finally {
    await run("pkill", ["-9", "-f", root]);
    await Deno.remove(root, { recursive: true });
  }
}

async function commit(clone: string): Promise<void> {
  const options = ["-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"];
  for (
    const args of [["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "All"]]
  ) {
    const { code, stderr } = await run("git", [...options, ...args], {
      cwd: clone,
    });
    if (code !== 0) throw new Error(stderr);
  }
}

/** One command, killed over and over. */
class Trial {
  readonly #scenario: Scenario;
  readonly #place: Place;
  readonly #env: Readonly<Record<string, string>>;
  /** Everything that stood there when nothing had been killed yet. */
  #before: Snapshot = new Map();
  #after: Snapshot = new Map();
  #seconds = Infinity;

  constructor(scenario: Scenario, place: Place, env: Readonly<Record<string, string>>) {
    this.#scenario = scenario;
    this.#place = place;
    this.#env = env;
  }

  async kills(
    kills: number,
    random: () => number,
    tell: (text: string) => void = () => {},
  ): Promise<KillCount> {
    const { name, reset, afterlife = 10 } = this.#scenario;
    const faults = {
      halfWritten: [] as string[],
      lost: [] as string[],
      outlived: [] as string[],
      notRecovered: [] as string[],
    };
    // What each version leaves, and how long it takes.
    if (reset === undefined) await this.#undisturbed("first");
    else await reset();
    this.#before = await this.#look();
    const saved = join(this.#place.root, "saved");
    await this.#copyOutputs(this.#place.root, saved);
    const first = await this.#undisturbed("second");
    // The shortest of all runs to their end: a kill that comes later is none.
    this.#seconds = first;
    this.#after = await this.#look();
    let [at, tried] = [1, 0];
    while (at <= kills) {
      if (++tried > MOST_TRIES * kills) throw new Error(`${name} ends before it can be killed`);
      if (reset === undefined) await this.#copyOutputs(saved, this.#place.root);
      else await reset();
      // Every other kill falls into the end, where results are written.
      const moment = (at % 2 === 0 ? random() : 1 - LAST * random()) * this.#seconds;
      const victim: Victim = random() < 0.5 || name === "lab" ? "group" : "command";
      tell(`${name}: kill ${at} of ${kills}, after ${moment.toFixed(2)} s`);
      const running = this.#start("second");
      const isOver = await Promise.race([
        running.ended.then(() => true),
        new Promise<false>((resolve) => setTimeout(() => resolve(false), moment * 1000)),
      ]);
      running.kill(victim);
      const left = await outliving(this.#place.root, afterlife);
      if (left.length > 0) faults.outlived.push(`${at}: ${left[0]}`);
      await running.ended;
      const found = await this.#look();
      const note = `${at} (${victim}, ${moment.toFixed(2)} s): `;
      faults.halfWritten.push(...(await this.#halfWritten(found)).map((fault) => note + fault));
      faults.lost.push(...this.#lost(found).map((fault) => note + fault));
      faults.notRecovered.push(...(await this.#recover()).map((fault) => note + fault));
      if (!isOver) at++;
      // The machine is quicker than before.
      else this.#seconds *= 0.8;
    }
    await Deno.remove(saved, { recursive: true }).catch(() => {});
    return { command: name, seconds: first, kills, ...faults };
  }

  #start(version: "first" | "second"): Running {
    const { args, env } = this.#scenario;
    return start({
      args: ["run", "-A", "--quiet", ...args(version)],
      cwd: this.#place.clone,
      env: { ...this.#env, ...env?.(version) },
    });
  }

  /** Runs the command to its end, or until it serves; the seconds that it took. */
  async #undisturbed(version: "first" | "second"): Promise<number> {
    const started = performance.now();
    const { code, said } = await this.#finish(version);
    if (code !== 0) throw new Error(`${this.#scenario.name} ended with code ${code}: ${said}`);
    return (performance.now() - started) / 1000;
  }

  async #finish(version: "first" | "second"): Promise<{ code: number; said: string }> {
    const running = this.#start(version);
    const { serves } = this.#scenario;
    if (serves === undefined) return await running.ended;
    await running.says(serves);
    running.kill("group");
    const { said } = await running.ended;
    return { code: said.includes(serves) ? 0 : 1, said };
  }

  async #look(): Promise<Snapshot> {
    const { root, clone, home } = this.#place;
    const leaveOut = [home, join(root, "saved"), join(clone, ".venv"), join(clone, ".git")];
    return await snapshot(root, leaveOut);
  }

  #sets(): readonly OutputSet[] {
    const { outputs, index } = this.#scenario;
    return index === undefined ? outputs : [...outputs, [index]];
  }

  async #copyOutputs(from: string, to: string): Promise<void> {
    for (const path of this.#sets().flat()) {
      await Deno.remove(join(to, path), { recursive: true }).catch(() => {});
      if (!await Deno.stat(join(from, path)).then(() => true, () => false)) continue;
      await Deno.mkdir(dirname(join(to, path)), { recursive: true });
      await cp(join(from, path), join(to, path), { recursive: true });
    }
  }

  /** The results that are neither the earlier nor the new one. */
  async #halfWritten(found: Snapshot): Promise<string[]> {
    const { outputs, index } = this.#scenario;
    const state = (files: Snapshot, path: string) =>
      new Map([...below(files, path)].filter(([name]) => !isTemporary(name)));
    const faults: string[] = [];
    for (const set of outputs) {
      const last = set.at(-1)!;
      const isAt = (version: Snapshot) => (path: string) =>
        isSame(state(found, path), state(version, path));
      const isWhole = set.every(isAt(this.#before)) || set.every(isAt(this.#after));
      // Without the file that stands for it, a set says of itself that it is not there.
      const isAbsent = set.length > 1 && state(found, last).size === 0;
      const isAside = set.length === 1 && state(found, last).size === 0 &&
        [...found.keys()].some((name) => name.startsWith(`${last}.replaced-`));
      if (!isWhole && !isAbsent && !isAside) faults.push(set.join(", "));
    }
    if (index !== undefined) faults.push(...await faultsOfIndex(join(this.#place.root, index)));
    return faults;
  }

  /** Files that no command wrote and that are not as they were. */
  #lost(found: Snapshot): string[] {
    return this.#usersFiles(this.#before, found);
  }

  #usersFiles(before: Snapshot, found: Snapshot): string[] {
    const { keeps = [] } = this.#scenario;
    const written = [...this.#sets().flat(), ...keeps];
    return differing(before, found).filter((name) =>
      !isTemporary(name) && !name.endsWith("/") &&
      !written.some((path) => name === path || name.startsWith(`${path}/`))
    );
  }

  /** What another run does not make good. */
  async #recover(): Promise<string[]> {
    const { endsOnceDone = false, keeps = [] } = this.#scenario;
    const started = performance.now();
    const { code, said } = await this.#finish("second");
    if (code === 0) {
      this.#seconds = Math.min(this.#seconds, (performance.now() - started) / 1000);
    }
    const found = await this.#look();
    const unlike = differing(this.#after, found).filter((name) =>
      !name.endsWith("/") && !keeps.some((path) => name.startsWith(`${path}/`))
    );
    const left = [...found.keys()].filter((name) => isTemporary(name) && !this.#before.has(name));
    const scratch = await Array.fromAsync(
      Deno.readDir(join(this.#place.clone, ".venv", "scratch")),
    ).catch(() => []);
    return [
      ...code === 0 || endsOnceDone && unlike.length === 0 ? [] : [`code ${code}: ${said}`],
      ...unlike,
      ...left,
      ...scratch.length > 0 && this.#scenario.name !== "lab"
        ? scratch.map(({ name }) => `.venv/scratch/${name}`)
        : [],
    ];
  }
}

/** What a page that leads to writeups says of pages that are not there, or say something else. */
async function faultsOfIndex(path: string): Promise<string[]> {
  const html = await Deno.readTextFile(path).catch(() => undefined);
  if (html === undefined) return [];
  const faults: string[] = [];
  const $ = load(html);
  for (const link of $("a[href]")) {
    const address = join(dirname(path), decodeURIComponent($(link).attr("href") ?? ""));
    if (!await Deno.stat(address).then(() => true, () => false)) faults.push(`dead: ${address}`);
  }
  for (const article of $("article")) {
    const address = decodeURIComponent($(article).find("h2 a").attr("href") ?? "");
    const page = await Deno.readTextFile(join(dirname(path), address)).catch(() => "");
    const summary = $(article).find("[data-summary]").text().trim();
    if (load(page)("[data-summary]").text().trim() !== summary) faults.push(`tells: ${summary}`);
  }
  return faults;
}
