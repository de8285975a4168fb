import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose } from '../../src/app/compose.ts';
import type { App } from '../../src/app/compose.ts';
import type { Presence } from '../../src/app/presence.ts';
import type { CycleReport } from '../../src/app/cycle.ts';
import { Reload } from '../../src/app/reload.ts';
import { loadSetup } from '../../src/app/setup.ts';
import type { Result } from '../../src/domain/result.ts';
import { openStore } from '../../src/store/open-store.ts';
import { methods } from './fake-zabbix-methods.ts';
import type { FakeZabbix } from './fake-zabbix.ts';
import type { Row } from './fake-zabbix-state.ts';
import { ScriptedWorld } from './scripted-world.ts';

/** A site whose inventory is followed: a fake Zabbix that a test fills, and cycles as the daemon runs them, by a clock of the test's own. */
export class FollowedSite {
  readonly folder = mkdtempSync(join(tmpdir(), 'linchpin-followed-'));
  /** Its time is the daemon's, and it keeps the log. */
  readonly outside = new ScriptedWorld();
  readonly fake: FakeZabbix;
  /** What a test sets beside what every site has. */
  readonly more: Record<string, string> = {};
  readonly #group: string;
  #app: App | undefined;
  #reload: Reload | undefined;
  #cycles: Presence | undefined;
  #running = new Map<string, readonly string[]>();

  constructor(fake: FakeZabbix, model: string) {
    this.fake = fake;
    this.outside.time = Math.floor(Date.now() / 1000) - 7200;
    [this.#group = ''] = this.#create('hostgroup', { name: 'Mail servers' });
    this.describe(model);
  }

  /** Writes the one file of the model. */
  describe(model: string, folder = 'model'): void {
    mkdirSync(join(this.folder, folder), { recursive: true });
    writeFileSync(join(this.folder, folder, 'all.yaml'), model);
  }

  get environment(): Record<string, string> {
    return {
      ZABBIX_URL: this.fake.url,
      ZABBIX_TOKEN: this.fake.token,
      LINCHPIN_ZABBIX_TRAPPER: this.fake.trapper,
      LINCHPIN_STORE_SQLITE: join(this.folder, 'linchpin.db'),
      LINCHPIN_MODEL: join(this.folder, 'model'),
      LINCHPIN_INVENTORY: 'zabbix',
      ...this.more,
    };
  }

  /** A host with the docker checks of its containers, which run from now on; disks by mount point. */
  runs(host: string, containers: readonly string[], disks: readonly string[] = []): this {
    const known = this.#hostId(host);
    const [hostid = ''] =
      known === undefined ? this.#create('host', { host, groups: [{ groupid: this.#group }] }) : [known];
    const keys = [
      'agent.ping',
      ...containers.map((name) => `docker.container_info.state.running[${quoted(name)}]`),
      ...disks.map((disk) => `vfs.fs.dependent.size[${disk},pused]`),
    ];
    const present = new Set(this.fake.state.itemsOf(hostid).map((item) => item['key_']));
    for (const key of keys.filter((wanted) => !present.has(wanted))) {
      this.#create('item', { hostid, key_: key, name: key, type: 2, value_type: 3 });
    }
    this.#running.set(host, keys);
    return this;
  }

  /** A container's check is there no more, and neither is its item unless Zabbix keeps what its discovery lost. */
  loses(host: string, container: string, { keeps = false } = {}): this {
    const key = `docker.container_info.state.running[${quoted(container)}]`;
    for (const [id, item] of this.fake.state.items) {
      if (item['hostid'] !== this.#hostId(host) || item['key_'] !== key) continue;
      if (keeps) item['itemDiscovery'] = { ts_delete: '2000000000' };
      else this.fake.state.items.delete(id);
    }
    this.#running.set(
      host,
      (this.#running.get(host) ?? []).filter((other) => other !== key),
    );
    return this;
  }

  /** Every host reports; then a cycle runs as the daemon runs it, and must be judged. */
  async cycle(after = 30): Promise<Result> {
    const { result, readError } = await this.report(after);
    if (result === undefined) throw new Error('the cycle was not judged', { cause: readError });
    return result;
  }

  /** Whether no values come, as where unchanged ones are discarded. */
  isQuiet = false;

  /** How far the clock of Zabbix is ahead of that of the daemon. */
  zabbixAhead = 0;

  /** Likewise, whether or not it is judged. */
  async report(after = 30): Promise<CycleReport> {
    this.outside.time += after;
    const clock = this.outside.time + this.zabbixAhead;
    for (const [host, keys] of this.isQuiet ? [] : this.#running) {
      for (const key of keys) this.fake.state.receive({ host, key, value: 1, clock });
    }
    this.#cycles ??= await this.#open();
    return this.#cycles.turn();
  }

  /** The daemon reads model and configuration anew; says whether they are others now. */
  async reload(): Promise<boolean> {
    if (this.#reload === undefined) throw new Error('no daemon runs');
    await this.#reload.read('the test asks for it');
    return this.#reload.apply();
  }

  /** The files that the daemon would read anew. */
  watched(): Promise<readonly string[]> {
    return this.#reload?.files() ?? Promise.resolve([]);
  }

  /** Of the daemon that runs. */
  get isModelRefused(): boolean | undefined {
    return this.#app?.own.isModelRefused;
  }

  /** The values of an item that wait to be sent, oldest first: there is nobody who takes them. */
  async queued(key: string): Promise<readonly (string | number)[]> {
    const store = await openStore({ sqlite: join(this.folder, 'linchpin.db') }, 'read');
    const queued = await store.outbox();
    await store.close();
    return queued.filter(({ value }) => value.key === key).map(({ value }) => value.value);
  }

  /** The nodes of which the store remembers anything. */
  async remembered(): Promise<readonly string[]> {
    const store = await openStore({ sqlite: join(this.folder, 'linchpin.db') }, 'read');
    const { nodes } = await store.load();
    await store.close();
    return [...nodes.keys()];
  }

  /** The daemon ends; the next cycle is one of a new start. */
  async stop(): Promise<void> {
    await this.#cycles?.close();
    this.#cycles = undefined;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #open(): Promise<Presence> {
    const { outside } = this;
    const environment = (): Record<string, string> => this.environment;
    const origin = {
      get env() {
        return environment();
      },
    };
    const { setup, findings } = await loadSetup(origin);
    if (setup === undefined) throw new Error(`the test's site is wrong: ${JSON.stringify(findings)}`);
    const app = compose(setup, outside, { clock: outside });
    this.#app = app;
    this.#reload = new Reload({ origin, setup, app, log: outside, wake: () => undefined });
    return app.open(() => undefined);
  }

  #hostId(name: string): string | undefined {
    const row = [...this.fake.state.hosts.values()].find(({ host }) => host === name);
    return row === undefined ? undefined : String(row['hostid']);
  }

  #create(object: 'hostgroup' | 'host' | 'item', row: Row): readonly string[] {
    const made = methods[`${object}.create`]?.(this.fake.state, row) as Row;
    return Object.values(made)[0] as readonly string[];
  }
}

function quoted(parameter: string): string {
  return /^[^"[\], ]+$/.test(parameter) ? parameter : `"${parameter.replaceAll('"', String.raw`\"`)}"`;
}
