import type { Duration, Instant } from '../domain/instant.ts';
import type { Item, ItemId, ItemValue } from '../domain/zabbix.ts';

/**
 * Tells again the values that Zabbix discards because they did not change (semantics 3: an item that discards
 * unchanged values "is fresh while another item of the same master item is"). All items of a master get their values
 * from one answer, with one time; so where a sibling has a value at t and this item has none, its value at t was the
 * old one. That is only sure once all values of t have been stored: until then a changed one may still be on its way.
 */
export class Retelling {
  /** By master item: the newest time that is settled, the one that waits to be, and the newest of all. */
  readonly #settled = new Map<ItemId, Instant>();
  readonly #waiting = new Map<ItemId, SeenTime>();
  readonly #newest = new Map<ItemId, SeenTime>();
  /** What was told again and when; apart from what was read, so that a value found late still counts from then on. */
  readonly #told = new Map<ItemId, Instant>();
  #masterOf: ReadonlyMap<ItemId, ItemId | undefined> = new Map();
  #items: readonly Item[] | undefined;

  /** Takes in new values and gives those to tell again; `now` by the same clock each time. */
  next(question: RetellQuestion): readonly ItemValue[] {
    this.#takeIn(question);
    const told: ItemValue[] = [];
    for (const item of question.items) {
      const heard = item.masterItemId === undefined ? undefined : this.#settled.get(item.masterItemId);
      const value = question.newest.get(item.itemId);
      if (item.discardsUnchanged !== true || item.state !== 'normal' || heard === undefined || value === undefined) {
        continue;
      }
      if (heard > Math.max(value.at, this.#told.get(item.itemId) ?? 0)) {
        this.#told.set(item.itemId, heard);
        told.push({ itemId: item.itemId, at: heard, value: value.value });
      }
    }
    return told;
  }

  /** The newest time with which a value of the item was told again; `undefined` where none was. */
  toldAt(itemId: ItemId): Instant | undefined {
    return this.#told.get(itemId);
  }

  /** Items come and go, those of containers above all. */
  #know(items: readonly Item[]): void {
    if (this.#items === items) return;
    this.#items = items;
    this.#masterOf = new Map(items.map((item) => [item.itemId, item.masterItemId]));
    const masters = new Set(this.#masterOf.values());
    for (const known of [this.#settled, this.#waiting, this.#newest]) {
      for (const master of known.keys()) if (!masters.has(master)) known.delete(master);
    }
    for (const itemId of this.#told.keys()) if (!this.#masterOf.has(itemId)) this.#told.delete(itemId);
  }

  #takeIn({ items, values, now, overlap }: RetellQuestion): void {
    this.#know(items);
    for (const { itemId, at } of values) {
      const master = this.#masterOf.get(itemId);
      if (master !== undefined && at > (this.#newest.get(master)?.at ?? 0)) {
        this.#newest.set(master, { at, seenAt: now });
      }
    }
    for (const [master, newest] of this.#newest) {
      const waiting = this.#waiting.get(master) ?? newest;
      if (now - waiting.seenAt < overlap) {
        this.#waiting.set(master, waiting);
      } else {
        this.#settled.set(master, waiting.at);
        this.#waiting.delete(master);
      }
    }
  }
}

interface SeenTime {
  readonly at: Instant;
  readonly seenAt: Instant;
}

/** The items, what came in this reading, and the newest value of each. */
export interface RetellQuestion {
  readonly items: readonly Item[];
  readonly values: readonly ItemValue[];
  readonly newest: ReadonlyMap<ItemId, ItemValue>;
  readonly now: Instant;
  /** How much later than the first value of one time the others of it may be stored. */
  readonly overlap: Duration;
}
