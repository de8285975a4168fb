import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Board } from '../../src/app/answers/board.ts';
import { CycleRunner } from '../../src/app/cycle.ts';
import type { CycleReport } from '../../src/app/cycle.ts';
import { ModelRecords } from '../../src/app/model-records.ts';
import { OwnState } from '../../src/app/own-state.ts';
import { loadSetup } from '../../src/app/setup.ts';
import type { Setup } from '../../src/app/setup.ts';
import { Recovering } from '../../src/app/recovery/recovering.ts';
import { Vitals } from '../../src/app/vitals.ts';
import { worldOf } from '../../src/app/world.ts';
import type { SourceProblem } from '../../src/domain/source-problem.ts';
import type { Host, Item, ItemValue } from '../../src/domain/zabbix.ts';
import { startHttp } from '../../src/http/server.ts';
import type { HttpServer } from '../../src/http/server.ts';
import type { TokenTexts } from '../../src/http/tokens.ts';
import type { Store } from '../../src/ports.ts';
import { openStore } from '../../src/store/open-store.ts';
import { held } from './held-store.ts';
import { ask } from './http.ts';
import type { Answered, Asked } from './http.ts';
import { ScriptedWorld } from './scripted-world.ts';

/** An interface that calls a database of three, and one pod that nobody needs any more. */
export const apiModel = `
system: { id: mail, name: Corporate mail }
subsystems:
  storage:
    name: Storage
    pods: [storage-db]
    functions:
      read: { name: Read files }
  web:
    name: Web
    pods: [front, old]
    functions:
      open: { name: Open a letter, needs: [front] }
pods:
  storage-db: { name: Storage database, kind: quorum, replicas: 3, containers: "db-{replica}" }
  front: { kind: stateless, replicas: 1, calls: [storage-db], containers: "front-{replica}", rules: { errors: { rate: 6/min, burst: 20 } } }
  old: { kind: stateless, replicas: 1, containers: "old-{replica}", enabled: false }
servers:
  vm-1: { name: mail-vm-1, disks: { data: { mount: /data } }, tags: { rack: r1 } }
  vm-2: { name: mail-vm-2, tags: { rack: r1 } }
  vm-3: { name: mail-vm-3, tags: { rack: r2 } }
containers:
  - { name: db-1, server: vm-1, disks: [data] }
  - { name: db-2, server: vm-2 }
  - { name: db-3, server: vm-3 }
  - { name: front-1, server: vm-3 }
  - { name: old-1, server: vm-3 }
`;

const errors: Item = { itemId: '7', hostId: '1', key: 'errors', tags: [], valueType: 'unsigned', state: 'normal' };

/** Cycles by a clock of the test's own, with all that is served of them over HTTP. */
export class ApiSite {
  readonly outside = new ScriptedWorld();
  /** The open problems of the site, and its hosts, that the next readings find. */
  problems: readonly SourceProblem[] = [];
  hosts: ReadonlyMap<string, Host> = new Map();
  /** The values that Zabbix keeps of the only item that it has, a counter of errors of the interface. */
  errors: readonly ItemValue[] = [];
  /** What recovery begins is only remembered. */
  readonly begun: string[] = [];
  recovery: Setup['settings']['recovery'];
  /** How often a cycle was asked for. */
  wakes = 0;
  readonly board: Board;
  readonly #setup: Setup;
  readonly #folder: string;
  readonly #vitals = new Vitals(30);
  #server: HttpServer | undefined;
  #running: { readonly store: Store; readonly runner: CycleRunner } | undefined;

  private constructor(folder: string, setup: Setup) {
    this.#folder = folder;
    this.#setup = setup;
    this.recovery = setup.settings.recovery;
    this.board = new Board({
      settingsNow: () => ({ ...setup.settings, recovery: this.recovery }),
      zabbix: setup.zabbix,
      clock: this.outside,
      vitals: this.#vitals,
      own: new OwnState(),
      preview: ({ kind, targets }) =>
        Promise.resolve({ text: `${kind} of ${targets.map(({ node }) => node).join()}`, request: ['POST /restart'] }),
      history: { newest: (_, from) => Promise.resolve(this.errors.filter(({ at }) => at >= from)) },
      wake: () => void (this.wakes += 1),
    });
  }

