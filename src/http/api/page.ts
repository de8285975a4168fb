import type { PageQuestion } from './answers.ts';
import { Refusal } from './refusal.ts';

/** A part of a list, and the cursor of the part that follows. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string;
}

/**
 * A page of a list in a defined order. It begins after the item that the page before ended with; where that has left the
 * list, at its place.
 */
export function pageOf<Item>(
  items: readonly Item[],
  { limit, cursor }: PageQuestion,
  keyOf: (item: Item) => string,
): Page<Item> {
  const from = cursor === undefined ? 0 : beginning(items, readCursor(cursor), keyOf);
  const page = items.slice(from, from + limit);
  const last = page.at(-1);
  const isEnd = last === undefined || from + limit >= items.length;
  return { items: page, ...(!isEnd && { next: writeCursor({ place: from + limit, after: keyOf(last) }) }) };
}

/** The cursor of what follows an item, for a list of which only a page is read. */
export function cursorAfter(key: string): string {
  return writeCursor({ place: 0, after: key });
}

/** The key of the item that a page ended with; rejects with `Refusal` where the cursor is none of ours. */
export function keyOfCursor(cursor: string): string {
  return readCursor(cursor).after;
}

interface Cursor {
  /** How many came before. */
  readonly place: number;
  /** The key of the last one. */
  readonly after: string;
}

function beginning<Item>(items: readonly Item[], { place, after }: Cursor, keyOf: (item: Item) => string): number {
  const last = items[place - 1];
  if (last !== undefined && keyOf(last) === after) return place;
  const found = items.findIndex((item) => keyOf(item) === after);
  return found < 0 ? place : found + 1;
}

function writeCursor({ place, after }: Cursor): string {
  return Buffer.from(JSON.stringify([place, after])).toString('base64url');
}

function readCursor(cursor: string): Cursor {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(read)) {
      const [place, after] = read as readonly unknown[];
      if (Number.isSafeInteger(place) && Number(place) >= 0 && typeof after === 'string')
        return { place: Number(place), after };
    }
  } catch {
    // It is none of ours.
  }
  throw new Refusal('wrong-cursor', 'the cursor was not given by this list; begin with the first page, without one');
}
