import type { Instant } from '../domain/instant.ts';
import type { ItemId, ItemValue } from '../domain/zabbix.ts';
import type { ReadItem } from './inventory.ts';

/**
 * Tells again the values that Zabbix discards because they did not change (semantics 3: an item that discards
 * unchanged values "is fresh while another item of the same master item is"). All items of a master get their values
 * from one answer, with one time; so where a sibling has a value at t and this item has none, its value at t was the
 * old one. That is only sure once all values of t have been stored: until then a changed one may still be on its way.
 */
export class Retelling {
  /** By master item: the newest time of a value that is settled, and the first seen since that is not. */
  readonly #settled = new Map<ItemId, Instant>();
  readonly #waiting = new Map<ItemId, Instant>();
  /** What was told again and when; apart from what was read, so that a value found late still counts from then on. */
  readonly #told = new Map<ItemId, Instant>();

  /** Takes in new values and gives those to tell again; `settledBefore` is when nothing earlier can come any more. */
  next(question: RetellQuestion): readonly ItemValue[] {
    this.#takeIn(question);
    const told: ItemValue[] = [];
    for (const { item, discardsUnchanged } of question.items) {
      const heard = item.masterItemId === undefined ? undefined : this.#settled.get(item.masterItemId);
      const value = question.newest.get(item.itemId);
      if (!discardsUnchanged || item.state !== 'normal' || heard === undefined || value === undefined) {
        continue;
      }
      if (heard > Math.max(value.at, this.#told.get(item.itemId) ?? 0)) {
        this.#told.set(item.itemId, heard);
        told.push({ itemId: item.itemId, at: heard, value: value.value });
      }
    }
    return told;
  }

  #takeIn({ items, values, settledBefore }: RetellQuestion): void {
    const masterOf = new Map(items.map(({ item }) => [item.itemId, item.masterItemId]));
    const newest = new Map<ItemId, Instant>();
    for (const { itemId, at } of values) {
      const master = masterOf.get(itemId);
      if (master !== undefined && at > (newest.get(master) ?? 0)) {
        newest.set(master, at);
      }
    }
    for (const [master, at] of newest) {
      if (!this.#waiting.has(master)) {
        this.#waiting.set(master, at);
      }
    }
    for (const [master, at] of this.#waiting) {
      if (at < settledBefore) {
        this.#settled.set(master, at);
        this.#waiting.delete(master);
      }
    }
  }
}

/** The items, what came in this reading, and the newest value of each. */
export interface RetellQuestion {
  readonly items: readonly ReadItem[];
  readonly values: readonly ItemValue[];
  readonly newest: ReadonlyMap<ItemId, ItemValue>;
  readonly settledBefore: Instant;
}
