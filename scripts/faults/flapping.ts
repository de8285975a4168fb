import { setTimeout as sleep } from 'node:timers/promises';

import { random } from '../benchmark/random.ts';
import { containers, podNames, serverNames } from './site.ts';
import type { Site } from './site.ts';

/** What is broken from the beginning of a drill to its end: its incident must stay one and the same. */
export const standing = { fault: ['kill', 'cache-1'], root: '/cache-1' } as const;

const mostAtOnce = 5;
const eachMs = 1000;
/** Longer than the holds: what comes and goes within them may be seen by one who looks just then, and not by another. */
const shortestMs = 6000;
const longestMs = 12_000;

/** What may break without becoming one with the standing fault: the words of faults. */
export const breakable: readonly (readonly string[])[] = [
  ...containers.filter((name) => !name.startsWith('cache')).map((name) => ['kill', name]),
  ...podNames.filter((name) => name !== 'cache').map((name) => ['errors', name]),
  ...serverNames.slice(0, 3).map((name) => ['disk-full', name, 'data1']),
];

/** Breaks parts of the site and mends them again, at random but the same in every run: the load of the drills. */
export class Flapping {
  readonly #site: Site;
  readonly #stopped = new AbortController();
  readonly #next: () => number;
  #done: Promise<void> = Promise.resolve();
  #broken: readonly { readonly words: readonly string[]; readonly untilMs: number }[] = [];

  constructor(site: Site, seed: number) {
    this.#site = site;
    this.#next = random(seed);
  }

  /** Begins with the standing fault, and goes on with others where things shall flap. */
  async start(flaps: boolean): Promise<void> {
    await this.#site.tell(...standing.fault);
    if (flaps) this.#done = this.#goOn();
  }

  /** Mends all but the standing fault. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#done;
    for (const { words } of this.#broken) await this.#site.tell('repair', ...words);
    this.#broken = [];
  }

  async #goOn(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      const nowMs = performance.now();
      for (const { words } of this.#broken.filter(({ untilMs }) => untilMs <= nowMs)) {
        await this.#site.tell('repair', ...words);
      }
      this.#broken = this.#broken.filter(({ untilMs }) => untilMs > nowMs);
      if (this.#broken.length < mostAtOnce) await this.#break(nowMs);
      await sleep(eachMs, undefined, { signal: this.#stopped.signal }).catch(() => undefined);
    }
  }

  async #break(nowMs: number): Promise<void> {
    const words = breakable[Math.floor(this.#next() * breakable.length)];
    if (words === undefined || this.#broken.some((one) => one.words.join() === words.join())) return;
    await this.#site.tell(...words);
    this.#broken = [...this.#broken, { words, untilMs: nowMs + shortestMs + this.#next() * (longestMs - shortestMs) }];
  }
}
