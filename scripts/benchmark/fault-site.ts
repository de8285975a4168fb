import { setTimeout as sleep } from 'node:timers/promises';

import { ZabbixClient } from '../../src/zabbix/client.ts';
import { TrapperSender } from '../../src/zabbix/sender.ts';
import { Anything, Created, OpenProblems, Rows, ServiceStatus } from './schema.ts';

/** Where the faults of the measurement happen. All of it is made for it and removed again. */
export const site = {
  group: 'Linchpin bench site',
  host: 'linchpin-bench-vm',
  ping: 'bench.ping',
  /** That a container runs, which stays so: without it nothing would tell after a fault that all is well. */
  status: 'bench.status',
  container: 'bench-1',
  trigger: 'bench ping',
};

const status = `${site.status}[${site.container}]`;
const tag = { tag: 'linchpin-bench', value: 'ping' };
const serviceNames = ['linchpin-bench system', 'linchpin-bench pod', 'linchpin-bench server'];
const patienceMs = 90_000;

/** A host with a trigger, and beside it Zabbix's own tree of services over the same trigger. */
export class FaultSite {
  readonly #client: ZabbixClient;
  readonly #sender: TrapperSender;
  #root = '';

  constructor(client: ZabbixClient, sender: TrapperSender) {
    this.#client = client;
    this.#sender = sender;
  }

  /** Makes it, afresh where something was left behind, and waits until Zabbix's server takes values. */
  async make(): Promise<void> {
    await this.remove();
    const [groupid] = await this.#create('hostgroup.create', { name: site.group });
    const [hostid] = await this.#create('host.create', { host: site.host, groups: [{ groupid }] });
    for (const key of [site.ping, status]) {
      const item = { name: key, key_: key, hostid, type: 2, value_type: 3, delay: '0', history: '1d' };
      await this.#create('item.create', item);
    }
    const expression = `last(/${site.host}/${site.ping})=0`;
    await this.#create('trigger.create', { description: site.trigger, expression, priority: 4, tags: [tag] });
    let parents: readonly { readonly serviceid: string | undefined }[] = [];
    for (const [level, name] of serviceNames.entries()) {
      const leaf = level === serviceNames.length - 1 ? { problem_tags: [{ ...tag, operator: 0 }] } : {};
      // Of algorithm 2 the status is that of the worst child.
      const [serviceid] = await this.#create('service.create', { name, algorithm: 2, sortorder: 0, parents, ...leaf });
      this.#root = level === 0 ? (serviceid ?? '') : this.#root;
      parents = [{ serviceid }];
    }
    await until('Zabbix takes values', () => this.send(1));
  }

  /** Removes all that `make` makes. */
  async remove(): Promise<void> {
    for (const [kind, id, filter] of [
      ['service', 'serviceid', { name: serviceNames }],
      ['host', 'hostid', { host: [site.host] }],
      ['hostgroup', 'groupid', { name: [site.group] }],
    ] as const) {
      const found = await this.#client.call(`${kind}.get`, { output: [id], filter }, Rows);
      if (found.length > 0) {
        const ids = found.map((row) => row[id]);
        await this.#client.call(`${kind}.delete`, ids, Anything);
      }
    }
  }

  /** Sends what the server's ping gives, and that the container runs; says whether Zabbix took both. */
  async send(value: 0 | 1): Promise<boolean> {
    const nowMs = performance.timeOrigin + performance.now();
    const at = { clock: Math.floor(nowMs / 1000), ns: Math.floor((nowMs % 1000) * 1e6) };
    const { host, ping } = site;
    const { accepted } = await this.#sender.send([
      { host, key: ping, value: String(value), ...at },
      { host, key: status, value: '1', ...at },
    ]);
    return accepted === 2;
  }

  /** Whether the root of Zabbix's own tree shows a problem. */
  async showsByServices(): Promise<boolean> {
    const [root] = await this.#client.call(
      'service.get',
      { serviceids: this.#root, output: ['status'] },
      ServiceStatus,
    );
    return root !== undefined && root.status !== '-1';
  }

  /** Whether a host of Linchpin's shows a problem. */
  async showsByLinchpin(host: string): Promise<boolean> {
    const [row] = await this.#client.call('host.get', { output: ['hostid'], filter: { host } }, Rows);
    const question = { hostids: row?.['hostid'], source: 0, object: 0, output: ['eventid'] };
    return (await this.#client.call('problem.get', question, OpenProblems)).length > 0;
  }

  async #create(method: string, params: object): Promise<readonly string[]> {
    const [ids] = Object.values(await this.#client.call(method, params, Created));
    return ids ?? [];
  }
}

/** Asks each 100 ms until it is so; gives how long that took, in milliseconds. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<number> {
  const startedMs = performance.now();
  for (;;) {
    if (await isSo()) return performance.now() - startedMs;
    if (performance.now() - startedMs > patienceMs) throw new Error(`waited in vain until ${what}`);
    await sleep(100);
  }
}
