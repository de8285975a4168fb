import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { provision } from '../../src/app/provisioning.ts';
import type { Provisioned, ProvisionWish } from '../../src/app/provisioning.ts';
import { loadSetup } from '../../src/app/setup.ts';
import type { Setup } from '../../src/app/setup.ts';
import type { ZabbixClient } from '../../src/zabbix/client.ts';
import { eventually } from '../support/eventually.ts';
import { openClient } from '../support/real-zabbix.ts';
import { Cycle } from './provision-ground.ts';

/** Rows as Zabbix gives them, for tests that look at what it shows. */
export const Rows = z.array(z.record(z.string(), z.unknown()));
/** The answer of what makes objects. */
export const Made = z.record(z.string(), z.array(z.string()));
/** Any answer. */
export const Anything = z.unknown();

const model = `
system: { id: site, name: Provisioned site }
subsystems:
  storage: { name: Storage, pods: [storage-api, storage-db], functions: { keep: { name: Keep letters } } }
  calendar: { name: Calendar, pods: [calendar-api] }
pods:
  storage-api: { kind: stateless, replicas: 2, containers: 'storage-api-{replica}', calls: [storage-db] }
  storage-db: { kind: stateless, replicas: 1, containers: 'storage-db-{replica}' }
  calendar-api: { kind: stateless, replicas: 1, containers: 'calendar-api-{replica}', calls: [storage-api] }
servers: { s1: { name: provisioned-s1 } }
containers:
  - { name: storage-api-1, server: s1 }
  - { name: storage-api-2, server: s1 }
  - { name: storage-db-1, server: s1 }
  - { name: calendar-api-1, server: s1 }
`;

/** What was taken is shown about a second later. */
const sentAgainAfterMs = 5000;

const containers = ['storage-api-1', 'storage-api-2', 'storage-db-1', 'calendar-api-1'];

/** Which site it is, and what its configuration says besides. */
export interface SiteWish {
  /** The host group of Linchpin's own hosts; all else is named after it. */
  readonly group: string;
  /** More of `publish`, as YAML in one line. */
  readonly publish?: string;
  /** More of the configuration, as YAML. */
  readonly more?: string;
  /** More items of the server, each with the signal that it is; `undefined`: none. */
  readonly items?: Readonly<Record<string, string | undefined>>;
}

/** A small site in a real Zabbix that Linchpin is provisioned for: a group with one server's host, and a model of it. */
export class ProvisionedSite {
  readonly admin: ZabbixClient = openClient();
  readonly folder = mkdtempSync(join(tmpdir(), 'linchpin-provisioned-'));
  readonly group: string;
  /** The host group to read. */
  readonly watched: string;
  readonly host: string;
  readonly #publish: string;
  readonly #more: string;
  readonly #items: Readonly<Record<string, string | undefined>>;
  readonly #cycle: Cycle;

  constructor({ group, publish = '', more = '', items = {} }: SiteWish) {
    this.group = group;
    this.watched = `${group} - watched`;
    this.host = `${group} - server`;
    this.#publish = publish;
    this.#more = more;
    this.#items = items;
    this.#cycle = new Cycle(this.host);
    mkdirSync(join(this.folder, 'model'));
    this.describe((text) => text);
    this.configure();
  }

  /** Writes the model, with changes. */
  describe(change: (text: string) => string): void {
    writeFileSync(join(this.folder, 'model', 'all.yaml'), change(model.replace('provisioned-s1', this.host)));
  }

