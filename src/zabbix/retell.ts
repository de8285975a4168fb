import type { Duration, Instant } from '../domain/instant.ts';
import type { Item, ItemId, ItemValue } from '../domain/zabbix.ts';

/** The voices that speak for each item that depends on a master: a voice for each thing that items of a master stand for. */
export type Voices = ReadonlyMap<ItemId, readonly string[]>;

/** The voices of items, given what each stands for. */
export function voicesOf(items: readonly Item[], subjectsOf: (item: Item) => readonly string[]): Voices {
  return new Map(
    items.flatMap((item) => {
      const { itemId, masterItemId } = item;
      return masterItemId === undefined
        ? []
        : [[itemId, subjectsOf(item).map((subject) => `${masterItemId} ${subject}`)] as const];
    }),
  );
}

/**
 * Tells again the values that Zabbix discards because they did not change (semantics 3: an item that discards
 * unchanged values "is fresh while another item of the same master item is"). All items of a master get their values
 * from one answer, with one time; so where a sibling has a value at t and this item has none, its value at t was the
 * old one. That is only sure once all values of t have been stored: until then a changed one may still be on its way.
 * A sibling is of the same thing: where one answer tells of many things, those that have vanished from it do not go on
 * because others do.
 */
export class Retelling {
  /** By voice: the newest time that is settled, the one that waits to be, and the newest of all. */
  readonly #settled = new Map<string, Instant>();
  readonly #waiting = new Map<string, SeenTime>();
  readonly #newest = new Map<string, SeenTime>();
  /** What was told again and when; apart from what was read, so that a value found late still counts from then on. */
  readonly #told = new Map<ItemId, Instant>();
  #voices: Voices | undefined;

  /** Takes in new values and gives those to tell again; `now` by the same clock each time. */
  next(question: RetellQuestion): readonly ItemValue[] {
    this.#takeIn(question);
    const told: ItemValue[] = [];
    for (const item of question.items) {
      if (item.discardsUnchanged !== true || item.state !== 'normal') continue;
      const value = question.newest.get(item.itemId);
      const heard = Math.max(
        ...(question.voices.get(item.itemId) ?? []).map((voice) => this.#settled.get(voice) ?? 0),
        0,
      );
      if (value !== undefined && heard > Math.max(value.at, this.#told.get(item.itemId) ?? 0)) {
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
  #know({ items, voices }: RetellQuestion): void {
    if (this.#voices === voices) return;
    this.#voices = voices;
    const present = new Set([...voices.values()].flat());
    for (const known of [this.#settled, this.#waiting, this.#newest]) {
      for (const voice of known.keys()) if (!present.has(voice)) known.delete(voice);
    }
    const read = new Set(items.map(({ itemId }) => itemId));
    for (const itemId of this.#told.keys()) if (!read.has(itemId)) this.#told.delete(itemId);
  }

  #takeIn(question: RetellQuestion): void {
    this.#know(question);
    const { values, voices, now, overlap } = question;
    for (const { itemId, at } of values) {
      for (const voice of voices.get(itemId) ?? []) {
        if (at > (this.#newest.get(voice)?.at ?? 0)) this.#newest.set(voice, { at, seenAt: now });
      }
    }
    for (const [voice, newest] of this.#newest) {
      const waiting = this.#waiting.get(voice) ?? newest;
      if (now - waiting.seenAt < overlap) {
        this.#waiting.set(voice, waiting);
      } else {
        this.#settled.set(voice, waiting.at);
        this.#waiting.delete(voice);
      }
    }
  }
}

interface SeenTime {
  readonly at: Instant;
  readonly seenAt: Instant;
}

/** The items, whose word counts for them, what came in this reading, and the newest value of each. */
export interface RetellQuestion {
  readonly items: readonly Item[];
  readonly voices: Voices;
  readonly values: readonly ItemValue[];
  readonly newest: ReadonlyMap<ItemId, ItemValue>;
  readonly now: Instant;
  /** How much later than the first value of one time the others of it may be stored. */
  readonly overlap: Duration;
}
