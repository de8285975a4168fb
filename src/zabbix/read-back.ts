import { itemName } from '../domain/zabbix.ts';
import type { OutgoingValue } from '../domain/zabbix.ts';
import type { Difference, ItemName, ToldValue, UnraisedProblem, VerifyZabbix } from '../zabbix-ports.ts';
import type { ZabbixClient } from './client.ts';
import { quoted } from './errors.ts';
import { Portion, inPieces } from './in-pieces.ts';
import { DiscoveryRules, ShownItems, SlotTriggers } from './schema.ts';
import type { ShownItem, SlotTrigger } from './schema.ts';
import { wireValue } from './wire-value.ts';

/** Each costs Zabbix a question to its database. */
const largestPiece = 1000;

/** Reads back from the API of Zabbix what it shows of Linchpin's own items and triggers. */
export class ReadBack implements VerifyZabbix {
  readonly #client: ZabbixClient;
  readonly #portion = new Portion(largestPiece);

  constructor(client: ZabbixClient) {
    this.#client = client;
  }

  async differences(told: readonly ToldValue[]): Promise<readonly Difference[]> {
    const [items, rules] = await Promise.all([this.#items(told, withValues), this.#rules(told)]);
    return told.flatMap((value) => {
      const rule = rules.get(itemName(value));
      if (rule !== undefined) return rule === '' ? [] : [{ ...named(value), kind: 'unsupported', reason: rule }];
      const item = items.get(itemName(value));
      const found = item === undefined ? undefined : difference(value, item);
      return found === undefined ? [] : [found];
    });
  }

  async unraised(problems: readonly ToldValue[]): Promise<readonly UnraisedProblem[]> {
    if (problems.length === 0) return [];
    const items = await this.#items(problems, withoutValues);
    const triggers = await this.#client.call(
      'trigger.get',
      {
        itemids: [...items.values()].map(({ itemid }) => itemid),
        output: ['triggerid', 'value', 'status', 'state', 'error', 'priority'],
        selectItems: ['itemid'],
      },
      SlotTriggers,
    );
    return problems.flatMap((problem) => {
      const item = items.get(itemName(problem));
      if (item === undefined) return [];
      const own = triggers.filter((trigger) => trigger.items.some(({ itemid }) => itemid === item.itemid));
      if (own.some(({ value }) => value === '1')) return [];
      const raising = own.find(({ priority }) => String(problem.value).startsWith(priority));
      return [{ ...named(problem), reason: hostTrouble(item) ?? triggerTrouble(raising) }];
    });
  }

  async whyRefused(values: readonly OutgoingValue[]): Promise<ReadonlyMap<string, string>> {
    const items = await this.#items(values, withoutValues);
    return new Map(values.map((value) => [itemName(value), refusal(items.get(itemName(value)))]));
  }

  /** The items of those names that there are, by name. */
  async #items(names: readonly ItemName[], output: readonly string[]): Promise<ReadonlyMap<string, ShownItem>> {
    const hosts = [...new Set(names.map(({ host }) => host))];
    const keys = [...new Set(names.map(({ key }) => key))];
    const found = await inPieces(keys, this.#portion, (piece) =>
      this.#client.call(
        'item.get',
        {
          filter: { host: hosts, key_: piece },
          output,
          selectHosts: ['host', 'status', 'maintenance_status', 'maintenance_type'],
        },
        ShownItems,
      ),
    );
    return new Map(found.map((item) => [itemName({ host: item.host.host, key: item.key_ }), item]));
  }

  /** What Zabbix says against the low-level discovery rules of those names, which are no items to it; empty: nothing. */
  async #rules(names: readonly ItemName[]): Promise<ReadonlyMap<string, string>> {
    const asked = names.filter(({ key }) => key.endsWith('.discovery'));
    if (asked.length === 0) return new Map();
    const rules = await this.#client.call(
      'discoveryrule.get',
      {
        filter: { host: [...new Set(asked.map(({ host }) => host))], key_: [...new Set(asked.map(({ key }) => key))] },
        output: ['key_', 'state', 'error'],
        selectHosts: ['host'],
      },
      DiscoveryRules,
    );
    return new Map(rules.map(({ host, key_, error }) => [itemName({ host, key: key_ }), quoted(error)]));
  }
}

const withoutValues = ['itemid', 'key_', 'type', 'status', 'state', 'error', 'value_type', 'history'];
const withValues = [...withoutValues, 'lastvalue', 'lastclock'];

function named({ host, key }: ItemName): ItemName {
  return { host, key };
}

/** What people did by hand is no difference: a disabled item or host, a history that is not kept, a maintenance. */
function difference(told: ToldValue, item: ShownItem): Difference | undefined {
  if (item.status === '1' || hostTrouble(item) !== undefined) return undefined;
  if (item.state === '1') return { ...named(told), kind: 'unsupported', reason: quoted(item.error) };
  if (/^0[a-z]?$/u.test(item.history)) return undefined;
  const { lastvalue = '', lastclock = 0 } = item;
  if (lastclock === 0) return { ...named(told), kind: 'lost' };
  if (isShown(told, item.value_type, lastvalue)) return undefined;
  // A second more, since the times of a cycle's values may go over into the next one.
  const isLater = lastclock > told.at + 1;
  return { ...named(told), kind: isLater ? 'overwritten' : 'lost', shown: lastvalue };
}

const types = { float: '0', char: '1' } as const;
/** Of a database that was never upgraded to the wider floats of 5.0. */
const leastDecimals = 1e-4;
const longestChar = 255;
/** MySQL counts bytes and PostgreSQL characters. */
const longestText = 65_000;

function isShown({ value }: ToldValue, type: string, shown: string): boolean {
  if (typeof value === 'number') {
    const off = Math.abs(Number(shown) - value);
    return off <= (type === types.float ? Math.max(leastDecimals, 1e-9 * Math.abs(value)) : 0);
  }
  const text = wireValue(value);
  if (shown === text) return true;
  return text.startsWith(shown) && Buffer.byteLength(shown) >= (type === types.char ? longestChar : longestText);
}

function hostTrouble({ host }: ShownItem): string | undefined {
  if (host.status === '1') return 'the host is disabled in Zabbix';
  if (host.maintenance_status === '1' && host.maintenance_type === '1') {
    return 'the host is in a maintenance without data collection';
  }
  return undefined;
}

function triggerTrouble(trigger: SlotTrigger | undefined): string {
  if (trigger === undefined) return 'the item has no trigger for this severity: run linchpin provision';
  if (trigger.status === '1') return 'its trigger is disabled in Zabbix';
  if (trigger.state === '1') return `Zabbix cannot evaluate its trigger: ${quoted(trigger.error)}`;
  return 'Zabbix has the value but no open problem: its problem was closed by hand, or its trigger depends on another one that is in problem state';
}

function refusal(item: ShownItem | undefined): string {
  if (item === undefined) return 'Zabbix has no such item: run linchpin provision';
  const trouble = hostTrouble(item);
  if (trouble !== undefined) return trouble;
  if (item.status === '1') return 'the item is disabled in Zabbix';
  if (item.type !== '2') return 'the item is no trapper item any more: run linchpin provision';
  return 'Zabbix takes no values for this item from here: the macro {$LINCHPIN.ALLOWED.HOSTS} of the host must hold the address from which Linchpin sends (with history.push: that of the Zabbix frontend), and the encryption that the host expects (Encryption, connections from host) must be that of zabbix.trapper.tls';
}