  /** Writes the configuration, with another rest of `publish` than at first, and more of `zabbix`. */
  configure(publish = this.#publish, zabbix = ''): void {
    const own = Object.entries(this.#items)
      .filter(([, signal]) => signal !== undefined)
      .map(([key, signal]) => `, { key: '${key}', signal: ${signal ?? ''} }`);
    writeFileSync(
      join(this.folder, 'linchpin.yaml'),
      `
model: ./model
inventory: { from: file }
zabbix: { groups: ['${this.watched}'], timeout: 2m${zabbix} }
signals: { items: [{ key: 'status[{container}]', signal: status, map: { 1: running, 0: exited } }${own.join('')}] }
publish: { group: '${this.group}', host: '${this.group} {system}'${publish === '' ? '' : `, ${publish}`} }
store: { sqlite: ./linchpin.db }
${this.#more}
`,
    );
  }

  /** The technical name of the host that shows the system. */
  get shownBy(): string {
    return `${this.group} site`;
  }

  /** Makes the watched group with a host, and its items. */
  async build(): Promise<void> {
    const { groupids } = await this.admin.call('hostgroup.create', { name: this.watched }, Made);
    const groups = groupids?.map((groupid) => ({ groupid }));
    const { hostids } = await this.admin.call('host.create', { host: this.host, groups }, Made);
    const keys = [...containers.map((name) => `status[${name}]`), ...Object.keys(this.#items)];
    const items = keys.map((key) => ({
      name: key,
      key_: key,
      hostid: hostids?.[0],
      type: 2,
      value_type: 3,
      history: '1d',
      trends: '0',
    }));
    await this.admin.call('item.create', items, Anything);
  }

  /** The containers report that they run, but for those named. */
  async report(...exited: readonly string[]): Promise<void> {
    await this.send(Object.fromEntries(containers.map((name) => [`status[${name}]`, exited.includes(name) ? 0 : 1])));
  }

  /**
   * The items of the server get values, each with a time of its own, until Zabbix shows them: it takes values for a host
   * of that name that was deleted just before, too, and loses them.
   */
  async send(values: Readonly<Record<string, number>>): Promise<void> {
    const since = Math.floor(Date.now() / 1000);
    const asked = { output: ['lastclock'], filter: { host: [this.host], key_: Object.keys(values) } };
    let sentAt = 0;
    await eventually(
      'Zabbix shows what the site reports',
      async () => {
        if (Date.now() - sentAt > sentAgainAfterMs) {
          await this.#cycle.send(Object.entries(values));
          sentAt = Date.now();
        }
        return this.admin.call('item.get', asked, Rows);
      },
      (items) => items.every(({ lastclock }) => Number(lastclock) >= since),
    );
  }

  /** Takes the site away, with all that was provisioned. */
  async clear(): Promise<void> {
    await this.provision({ remove: true });
    const asked = { output: ['groupid'], filter: { name: [this.watched] }, selectHosts: ['hostid'] };
    for (const { groupid, hosts } of await this.admin.call('hostgroup.get', asked, Rows)) {
      const ids = z.array(z.object({ hostid: z.string() })).parse(hosts);
      if (ids.length > 0)
        await this.admin.call(
          'host.delete',
          ids.map(({ hostid }) => hostid),
          Anything,
        );
      await this.admin.call('hostgroup.delete', [groupid], Anything);
    }
  }

  /** Configuration and model as a command reads them, with the token of the administrator or with another one. */
  async setup(token?: string): Promise<Setup> {
    const env =
      token === undefined ? process.env : { ...process.env, ZABBIX_TOKEN: token, ZABBIX_TOKEN_FILE: undefined };
    const { setup, findings } = await loadSetup({ config: join(this.folder, 'linchpin.yaml'), env });
    if (setup === undefined) throw new Error(JSON.stringify(findings));
    return setup;
  }

  /** What `linchpin provision` does, as the administrator or with another token. */
  async provision(wish: Partial<ProvisionWish> = {}, token?: string): Promise<Provisioned> {
    const as = { dryRun: false, remove: false, roles: false, replace: false, keys: 'keep' } as const;
    return provision(
      await this.setup(token),
      { ...as, ...wish },
      { tell: () => undefined, onProgress: () => undefined },
    );
  }

  /** Lets go of all that the test holds. */
  close(): void {
    this.admin.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
