import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import type { OutgoingValue } from '../../src/domain/zabbix.ts';
import { WorldError } from '../../src/ports.ts';
import { ZabbixClient } from '../../src/zabbix/client.ts';
import type { ZabbixAccess } from '../../src/zabbix/client.ts';
import { TrapperSender } from '../../src/zabbix/sender.ts';

/** Where the Zabbix of a run of the suite is. */
export interface ZabbixPlace {
  readonly access: ZabbixAccess;
  readonly trapper: string;
  /** How long it may take until values that were sent can be read. */
  readonly patienceMs: number;
}

/** Fails as a network would, when told to. */
class FlakyClient extends ZabbixClient {
  failing: string | undefined;

  override call<T>(...[method, params, schema]: Parameters<ZabbixClient['call']>): Promise<T> {
    if (method === this.failing) return Promise.reject(new WorldError('E301', 'the network of the test is down'));
    return super.call(method, params, schema) as Promise<T>;
  }
}

const pause = (ms: number): Promise<unknown> => setTimeout(ms);

const idFields = {
  hostgroup: 'groupids',
  host: 'hostids',
  item: 'itemids',
  trigger: 'triggerids',
  proxy: 'proxyids',
  proxygroup: 'proxy_groupids',
} as const;
type Kind = keyof typeof idFields;

/** The objects that the suite makes for itself in a Zabbix of any version, removed at the end. */
export class Ground {
  readonly run = `Contract ${Date.now()}`;
  readonly host = `${this.run} vm-1`;
  readonly client: FlakyClient;
  /** The items by their keys. */
  readonly ids = new Map<string, string>();
  readonly patienceMs: number;
  /** Whether proxies are as they are from 7.0 on, with groups of them. */
  readonly isFrom70: boolean;
  readonly #sender: TrapperSender;
  readonly #made: (readonly [Kind, string])[] = [];
  #nanoseconds = 0;

  private constructor(place: ZabbixPlace, client: FlakyClient, isFrom70: boolean) {
    this.client = client;
    this.isFrom70 = isFrom70;
    this.patienceMs = place.patienceMs;
    this.#sender = new TrapperSender({ nodes: [place.trapper] });
  }

  static async prepare(place: ZabbixPlace): Promise<Ground> {
    const client = new FlakyClient(place.access);
    const ground = new Ground(place, client, (await client.adapter()).proxies === 'proxyid');
    await ground.#build();
    return ground;
  }

  async remove(): Promise<void> {
    for (const kind of ['host', 'hostgroup', 'proxy', 'proxygroup'] as const) {
      const ids = this.#made.filter(([of]) => of === kind).map(([, id]) => id);
      if (ids.length > 0) await this.client.call(`${kind}.delete`, ids, z.unknown());
    }
    this.client.close();
  }

  async makeGroup(title: string): Promise<string> {
    return this.#make('hostgroup', { name: title });
  }

  async makeHost(title: string, groupid: string, more: object = {}): Promise<string> {
    return this.#make('host', { host: title, groups: [{ groupid }], ...more });
  }

  async makeItem(hostid: string, key: string, more: object): Promise<void> {
    this.ids.set(key, await this.#make('item', { name: key, key_: key, hostid, type: 2, ...more }));
  }

  /** A host with what only 7.0 and later have: a proxy group, and an item of binary values. */
  async makeLaterHost(title: string): Promise<void> {
    const group = await this.#make('proxygroup', { name: `${this.run} proxies` });
    const more = { monitored_by: 2, proxy_groupid: group };
    const hostid = await this.makeHost(title, await this.makeGroup(title), more);
    await this.makeItem(hostid, 'later', { value_type: 4, trends: '0' });
    await this.makeItem(hostid, 'binary', {
      type: 18,
      master_itemid: this.ids.get('later'),
      value_type: 5,
      trends: '0',
    });
  }

  /** Sends until Zabbix knows the items: a real one takes them into its cache only after a while. */
  async send(...values: readonly (readonly [key: string, value: string | number, clock?: number])[]): Promise<void> {
    let rest = values;
    for (const end = Date.now() + 90_000; rest.length > 0; await pause(rest.length === 0 ? 0 : 500)) {
      if (Date.now() > end) throw new Error(`Zabbix did not take values for ${rest.map(([key]) => key).join(', ')}`);
      const outgoing = rest.map(([key, value, clock]): OutgoingValue => {
        this.#nanoseconds += 1;
        return { host: this.host, key, value, clock: clock ?? Math.floor(Date.now() / 1000), ns: this.#nanoseconds };
      });
      const { refused } = await this.#sender.send(outgoing);
      rest = rest.filter((_, index) => refused.some((value) => value === outgoing[index]));
    }
  }

  async #make(kind: Kind, params: object): Promise<string> {
    const field = idFields[kind];
    const made = await this.client.call(`${kind}.create`, params, z.record(z.string(), z.array(z.string())));
    const id = (made as Readonly<Record<string, readonly string[]>>)[field]?.[0];
    if (id === undefined) throw new Error(`${kind}.create gave no id`);
    this.#made.push([kind, id]);
    return id;
  }

  async #build(): Promise<void> {
    const group = await this.makeGroup(this.run);
    const hostid = await this.makeHost(this.host, group, { tags: [{ tag: 'rack', value: 'r1' }] });
    await this.makeItem(hostid, 'number', { value_type: 3, tags: [{ tag: 'component', value: 'test' }] });
    await this.makeItem(hostid, 'fraction', { value_type: 0 });
    await this.makeItem(hostid, 'word', { value_type: 1 });
    await this.makeItem(hostid, 'never', { value_type: 3 });
    await this.makeItem(hostid, 'unwanted', { value_type: 3 });
    await this.makeItem(hostid, 'disabled', { value_type: 3, status: 1 });
    await this.makeItem(hostid, 'own', { value_type: 3, tags: [{ tag: 'linchpin', value: 'output' }] });
    await this.makeItem(hostid, 'odd', { value_type: 3 });
    await this.makeItem(hostid, 'answer', { value_type: 4, history: '0', trends: '0' });
    await this.makeItem(hostid, 'running', { ...this.#dependent({ type: 12, params: '$.running' }), value_type: 3 });
    const throttled = this.#dependent({ type: 12, params: '$.code' }, { type: 20, params: '1h' });
    await this.makeItem(hostid, 'code', { ...throttled, value_type: 3 });
    await this.#make('trigger', {
      description: 'The test is unwell',
      expression: `last(/${this.host}/number)=666`,
      priority: 3,
      tags: [{ tag: 'scope', value: 'test' }],
    });
    const below = await this.makeHost(
      `${this.run} vm-2`,
      await this.makeGroup(`${this.run}/below`),
      await this.#behindProxy(),
    );
    await this.makeItem(below, 'other', { value_type: 3 });
    await this.makeHost(`${this.run} disabled`, group, { status: 1 });
    await this.makeHost(`${this.run} elsewhere`, await this.makeGroup(`${this.run} elsewhere`));
  }

  #dependent(...steps: readonly object[]): object {
    return {
      type: 18,
      master_itemid: this.ids.get('answer'),
      preprocessing: steps.map((step) => ({ ...step, error_handler: 0, error_handler_params: '' })),
    };
  }

  async #behindProxy(): Promise<object> {
    const proxyName = `${this.run} proxy`;
    const params = this.isFrom70 ? { name: proxyName, operating_mode: 0 } : { host: proxyName, status: 5 };
    const proxyid = await this.#make('proxy', params);
    return this.isFrom70 ? { monitored_by: 1, proxyid } : { proxy_hostid: proxyid };
  }
}
