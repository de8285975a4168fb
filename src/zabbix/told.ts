import type { Instant } from '../domain/instant.ts';
import type { Item, ItemId, ItemValue } from '../domain/zabbix.ts';
import type { HistoryRow } from './schema.ts';

/** A whole second, and how many rows history was seen to have of an item in it. */
interface Second {
  readonly clock: number;
  readonly rows: number;
}

/** What was told of each item so far: reading asks only for what is later, and tells nothing twice. */
export class Told {
  readonly #newest = new Map<ItemId, ItemValue>();
  /** The second of each newest value. Apart from its time, since so near to a second's end a number gets rounded. */
  readonly #seconds = new Map<ItemId, Second>();
  #items: ReadonlyMap<ItemId, Item> | undefined;

  /** The newest value told of each item. */
  get newest(): ReadonlyMap<ItemId, ItemValue> {
    return this.#newest;
  }

  /** The second of the newest value told of the item, and how many rows of it were read; `undefined` where none was. */
  secondOf(itemId: ItemId): Second | undefined {
    return this.#seconds.get(itemId);
  }

  /**
   * Gives the values later than the newest told of their item, and remembers the newest of each. What reaches Zabbix
   * out of order is left out: a sample older than the newest used changes nothing (semantics 3). So is what is later
   * than `until`: it bears a wrong time, and all that comes after it would count as old.
   */
  takeIn(items: ReadonlyMap<ItemId, Item>, rows: readonly HistoryRow[], until: Instant): readonly ItemValue[] {
    this.#forgetWhatLeft(items);
    const values: ItemValue[] = [];
    const seconds = new Map<ItemId, number>();
    for (const row of rows) {
      const item = items.get(row.itemid);
      const at = instantOf(row);
      if (item === undefined || at > until || at <= (this.#newest.get(row.itemid)?.at ?? 0)) continue;
      const value = valueOf(row, item);
      if (value === undefined) continue;
      values.push(value);
      seconds.set(row.itemid, Math.max(row.clock, seconds.get(row.itemid) ?? 0));
    }
    for (const value of values) {
      if (value.at > (this.#newest.get(value.itemId)?.at ?? 0)) this.#newest.set(value.itemId, value);
    }
    for (const [itemId, clock] of seconds) this.#seconds.set(itemId, { clock, rows: 1 });
    this.#count(rows);
    return values;
  }

  /** With items that are no longer read their nodes may have left the model: should they come back, all is told anew. */
  #forgetWhatLeft(items: ReadonlyMap<ItemId, Item>): void {
    if (this.#items === items) return;
    this.#items = items;
    for (const known of [this.#newest, this.#seconds]) {
      for (const itemId of known.keys()) if (!items.has(itemId)) known.delete(itemId);
    }
  }

  /** The rows are all that history had in the seconds from which there are any; but for newest values that were looked up. */
  #count(rows: readonly HistoryRow[]): void {
    const counted = new Map<ItemId, number>();
    for (const { itemid, clock } of rows) {
      if (clock === this.#seconds.get(itemid)?.clock) counted.set(itemid, (counted.get(itemid) ?? 0) + 1);
    }
    for (const [itemId, count] of counted) {
      const second = this.#seconds.get(itemId);
      if (second !== undefined && second.rows !== count) this.#seconds.set(itemId, { ...second, rows: count });
    }
  }
}

/** The time of a row. */
export function instantOf(row: Pick<HistoryRow, 'clock' | 'ns'>): Instant {
  return row.clock + row.ns / 1e9;
}

/** A row as a value; `undefined` where a number was due and none came. */
export function valueOf(row: HistoryRow, item: Item): ItemValue | undefined {
  const at = instantOf(row);
  if (item.valueType !== 'float' && item.valueType !== 'unsigned') {
    return { itemId: item.itemId, at, value: row.value };
  }
  const value = row.value === '' ? Number.NaN : Number(row.value);
  return Number.isFinite(value) ? { itemId: item.itemId, at, value } : undefined;
}