  static async start(model = apiModel, basePath = '/', tokens: TokenTexts = {}): Promise<ApiSite> {
    const folder = mkdtempSync(join(tmpdir(), 'linchpin-api-'));
    mkdirSync(join(folder, 'model'));
    writeFileSync(join(folder, 'model', 'all.yaml'), model);
    const env = {
      ZABBIX_URL: 'https://zabbix.example.org/zabbix',
      ZABBIX_TOKEN: 'secret',
      LINCHPIN_STORE_SQLITE: join(folder, 'linchpin.db'),
      LINCHPIN_MODEL: join(folder, 'model'),
    };
    const { setup, findings } = await loadSetup({ env });
    if (setup === undefined) throw new Error(`the test's model is wrong: ${JSON.stringify(findings)}`);
    const site = new ApiSite(folder, setup);
    site.#server = await startHttp({
      host: '127.0.0.1',
      port: 0,
      basePath,
      tokens,
      frameAncestors: [],
      zabbixOrigins: ['https://zabbix.example.org'],
      failing: () => site.#vitals.failing(site.outside.now()),
      standsBy: () => false,
      board: site.board,
      now: () => site.outside.now(),
      log: site.outside,
    });
    return site;
  }

  get settings(): Setup['settings'] {
    return this.#setup.settings;
  }

  get port(): number {
    return this.#server?.port ?? 0;
  }

  /** Runs a cycle after some seconds, as the daemon does, and shows it. */
  async cycle(after = 30): Promise<CycleReport> {
    const { outside } = this;
    outside.time += after;
    this.#running ??= await this.#open();
    const report = await this.#running.runner.run();
    this.#vitals.note(report, outside.time);
    this.board.note(report);
    return report;
  }

  /** All containers run. */
  allRun(): this {
    for (const container of ['vm-1/db-1', 'vm-2/db-2', 'vm-3/db-3', 'vm-3/front-1']) this.runs(container);
    return this;
  }

  runs(container: string, isRunning = true): this {
    this.outside.sees(`container/${container}`, 'status', isRunning ? 'running' : 'exited');
    return this;
  }

  /** Two of three members of the database are gone for long enough, after all was well. */
  async outage(): Promise<this> {
    await this.allRun().cycle();
    for (let round = 0; round < 3; round += 1) await this.staysBroken();
    return this;
  }

  /** One cycle more in which two members of the database are gone. */
  async staysBroken(): Promise<void> {
    await this.runs('vm-1/db-1', false).runs('vm-2/db-2', false).runs('vm-3/db-3').runs('vm-3/front-1').cycle();
  }

  /** Takes note of what an instance that stands by does. */
  standsBy(): void {
    this.outside.time += 30;
    const { time } = this.outside;
    const report = { standsBy: true, stages: {}, waiting: 0, saved: { judgedAt: time, readAt: time } } as const;
    this.#vitals.note(report, this.outside.time);
    this.board.note(report);
  }

  /** Asks the API, below `api/v1/`. */
  ask(path: string, asked?: Asked): Promise<Answered> {
    return ask(this.port, `/api/v1/${path}`, asked);
  }

  /** Sends the API a document. */
  send(path: string, body: unknown): Promise<Answered> {
    const headers = { 'content-type': 'application/json' };
    return this.ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  async stop(): Promise<void> {
    await this.#server?.close();
    await this.board.close();
    await this.#running?.store.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #open(): Promise<{ readonly store: Store; readonly runner: CycleRunner }> {
    const { settings, graph } = this.#setup;
    const { outside } = this;
    const store = await held(openStore(settings.store));
    const records = new ModelRecords(this.#setup);
    const world = worldOf(settings, graph);
    const runner = await CycleRunner.start({
      worldNow: () => world,
      reader: outside,
      writer: outside,
      verifier: outside,
      store,
      clock: outside,
      log: outside,
      observe: (snapshot) => ({
        ...outside.observe(snapshot),
        hosts: () => this.hosts,
        problems: () => this.problems,
        itemsOf: (node, signal) =>
          node === 'container/vm-3/front-1' && signal === 'errors' ? [{ item: errors, read: Number }] : [],
      }),
      modelNow: () => records.now(undefined),
      recovering: new Recovering({
        settings: () => ({ recovery: this.recovery }),
        zabbix: { recoveryStop: () => Promise.resolve(undefined), saidOf: () => Promise.resolve([]) },
        performing: { carriedOut: new Set(), begin: ({ id }) => void this.begun.push(id) },
        store,
        clock: outside,
        log: outside,
      }),
    });
    return { store, runner };
  }
}
