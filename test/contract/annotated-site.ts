import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { Annotating } from '../../src/app/annotating.ts';
import { CycleRunner } from '../../src/app/cycle.ts';
import { defaultSeverities } from '../../src/domain/severity.ts';
import type { SourceProblemOptions } from '../../src/domain/source-problem.ts';
import type { World } from '../../src/evaluate.ts';
import { compileMapping, wantsItem } from '../../src/observe/compile.ts';
import { nothingObserved, observe } from '../../src/observe/observe.ts';
import type { Store } from '../../src/ports.ts';
import type { VerifyZabbix } from '../../src/zabbix-ports.ts';
import { openStore } from '../../src/store/open-store.ts';
import { ZabbixAnnotator } from '../../src/zabbix/annotate.ts';
import { ZabbixClient } from '../../src/zabbix/client.ts';
import type { ZabbixAccess } from '../../src/zabbix/client.ts';
import { ZabbixReader } from '../../src/zabbix/read.ts';
import { TrapperSender } from '../../src/zabbix/sender.ts';
import { held } from '../support/held-store.ts';
import { worldOf } from '../support/installation.ts';
import { ScriptedWorld } from '../support/scripted-world.ts';

/** Where the Zabbix of a run of the suite is, and who may speak with it. */
export interface AnnotatedPlace {
  readonly access: ZabbixAccess;
  /** Somebody else than Linchpin, who may change what it changes. */
  readonly human: ZabbixAccess;
  readonly trapper: string;
  /** By how many seconds more than it takes each cycle is later than the one before: a fake need not be waited for. */
  readonly leap: number;
}

/** A problem as people see it. */
export interface SeenProblem {
  readonly eventid: string;
  readonly name: string;
  readonly severity: string;
  readonly acknowledged: string;
  /** The name of the problem that it is ranked under. */
  readonly cause: string | undefined;
  /** Oldest first; the last line tells what it was about. */
  readonly comments: readonly string[];
}

const Seen = z.array(
  z.object({
    eventid: z.string(),
    name: z.string(),
    severity: z.string(),
    acknowledged: z.string(),
    cause_eventid: z.string().optional(),
    acknowledges: z.array(z.object({ acknowledgeid: z.string(), message: z.string() })),
  }),
);
const Made = z.record(z.string(), z.array(z.string()));

/** The containers of the site; all on one server. */
export const containers = ['db-1', 'db-2'] as const;
/** What a problem at the server, or at a container of it, is called. */
export const problemOf = (node: string): string => `${node} is unwell`;

const nothing: SourceProblemOptions = { comment: false, rank: false, severity: false, acknowledge: false };

const nothingDiffers: VerifyZabbix = {
  differences: () => Promise.resolve([]),
  unraised: () => Promise.resolve([]),
  whyRefused: () => Promise.resolve(new Map()),
};

let sites = 0;

/** A server with two containers, their problems in a Zabbix, and a Linchpin that writes on them. */
export class AnnotatedSite {
  readonly zabbix: ZabbixClient;
  readonly human: ZabbixClient;
  readonly said = new ScriptedWorld();
  options: Partial<SourceProblemOptions> = { comment: true, rank: true };
  readonly #place: AnnotatedPlace;
  readonly #name = `Annotated ${Date.now()} ${(sites += 1)}`;
  readonly #ids: (readonly [kind: 'host' | 'hostgroup', id: string])[] = [];
  readonly #values = new Map<string, number>();
  #skew = 0;
  #ns = 0;
  #folder = '';
  #store: Store | undefined;
  #runner: CycleRunner | undefined;

  private constructor(place: AnnotatedPlace) {
    this.#place = place;
    this.zabbix = new ZabbixClient(place.access);
    this.human = new ZabbixClient(place.human);
  }

  static async prepare(place: AnnotatedPlace): Promise<AnnotatedSite> {
    const site = new AnnotatedSite(place);
    site.#folder = await mkdtemp(join(tmpdir(), 'linchpin-annotate-'));
    const group = await site.#make('hostgroup', { name: site.#name });
    const hostid = await site.#make('host', { host: site.#name, groups: [{ groupid: group }] });
    for (const node of ['vm', ...containers]) await site.#makeTrigger(hostid, node);
    return site;
  }

