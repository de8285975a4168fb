import { itemKeys, slotCount, slotParts, templateName } from '../../src/domain/item-keys.ts';
import { methods } from './fake-zabbix-methods.ts';
import type { FakeZabbix } from './fake-zabbix.ts';
import type { Row } from './fake-zabbix-state.ts';

/** The fake as the small model's installation fills it: two servers, a container on each, and what Linchpin needs. */
export class ZabbixOfMail {
  readonly fake: FakeZabbix;

  constructor(fake: FakeZabbix) {
    this.fake = fake;
    const [group] = this.#create('hostgroup', { name: 'Mail servers' });
    for (const [server, container] of [
      ['mail-vm-1', 'storage-1'],
      ['mail-vm-2', 'storage-2'],
    ] as const) {
      const [hostid] = this.#create('host', { host: server, name: server, groups: [{ groupid: group }] });
      this.#item(hostid, `docker.container_info.state.running[${container}]`);
    }
    // What the survey of provisioning asks for besides, in the form that 6.0 gives it.
    this.#enrich('hostgroup.get', () => ({ uuid: 'a'.repeat(32), hosts: [], templates: [] }));
    this.#enrich('host.get', (host) => ({
      groups: [{ groupid: group, name: 'Mail servers' }],
      parentTemplates: this.#isOurs(host) ? [{ templateid: '900', host: templateName }] : [],
      tags: [],
      macros: [],
    }));
    fake.methods.set('template.get', () => []);
  }

  /** Makes what `linchpin provision` makes, as far as sending values needs it. */
  provision(): void {
    const [groupid] = this.#create('hostgroup', { name: 'Linchpin' });
    const [hostid] = this.#create('host', { host: 'Linchpin mail', name: 'Linchpin: mail', groups: [{ groupid }] });
    for (const key of ourKeys) this.#item(hostid, key);
    const related = { hosts: [], templates: [], groups: [{ groupid, name: 'Linchpin', uuid: 'c'.repeat(32) }] };
    const template = { templateid: '900', host: templateName, uuid: 'b'.repeat(32), ...related };
    this.fake.methods.set('template.get', () => [template]);
  }

  /** The docker check of a container says whether it runs. */
  sees(server: string, container: string, running: 0 | 1): void {
    this.fake.state.receive({ host: server, key: `docker.container_info.state.running[${container}]`, value: running });
  }

  /** The values that Linchpin's host was sent for a key, in the order of their times. */
  sent(key: string): readonly { readonly clock: number; readonly ns: number; readonly value: string }[] {
    const item = [...this.fake.state.items.values()].find((row) => row['key_'] === key);
    return (this.fake.state.history.get(String(item?.['itemid'])) ?? [])
      .map(({ clock, ns, value }) => ({ clock: Number(clock), ns: Number(ns), value }))
      .sort((a, b) => a.clock - b.clock || a.ns - b.ns);
  }

  #isOurs(host: Row): boolean {
    return host['host'] === 'Linchpin mail';
  }

  #create(object: 'hostgroup' | 'host' | 'item', row: Row): readonly string[] {
    const made = methods[`${object}.create`]?.(this.fake.state, row) as Row;
    return Object.values(made)[0] as readonly string[];
  }

  /** Somebody takes the template off Linchpin's host and clears it. */
  unlinkTemplate(): void {
    const { items } = this.fake.state;
    for (const [id, item] of items) if (String(item['key_']).startsWith('linchpin.')) items.delete(id);
  }

  #item(hostid: string | undefined, key: string): void {
    const isText = /text|root|action|rootcause|outage|summary|discovery|linchpin\.incidents$|lost$/.test(key);
    this.#create('item', { hostid, key_: key, name: key, type: 2, value_type: isText ? 4 : 0 });
  }

  #enrich(method: string, more: (row: Row) => Row): void {
    this.fake.methods.set(method, (state, params) => {
      const rows = methods[method]?.(state, params) as readonly Row[];
      return rows.map((row) => ({ ...more(row), ...row }));
    });
  }
}

const nodeParts = ['severity', 'state', 'reserve', 'rootcause', 'outage'] as const;

const ourKeys: readonly string[] = [
  ...nodeParts.flatMap((part) => [
    itemKeys.system(part),
    itemKeys.subsystem(part, 'storage'),
    itemKeys.pod(part, 'storage'),
  ]),
  ...Array.from({ length: slotCount }, (_, index) => slotParts.map((part) => itemKeys.slot(part, index + 1))).flat(),
  ...(['subsystem', 'pod', 'function'] as const).map((kind) => itemKeys.discovery(kind)),
  itemKeys.functionState('storage.read'),
  itemKeys.functionsLost,
  itemKeys.summary,
  itemKeys.incidents,
  itemKeys.incidentsMore,
  itemKeys.heartbeat,
  itemKeys.health,
  itemKeys.blind,
  itemKeys.modelRefused,
  itemKeys.cycleTime,
  itemKeys.cycleMissed,
  itemKeys.outbox,
];
