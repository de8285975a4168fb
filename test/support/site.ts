import type { Evaluation, World } from '../../src/evaluate.ts';
import type { Duration } from '../../src/domain/instant.ts';
import type { SignalValue } from '../../src/domain/signal.ts';
import { Installation } from './installation.ts';
import type { CycleOptions } from './installation.ts';

interface Reported {
  readonly node: string;
  readonly signal: string;
  readonly value: SignalValue;
  readonly perSecond: number;
}

/** An installation that reports the same every cycle until a test says otherwise. */
export class Site {
  readonly installation: Installation;
  readonly every: Duration;
  readonly #reported = new Map<string, Reported>();
  #silent: readonly string[] = [];

  constructor(world: World, every: Duration = 30) {
    this.installation = new Installation(world);
    this.every = every;
  }

  get now(): number {
    return this.installation.now;
  }

  /** From the next cycle on a node reports these values. */
  says(node: string, signals: Readonly<Record<string, SignalValue>>): this {
    for (const [signal, value] of Object.entries(signals)) {
      this.#reported.set(`${node} ${signal}`, { node, signal, value, perSecond: 0 });
    }
    return this;
  }

  /** Every one of the nodes reports these values. */
  allSay(nodes: readonly string[], signals: Readonly<Record<string, SignalValue>>): this {
    for (const node of nodes) this.says(node, signals);
    return this;
  }

  /** A counter goes on from where it stands, by so much a second. */
  counts(node: string, signal: string, perSecond: number): this {
    const value = this.#reported.get(`${node} ${signal}`)?.value ?? 0;
    this.#reported.set(`${node} ${signal}`, { node, signal, value, perSecond });
    return this;
  }

  /** Nothing is heard any more of these nodes, or of single signals of theirs (`server/vm-01 runtime`). */
  silence(...nodes: readonly string[]): this {
    this.#silent = [...this.#silent, ...nodes];
    return this;
  }

  /** The silenced are heard again. */
  hear(): this {
    this.#silent = [];
    return this;
  }

  /** One interval passes, everybody reports, a cycle is judged. */
  cycle(options: CycleOptions = {}): Evaluation {
    const now = this.installation.now + this.every;
    for (const [key, reported] of this.#reported) {
      const { node, signal, value, perSecond } = reported;
      const next = perSecond === 0 ? value : Number(value) + perSecond * this.every;
      this.#reported.set(key, { ...reported, value: next });
      if (!this.#silent.includes(node) && !this.#silent.includes(key))
        this.installation.observe(node, signal, next, now);
    }
    return this.installation.cycle(this.every, options);
  }

  /** One cycle, to go on from there. */
  begun(options: CycleOptions = {}): this {
    this.cycle(options);
    return this;
  }

  /** Cycles until so many seconds have passed, at least one; gives the last. */
  run(seconds: Duration = 0): Evaluation {
    const until = this.installation.now + seconds;
    let evaluation = this.cycle();
    while (this.installation.now < until) evaluation = this.cycle();
    return evaluation;
  }
}
