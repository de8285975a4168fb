import { setTimeout as sleep } from 'node:timers/promises';

import type { Result, ResultIncident } from '../../src/domain/result.ts';
import type { AuditEntry } from '../../src/ports.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Linchpin } from './linchpin.ts';
import { standingOf } from './recovery-oracle.ts';
import { Done } from './schema.ts';
import type { DoneThere } from './schema.ts';
import type { Site } from './site.ts';

/** What a drill of recovery takes place on. */
interface MendingParts {
  readonly site: Site;
  readonly linchpin: Linchpin;
  /** The file of its store. */
  readonly store: string;
}

const patienceMs = 120_000;

/** A drill of recovery: what Linchpin or a person does really changes the simulated installation. */
export class Mending {
  readonly site: Site;
  readonly linchpin: Linchpin;
  /** The ids of what was done before it began. */
  readonly before: ReadonlySet<string>;
  readonly #store: string;
  readonly #since = Date.now() / 1000;

  private constructor({ site, linchpin, store }: MendingParts, before: readonly DoneThere[]) {
    this.site = site;
    this.linchpin = linchpin;
    this.before = new Set(before.map(({ id }) => id));
    this.#store = store;
  }

  /** Starts Linchpin, and waits until it has seen all that runs for a while: to what has worked one can go back. */
  static async begin(parts: MendingParts): Promise<Mending> {
    const mending = new Mending(parts, await doneAt(parts.site));
    mending.linchpin.start();
    await mending.until('everything was seen working', ({ at, containers, incidents }) => {
      const isWell = containers.every(({ state }) => state === 'working') && incidents.length === 0;
      return isWell && Date.parse(at) / 1000 > mending.#since ? true : undefined;
    });
    await sleep(5000);
    return mending;
  }

  /** Waits until what Linchpin saved last has an answer. */
  async until<T>(what: string, ask: (result: Result) => T | undefined): Promise<T> {
    const untilMs = performance.now() + patienceMs;
    while (performance.now() < untilMs) {
      const result = await this.result();
      const answer = result && ask(result);
      if (answer !== undefined) return answer;
      await sleep(100);
    }
    throw new Error(`waited in vain until ${what}`);
  }

  /** What Linchpin saved last. */
  async result(): Promise<Result | undefined> {
    const opened = await openStore({ sqlite: this.#store }, 'read').catch(() => undefined);
    try {
      return await opened?.lastResult();
    } finally {
      await opened?.close();
    }
  }

  /** All that its audit has. */
  async audit(): Promise<readonly AuditEntry[]> {
    const opened = await openStore({ sqlite: this.#store }, 'read');
    try {
      return await opened.audit(0);
    } finally {
      await opened.close();
    }
  }

  /** What was done to the installation by anybody. */
  done(): Promise<readonly DoneThere[]> {
    return doneAt(this.site);
  }

  /** Mends what is left, and waits until nothing is open and all that was begun is judged. */
  async settled(): Promise<void> {
    await this.site.tell('repair');
    const since = Date.now();
    await this.until('nothing is open any more', ({ at, incidents }) => {
      const isOver = incidents.every(({ state }) => state !== 'open');
      return isOver && Date.parse(at) > since ? true : undefined;
    });
    for (const untilMs = performance.now() + patienceMs; standingOf(await this.audit()).size > 0;) {
      // The oracle says which.
      if (performance.now() > untilMs) return;
      await sleep(200);
    }
  }

  /** Mends what is left, and ends Linchpin; gives its exit statuses. */
  async end(): Promise<readonly (number | null)[]> {
    await this.site.tell('repair');
    await this.until(
      'nothing is open',
      ({ incidents }) => incidents.every(({ state }) => state !== 'open') || undefined,
    );
    return this.linchpin.stopAll();
  }
}

async function doneAt(site: Site): Promise<readonly DoneThere[]> {
  return Done.parse(await site.tell('actions')).actions;
}

/** The open incident of a result whose root ends so. */
export function openOn({ incidents }: Result, root: string): ResultIncident | undefined {
  return incidents.find((incident) => incident.state === 'open' && incident.root.endsWith(root));
}
