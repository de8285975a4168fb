import { setTimeout as sleep } from 'node:timers/promises';

import type { Result, ResultIncident } from '../../src/domain/result.ts';
import { openStore } from '../../src/store/open-store.ts';
import { differences } from './compare.ts';
import { Flapping, standing } from './flapping.ts';
import type { KeptByZabbix } from './kept-by-zabbix.ts';
import type { Ledger, Standing } from './ledger.ts';
import type { Linchpin } from './linchpin.ts';
import { judge, together } from './oracle.ts';
import type { Forgetting, Judgement } from './oracle.ts';
import type { Proxy } from './proxy.ts';
import { shownOn } from './site.ts';
import type { Site } from './site.ts';
import { placeOf } from './store-at.ts';
import type { StoreAt } from './store-at.ts';
import type { Undisturbed } from './undisturbed.ts';

/** The network to each part of Linchpin's world. */
export interface Network {
  readonly api: Proxy;
  readonly trapper: Proxy;
  /** Only where the store is on PostgreSQL. */
  readonly store?: Proxy;
}

/** What a drill takes place on. */
export interface GroundParts {
  readonly site: Site;
  readonly linchpin: Linchpin;
  readonly network: Network;
  readonly undisturbed: Undisturbed;
  readonly zabbix: KeptByZabbix;
  readonly store: StoreAt;
  readonly ledger: Ledger;
}

const patienceMs = 120_000;

/** A drill under way: a site with load, Linchpin over it, the undisturbed beside it, and the ledger in its store. */
export class Ground {
  readonly site: Site;
  readonly linchpin: Linchpin;
  readonly network: Network;
  readonly ledger: Ledger;
  readonly #parts: GroundParts;
  readonly #flapping: Flapping;
  readonly #startedAt = Date.now() / 1000;
  #standing: ResultIncident | undefined;

  private constructor(parts: GroundParts) {
    this.#parts = parts;
    this.site = parts.site;
    this.linchpin = parts.linchpin;
    this.network = parts.network;
    this.ledger = parts.ledger;
    this.#flapping = new Flapping(parts.site, 20261122);
  }

  /** Starts Linchpin, and the load where things shall flap, and waits until the standing fault is shown. */
  static async begin(parts: GroundParts, flaps: boolean): Promise<Ground> {
    const ground = new Ground(parts);
    ground.linchpin.start();
    await ground.recovered(ground.#startedAt);
    await ground.#flapping.start(flaps);
    ground.#standing = await ground.until('the standing fault is an incident', async () =>
      ground.#standingOf(await ground.result()),
    );
    return ground;
  }

  /** What the undisturbed judged last. */
  get undisturbed(): Result | undefined {
    return this.#parts.undisturbed.result;
  }

  /** What Linchpin saved last. */
  async result(): Promise<Result | undefined> {
    const opened = await openStore(placeOf(this.#parts.store), 'read');
    try {
      return await opened.lastResult();
    } finally {
      await opened.close();
    }
  }

  /**
   * Waits until values that were computed after a time, in Unix seconds, have come to Zabbix with all from before; gives
   * how many seconds after that time this was so.
   */
  async recovered(since: number): Promise<number> {
    await this.until('Zabbix has all values', async () => {
      const { oldestWaiting, confirmedUpTo } = await this.standing();
      return confirmedUpTo >= since && oldestWaiting >= since ? true : undefined;
    });
    return Date.now() / 1000 - since;
  }

  /** Ends the load; the standing fault stays. */
  calm(): Promise<void> {
    return this.#flapping.stop();
  }

  /** Whether a comment of Linchpin's on a problem of that container comes up after a time, in Unix seconds. */
  async isSaid(since: number, container: string): Promise<boolean> {
    const { zabbix } = this.#parts;
    const said = async (): Promise<true | undefined> =>
      (await zabbix.since(since, [])).comments.some(({ marker }) => marker.endsWith(`/${container}]`)) || undefined;
    return this.until(`a comment on ${container}`, said).catch(() => false);
  }

  /** How far sending has come; nothing where the store can't be asked. */
  standing(): Promise<Standing> {
    return this.ledger.standing().catch(() => ({ waiting: 0, oldestWaiting: 0, confirmedUpTo: 0 }));
  }

  /** Mends the site, ends Linchpin, and judges what became of all that it computed, but for what Zabbix itself forgot. */
  async end(forgettings: readonly Forgetting[] = []): Promise<Judgement> {
    await this.#flapping.stop();
    const differing = await this.#settled();
    await this.site.tell('repair');
    await this.until('nothing is open', async () => (isAllWell(await this.result()) ? true : undefined));
    await this.recovered(Date.now() / 1000);
    const statuses = await this.linchpin.stopAll();
    await this.#parts.undisturbed.stop();
    const judgement = together([await this.#kept(forgettings), { lost: [], doubled: [], wrong: differing }]);
    await this.ledger.close();
    const { api, trapper, store } = this.network;
    await Promise.all([api.close(), trapper.close(), store?.close()]);
    const ended = statuses.filter((status) => status !== 0);
    return {
      ...judgement,
      wrong: [...judgement.wrong, ...ended.map((status) => `linchpin ended with ${String(status)}`)],
    };
  }

  /** Waits until Linchpin has come to what the undisturbed has; gives what stays different. */
  async #settled(): Promise<readonly string[]> {
    const { undisturbed } = this.#parts;
    const untilMs = performance.now() + patienceMs;
    for (;;) {
      const result = await this.result().catch(() => undefined);
      const left =
        result && undisturbed.result ? differences(result, undisturbed.result) : ['nothing was judged at all'];
      if (left.length > 0 && performance.now() < untilMs) {
        await sleep(300);
        continue;
      }
      const now = this.#standingOf(result);
      const { id, onset } = this.#standing ?? {};
      return now?.id === id && now?.onset === onset
        ? left
        : [
            ...left,
            `the standing incident was ${String(id)} since ${String(onset)}, and is ${String(now?.id)} since ${String(now?.onset)}`,
          ];
    }
  }

  /** Values are in Zabbix's database a second or so after it took them. */
  async #kept(forgettings: readonly Forgetting[]): Promise<Judgement> {
    const computed = await this.ledger.computed();
    for (let tries = 0; ; tries += 1) {
      const judgement = judge({
        computed,
        forgettings,
        ...(await this.#parts.zabbix.since(this.#startedAt, [shownOn])),
      });
      if (judgement.lost.length === 0 || tries === 20) return judgement;
      await sleep(1000);
    }
  }

  #standingOf(result: Result | undefined): ResultIncident | undefined {
    return result?.incidents.find(({ root, state }) => state === 'open' && root.endsWith(standing.root));
  }

  /** Waits until there is an answer. */
  async until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
    const untilMs = performance.now() + patienceMs;
    while (performance.now() < untilMs) {
      const answer = await ask().catch(() => undefined);
      if (answer !== undefined) return answer;
      await sleep(50);
    }
    throw new Error(`waited in vain until ${what}`);
  }
}

function isAllWell(result: Result | undefined): boolean {
  return result !== undefined && result.incidents.every(({ state }) => state !== 'open');
}
