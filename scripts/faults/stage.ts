import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parseTrapperNode } from '../../src/zabbix/trapper-node.ts';
import { openStore } from '../../src/store/open-store.ts';
import { Ground } from './ground.ts';
import type { Network } from './ground.ts';
import { KeptByZabbix } from './kept-by-zabbix.ts';
import { keepLedger } from './ledger.ts';
import { Linchpin } from './linchpin.ts';
import { Mending } from './mending.ts';
import { Proxy } from './proxy.ts';
import { recoveryPlan } from './recoveries.ts';
import { Site } from './site.ts';
import { placeOf } from './store-at.ts';
import type { StoreAt } from './store-at.ts';
import { Undisturbed } from './undisturbed.ts';
import type { ZabbixInstance } from './zabbix-instance.ts';

/** How a drill is to begin. */
export interface Beginning {
  /** The folder for the file of the store, where it is not one among those of the drill. */
  readonly storeFolder?: string;
  /** A PostgreSQL database of the drill's own, empty, in the place of a file. */
  readonly postgres?: string;
  /** Holds and interval are those by default, and nothing flaps. */
  readonly byDefault?: true;
}

const feedEvery = 1;
/** Zabbix discovers the items for pods and functions in its own time. */
const patienceMs = 300_000;

/** What all drills share: a Zabbix, the simulated installation in it, and Linchpin's objects. */
export class Stage {
  readonly zabbix: ZabbixInstance;
  readonly site: Site;
  readonly #folder: string;
  #drills = 0;
  #newest: Linchpin | undefined;

  private constructor(zabbix: ZabbixInstance, folder: string) {
    this.zabbix = zabbix;
    this.#folder = folder;
    this.site = new Site(folder, zabbix.env);
  }

  /** Sets the site up, provisions, and lets Linchpin run until Zabbix takes each of its values. */
  static async set(zabbix: ZabbixInstance): Promise<Stage> {
    const folder = mkdtempSync(join(tmpdir(), 'linchpin-faults-'));
    const stage = new Stage(zabbix, folder);
    await stage.site.start(feedEvery);
    const linchpin = stage.#linchpin({ sqlite: join(folder, 'first.db') }, zabbix.env);
    await linchpin.command('provision');
    await openStore({ sqlite: join(folder, 'first.db') }).then((store) => store.close());
    const ledger = await keepLedger({ sqlite: join(folder, 'first.db') });
    const running = linchpin.start();
    const untilMs = performance.now() + patienceMs;
    for (let isKnown = false; !isKnown;) {
      if (!running.isRunning || performance.now() > untilMs) {
        throw new Error(`Zabbix does not take all values of Linchpin: see ${folder}/first/linchpin.log`);
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
      const { waiting, confirmedUpTo } = await ledger.standing();
      isKnown = waiting === 0 && confirmedUpTo > 0;
    }
    await running.stop();
    await ledger.close();
    return stage;
  }

  /** Begins a drill with an empty store, behind networks of its own. */
  async begin({ storeFolder, postgres, byDefault }: Beginning = {}): Promise<Ground> {
    this.#drills += 1;
    const folder = join(this.#folder, String(this.#drills));
    mkdirSync(folder);
    const store: StoreAt =
      postgres === undefined ? { sqlite: join(storeFolder ?? folder, 'linchpin.db') } : { postgres };
    await (await openStore(placeOf(store))).close();
    const network = await this.#network(postgres);
    const { zabbix } = this;
    const every = byDefault === true ? 30 : 1;
    const env = {
      ...zabbix.env,
      ZABBIX_URL: moved(zabbix.get('ZABBIX_URL'), network.api),
      LINCHPIN_ZABBIX_TRAPPER: `127.0.0.1:${network.trapper.port}`,
    };
    const seen =
      network.store === undefined || postgres === undefined ? store : { postgres: moved(postgres, network.store) };
    const linchpin = new Linchpin({ folder, env, store: seen, every: `${every}s`, atOnce: byDefault !== true });
    this.#newest = linchpin;
    const undisturbed = await Undisturbed.start({ config: linchpin.config, env: zabbix.env, every });
    const ledger = await keepLedger(store);
    const kept = new KeptByZabbix(zabbix.get('LINCHPIN_ZABBIX_DB'));
    const parts = { site: this.site, linchpin, network, undisturbed, zabbix: kept, store, ledger };
    return Ground.begin(parts, byDefault !== true);
  }

  /** Begins a drill of recovery with an empty store and nothing wrong; `mode` is the configuration's. */
  async beginMending(mode: 'off' | 'auto', approvers: readonly string[] = []): Promise<Mending> {
    this.#drills += 1;
    const folder = join(this.#folder, String(this.#drills));
    mkdirSync(folder);
    const store = join(folder, 'linchpin.db');
    const recovery = recoveryPlan({ folder, control: this.site.control, mode, approvers });
    const { env } = this.zabbix;
    const linchpin = new Linchpin({ folder, env, store: { sqlite: store }, every: '1s', atOnce: true, recovery });
    this.#newest = linchpin;
    return Mending.begin({ site: this.site, linchpin, store });
  }

  /** Ends what a drill that failed has left running, so that the next one can begin. */
  async abandon(): Promise<void> {
    await this.#newest?.killAll();
    await this.site.tell('repair');
  }

  /** Takes everything out of Zabbix again. */
  async clear(): Promise<void> {
    await this.#linchpin({ sqlite: join(this.#folder, 'first.db') }, this.zabbix.env).command('provision', '--remove');
    await this.site.remove();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #linchpin(store: StoreAt, env: NodeJS.ProcessEnv): Linchpin {
    return new Linchpin({ folder: join(this.#folder, 'first'), env, store, every: '1s', atOnce: true });
  }

  async #network(postgres: string | undefined): Promise<Network> {
    return {
      api: await Proxy.before(addressOf(this.zabbix.get('ZABBIX_URL'))),
      trapper: await Proxy.before(parseTrapperNode(this.zabbix.get('LINCHPIN_ZABBIX_TRAPPER'))),
      ...(postgres !== undefined && { store: await Proxy.before(addressOf(postgres)) }),
    };
  }
}

function addressOf(url: string): { readonly host: string; readonly port: number } {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port) };
}

/** The same address behind a network. */
function moved(url: string, network: Proxy): string {
  const at = new URL(url);
  at.host = `127.0.0.1:${network.port}`;
  return at.href;
}
