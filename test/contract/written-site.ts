import { z } from 'zod';
import type { OutgoingValue } from '../../src/domain/zabbix.ts';
import type { WriteZabbix } from '../../src/ports.ts';
import type { ZabbixClient } from '../../src/zabbix/client.ts';
import { eventually } from '../support/eventually.ts';

const Made = z.record(z.string(), z.array(z.string()));
const valueTypes = { float: 0, char: 1, unsigned: 3, text: 4 } as const;

/** A row as history holds it. */
export interface StoredRow {
  readonly value: string;
  readonly clock: string;
  readonly ns: string;
}

let runs = 0;

/** A host with trapper items in a Zabbix of any version, made for a test and removed at its end. */
export class WrittenSite {
  readonly host = `Writing ${process.pid}-${Date.now()}-${++runs}`;
  /** The second to which values of the test belong. */
  readonly clock = Math.floor(Date.now() / 1000);
  readonly #client: ZabbixClient;
  readonly #itemIds = new Map<string, string>();
  #group = '';
  hostId = '';

  private constructor(client: ZabbixClient) {
    this.#client = client;
  }

  /** Makes the host with one item of each value type, named after it. */
  static async make(client: ZabbixClient, host: object = {}, item: object = {}): Promise<WrittenSite> {
    const site = new WrittenSite(client);
    site.#group = await site.create('hostgroup', { name: site.host });
    site.hostId = await site.create('host', { host: site.host, groups: [{ groupid: site.#group }], ...host });
    for (const key of Object.keys(valueTypes)) await site.addItem(key, key as keyof typeof valueTypes, item);
    return site;
  }

  async remove(): Promise<void> {
    await this.#client.call('host.delete', [this.hostId], z.unknown());
    await this.#client.call('hostgroup.delete', [this.#group], z.unknown());
  }

  async addItem(key: string, type: keyof typeof valueTypes, more: object = {}): Promise<string> {
    const isWord = type === 'char' || type === 'text';
    const id = await this.create('item', {
      hostid: this.hostId,
      name: key,
      key_: key,
      type: 2,
      value_type: valueTypes[type],
      ...(isWord && { trends: '0' }),
      ...more,
    });
    this.#itemIds.set(key, id);
    return id;
  }

  async create(kind: 'hostgroup' | 'host' | 'item' | 'trigger', params: object): Promise<string> {
    const [[id = ''] = []] = Object.values(await this.#client.call(`${kind}.create`, params, Made));
    return id;
  }

  async update(kind: 'host' | 'item' | 'trigger', params: object): Promise<void> {
    await this.#client.call(`${kind}.update`, params, z.unknown());
  }

  /** The events of its triggers. */
  events(): Promise<readonly unknown[]> {
    return this.#client.call('event.get', { hostids: [this.hostId], output: ['eventid'] }, z.array(z.unknown()));
  }

  itemId(key: string): string {
    return this.#itemIds.get(key) ?? '';
  }

  value(key: string, value: string | number, ns: number): OutgoingValue {
    return { host: this.host, key, value, clock: this.clock, ns };
  }

  /** Waits until Zabbix takes values for the items made so far: a real one learns of them after a while. */
  async known(writer: WriteZabbix): Promise<void> {
    const first = [...this.#itemIds.keys()].map((key) => this.value(key, 0, 0));
    await eventually(
      'Zabbix takes values of new items',
      () => writer.send(first),
      ({ refused }) => refused.length === 0,
    );
  }

  /** What history holds of an item, oldest first, once it is so much. */
  async stored(key: string, type: keyof typeof valueTypes, enough: number): Promise<readonly StoredRow[]> {
    const rows = await eventually(
      `history holds ${enough} values of ${key}`,
      () =>
        this.#client.call(
          'history.get',
          { history: valueTypes[type], itemids: [this.itemId(key)], output: ['value', 'clock', 'ns'] },
          z.array(z.object({ value: z.string(), clock: z.string(), ns: z.string() })),
        ),
      (found) => found.length >= enough,
    );
    return rows.toSorted((a, b) => Number(a.clock) - Number(b.clock) || Number(a.ns) - Number(b.ns));
  }
}