  get #now(): number {
    return Date.now() / 1000 + this.#skew;
  }

  /** The host group of Linchpin's own host there, and the name of that host. */
  get ownGroup(): string {
    return `${this.#name} own`;
  }

  /** Linchpin's own problem of the incident at the server, as its output host would have it. */
  async raiseOwn(): Promise<void> {
    const host = this.ownGroup;
    const group = await this.#make('hostgroup', { name: host });
    const hostid = await this.#make('host', { host, groups: [{ groupid: group }] });
    const tags = [
      { tag: 'linchpin', value: 'output' },
      { tag: 'component', value: 'incident' },
      { tag: 'linchpin.node', value: 'server/vm' },
    ];
    await this.#makeTrigger(hostid, 'own', { host, tags });
    await this.send({ own: 1 }, host);
  }

  /** Sends how unwell nodes are, until Zabbix has taken it, and waits until it shows the problems or shows them no more. */
  async send(values: Readonly<Record<string, number>>, host = this.#name): Promise<void> {
    const sender = new TrapperSender({ nodes: [this.#place.trapper] });
    for (const [node, value] of Object.entries(values)) {
      if (host === this.#name) this.#values.set(node, value);
      // A server may know a new item before its trigger, which only looks at what comes later.
      await this.#eventually(
        `the problem of ${node} follows`,
        async () => {
          await sender.send([{ host, key: keyOf(node), value, clock: Math.floor(this.#now), ns: (this.#ns += 1) }]);
          return this.problems();
        },
        (seen) => seen.some(({ name }) => name === problemOf(node)) === (value === 1),
      );
    }
  }

  /** Takes the root's problem away while the server stays unwell: somebody deletes its trigger. */
  async closeRootProblem(): Promise<void> {
    const [trigger] = await this.zabbix.call(
      'trigger.get',
      {
        hostids: this.#ids.filter(([kind]) => kind === 'host').map(([, id]) => id),
        filter: { description: problemOf('vm') },
        output: ['triggerid'],
      },
      z.array(z.object({ triggerid: z.string() })),
    );
    await this.human.call('trigger.delete', [trigger?.triggerid], z.unknown());
  }

  /** One cycle of Linchpin, some seconds after the one before. */
  async cycle(): Promise<void> {
    this.#skew += this.#place.leap;
    await this.#refresh();
    const runner = (this.#runner ??= await this.#start());
    const { annotateError, readError } = await runner.run();
    const error = readError ?? annotateError;
    if (error !== undefined) throw error;
  }

  /** Cycles until what people see is as it should be. */
  async until(claim: string, accepts: (seen: readonly SeenProblem[]) => boolean): Promise<readonly SeenProblem[]> {
    return this.#eventually(
      claim,
      async () => {
        await this.cycle();
        return this.problems();
      },
      accepts,
    );
  }

  /** Takes the process away in the middle of whatever it does; the next cycle is of a new one. */
  async kill({ loseStore = false } = {}): Promise<void> {
    await this.#store?.close();
    this.#runner = undefined;
    if (!loseStore) return;
    await rm(this.#folder, { recursive: true });
    this.#folder = await mkdtemp(join(tmpdir(), 'linchpin-annotate-'));
  }

  /** Lets a process write, and be killed before it has saved that. */
  async killWhileWriting(): Promise<void> {
    await this.cycle();
    await this.kill();
  }

  /** What somebody does to a problem by hand. */
  async byHand(node: string, update: Readonly<Record<string, unknown>>): Promise<void> {
    const { eventid } = await this.problem(node);
    await this.human.call('event.acknowledge', { eventids: [eventid], ...update }, z.unknown());
  }

  async problem(node: string): Promise<SeenProblem> {
    const found = (await this.problems()).find(({ name }) => name === problemOf(node));
    if (found === undefined) throw new Error(`there is no problem of ${node}`);
    return found;
  }

  async problems(): Promise<readonly SeenProblem[]> {
    const rows = await this.zabbix.call(
      'problem.get',
      {
        groupids: this.#ids.filter(([kind]) => kind === 'hostgroup').map(([, id]) => id),
        source: 0,
        object: 0,
        output: ['eventid', 'name', 'severity', 'acknowledged', 'cause_eventid'],
        selectAcknowledges: ['acknowledgeid', 'message'],
      },
      Seen,
    );
    const names = new Map(rows.map(({ eventid, name }) => [eventid, name]));
    return rows.map(({ acknowledges, cause_eventid: cause, ...row }) => ({
      ...row,
      cause: cause === undefined || cause === '0' ? undefined : (names.get(cause) ?? cause),
      comments: acknowledges
        .filter(({ message }) => message !== '')
        .sort((a, b) => Number(a.acknowledgeid) - Number(b.acknowledgeid))
        .map(({ message }) => message),
    }));
  }

  /** A fake does at once what it will do; a real Zabbix is waited for. */
  async #eventually<T>(claim: string, ask: () => Promise<T>, accepts: (answer: T) => boolean): Promise<T> {
    const isReal = this.#place.leap === 0;
    let last: T | undefined;
    for (let count = 0; count < (isReal ? 60 : 12); count += 1) {
      last = await ask();
      if (accepts(last)) return last;
      if (isReal) await wait(1500);
    }
    throw new Error(`not true in time: ${claim}. Last seen: ${JSON.stringify(last, null, 1)}`);
  }

  async remove(): Promise<void> {
    await this.#store?.close();
    await rm(this.#folder, { recursive: true, force: true });
    for (const kind of ['host', 'hostgroup'] as const) {
      const ids = this.#ids.filter(([of]) => of === kind).map(([, id]) => id);
      await this.zabbix.call(`${kind}.delete`, ids, z.unknown());
    }
    this.zabbix.close();
    this.human.close();
  }

  /** What is measured goes on being measured. */
  async #refresh(): Promise<void> {
    const values = [...this.#values].map(([node, value]) => ({
      host: this.#name,
      key: keyOf(node),
      value,
      clock: Math.floor(this.#now),
      ns: (this.#ns += 1),
    }));
    if (values.length > 0) await new TrapperSender({ nodes: [this.#place.trapper] }).send(values);
  }

  async #start(): Promise<CycleRunner> {
    const world = this.#world();
    const compiled = compileMapping(
      {
        items: [
          { key: 'unwell', signal: 'unwell' },
          { key: 'unwell[{container}]', signal: 'unwell' },
        ],
        triggers: [],
        serverHost: this.#name,
      },
      world.graph,
    );
    const reader = new ZabbixReader({
      client: this.zabbix,
      groups: [this.#name],
      wants: (host, item) => wantsItem(compiled, host, item),
    });
    this.#store = await held(openStore({ sqlite: join(this.#folder, 'linchpin.db') }));
    let memory = nothingObserved;
    return CycleRunner.start({
      worldNow: () => ({ ...world, sourceProblems: { ...nothing, ...this.options } }),
      reader,
      writer: this.said,
      verifier: nothingDiffers,
      annotating: new Annotating({ zabbix: new ZabbixAnnotator(this.zabbix, `${this.#name} own`), log: this.said }),
      store: this.#store,
      clock: { now: () => this.#now },
      log: this.said,
      observe: (snapshot) => {
        const sighting = observe(snapshot, compiled, memory);
        memory = sighting.memory;
        return sighting;
      },
    });
  }

  #world(): World {
    const world = worldOf(`
system: { id: mail, name: Mail }
subsystems: { storage: { name: Storage, pods: [db], functions: { read: { name: Read mail } } } }
pods: { db: { kind: stateless, replicas: 2, containers: "db-{replica}" } }
servers: { vm: { name: mail-vm } }
containers: [{ name: db-1, server: vm }, { name: db-2, server: vm }]
rules:
  custom:
    sick-server: { on: server, class: direct, all: [{ signal: unwell, above: 0 }] }
`);
    return { ...world, severities: defaultSeverities };
  }

  async #makeTrigger(
    hostid: string,
    node: string,
    { host = this.#name, tags = [] as readonly object[] } = {},
  ): Promise<void> {
    const key = keyOf(node);
    await this.zabbix.call('item.create', { name: key, key_: key, hostid, type: 2, value_type: 3 }, z.unknown());
    const expression = `last(/${host}/${key})=1`;
    await this.zabbix.call(
      'trigger.create',
      { description: problemOf(node), expression, priority: 4, ...(tags.length > 0 && { tags }) },
      z.unknown(),
    );
  }

  async #make(kind: 'host' | 'hostgroup', params: object): Promise<string> {
    const made = await this.zabbix.call(`${kind}.create`, params, Made);
    const id = Object.values(made)[0]?.[0];
    if (id === undefined) throw new Error(`${kind}.create gave no id`);
    this.#ids.push([kind, id]);
    return id;
  }
}

function keyOf(node: string): string {
  return node === 'vm' || node === 'own' ? 'unwell' : `unwell[${node}]`;
}
