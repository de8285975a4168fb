import { setTimeout as sleep } from 'node:timers/promises';

import { connect } from '../../src/app/connect.ts';
import { LiveWorld } from '../../src/app/live-world.ts';
import { readingFor } from '../../src/app/reading-parts.ts';
import { loadSetup } from '../../src/app/setup.ts';
import { SteadyReader } from '../../src/app/steady-reader.ts';
import { emptyMemory } from '../../src/domain/memory.ts';
import type { Memory } from '../../src/domain/memory.ts';
import type { Result } from '../../src/domain/result.ts';
import type { Observed } from '../../src/domain/signal.ts';
import { evaluate } from '../../src/evaluate.ts';
import { nothingObserved, observe } from '../../src/observe/observe.ts';
import { WorldError } from '../../src/ports.ts';
import { ZabbixReader } from '../../src/zabbix/read.ts';

/** How the undisturbed reads and judges. */
export interface UndisturbedParts {
  readonly config: string;
  readonly env: NodeJS.ProcessEnv;
  /** How often, in seconds. */
  readonly every: number;
}

/**
 * The same engine over the same Zabbix, in this process, with nobody who kills it: what it comes to is what Linchpin must
 * come to. It keeps its memory to itself and writes nothing.
 */
export class Undisturbed {
  /** What it judged last. */
  result: Result | undefined;
  /** The incidents that it saw open, by root: how many. */
  readonly incidents = new Map<string, Set<string>>();
  readonly #stopped = new AbortController();
  #done: Promise<void> = Promise.resolve();

  /** Begins to judge; rejects where configuration or model are wrong. */
  static async start(parts: UndisturbedParts): Promise<Undisturbed> {
    const undisturbed = new Undisturbed();
    const { setup, findings } = await loadSetup({ config: parts.config, env: parts.env });
    if (setup === undefined) throw new Error(findings.map(({ message }) => message).join('\n'));
    const client = connect(setup.zabbix);
    const live = new LiveWorld(setup.settings, setup.graph);
    const reader = new SteadyReader(() => new ZabbixReader({ client, ...readingFor(setup, live) }));
    undisturbed.#done = undisturbed.#goOn({ live, reader, every: parts.every }).finally(() => client.close());
    return undisturbed;
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#done;
  }

  async #goOn({ live, reader, every }: { live: LiveWorld; reader: SteadyReader; every: number }): Promise<void> {
    let memory: Memory = emptyMemory;
    let rates = nothingObserved;
    let unreadableSince: number | undefined;
    while (!this.#stopped.signal.aborted) {
      const startedMs = performance.now();
      const now = Date.now() / 1000;
      let observed: Observed;
      try {
        const sighting = observe(await reader.read(now), live.compiled, rates);
        rates = sighting.memory;
        observed = sighting;
        unreadableSince = undefined;
      } catch (error) {
        if (!(error instanceof WorldError)) throw error;
        unreadableSince ??= now;
        observed = { at: now, observations: [], intervals: new Map(), unreadableSince };
      }
      const evaluation = evaluate(live.world, memory, observed);
      memory = evaluation.memory;
      this.#note(evaluation.result);
      const restMs = Math.max(0, every * 1000 - (performance.now() - startedMs));
      await sleep(restMs, undefined, { signal: this.#stopped.signal }).catch(() => undefined);
    }
  }

  #note(result: Result): void {
    this.result = result;
    for (const { id, root } of result.incidents) {
      const known = this.incidents.get(root) ?? new Set();
      this.incidents.set(root, known.add(id));
    }
  }
}
