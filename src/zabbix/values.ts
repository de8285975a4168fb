import type { Instant } from '../domain/instant.ts';
import type { Item, ItemId, ItemValue } from '../domain/zabbix.ts';
import type { ZabbixClient } from './client.ts';
import { TooMuchAskedError } from './errors.ts';
import { inPieces } from './in-pieces.ts';
import type { Portion } from './in-pieces.ts';
import { HistoryRows, LastValues } from './schema.ts';
import type { HistoryRow } from './schema.ts';

const historyOf: Readonly<Record<Item['valueType'], number>> = { float: 0, char: 1, log: 2, unsigned: 3, text: 4 };

/** More rows than these in one answer do not fit PHP's usual 128 MB (measured: 150,000 fail); a full answer is cut. */
const mostRows = 60_000;

const mostOldRows = 5000;

/** What is asked of history: the values of these items from a time on. */
export interface HistoryQuestion {
  readonly items: readonly Item[];
  readonly from: Instant;
  readonly atOnce: Portion;
}

/**
 * Values of the items with a clock from `from` on, one request for each value type that occurs. By item ids, since
 * the tables of history have no index on the clock alone.
 */
export async function readHistory(client: ZabbixClient, question: HistoryQuestion): Promise<readonly HistoryRow[]> {
  const types = [...new Set(question.items.map((item) => item.valueType))];
  const answers = await Promise.all(
    types.map((type) =>
      inPieces(
        question.items.filter((item) => item.valueType === type),
        question.atOnce,
        (piece) =>
          askWhole(client, piece, { history: historyOf[type], time_from: Math.floor(question.from), limit: mostRows }),
      ),
    ),
  );
  return answers.flat();
}

async function askHistory(
  client: ZabbixClient,
  piece: readonly Item[],
  bounds: HistoryBounds,
): Promise<readonly HistoryRow[]> {
  return client.call(
    'history.get',
    { itemids: piece.map((item) => item.itemId), output: ['itemid', 'clock', 'ns', 'value'], ...bounds },
    HistoryRows,
  );
}

interface HistoryBounds {
  readonly history: number;
  readonly time_from: number;
  readonly limit: number;
  readonly sortfield?: 'clock';
  readonly sortorder?: 'DESC';
}

async function askWhole(
  client: ZabbixClient,
  piece: readonly Item[],
  bounds: HistoryBounds,
): Promise<readonly HistoryRow[]> {
  const rows = await askHistory(client, piece, bounds);
  if (rows.length >= bounds.limit && piece.length > 1) {
    throw new TooMuchAskedError(`More than ${bounds.limit} values came in one answer of history.get.`);
  }
  return rows;
}

/** The newest value of each of the items that has one within Zabbix's history period. */
export async function readLastValues(
  client: ZabbixClient,
  items: readonly Item[],
  atOnce: Portion,
): Promise<readonly HistoryRow[]> {
  const answers = await inPieces(items, atOnce, (piece) =>
    client.call(
      'item.get',
      { itemids: piece.map((item) => item.itemId), output: ['itemid', 'lastvalue', 'lastclock', 'lastns'] },
      LastValues,
    ),
  );
  // Without a value lastvalue is "0" or "": only lastclock tells.
  return answers
    .filter((last) => last.lastclock > 0)
    .map((last) => ({ itemid: last.itemid, clock: last.lastclock, ns: last.lastns, value: last.lastvalue }));
}

/**
 * The newest value, by history, of items that are too rarely heard for `readLastValues`: a heartbeat of a day, a
 * setting. They have few rows; where they have more than fit, the newest are looked at and the others stay unfound.
 */
export async function readOldValues(client: ZabbixClient, question: HistoryQuestion): Promise<readonly HistoryRow[]> {
  const types = [...new Set(question.items.map((item) => item.valueType))];
  const answers = await Promise.all(
    types.map((type) =>
      inPieces(
        question.items.filter((item) => item.valueType === type),
        question.atOnce,
        (piece) =>
          askHistory(client, piece, {
            history: historyOf[type],
            time_from: Math.floor(question.from),
            limit: mostOldRows,
            sortfield: 'clock',
            sortorder: 'DESC',
          }),
      ),
    ),
  );
  const newest = new Map<ItemId, HistoryRow>();
  for (const row of answers.flat()) {
    const known = newest.get(row.itemid);
    if (known === undefined || isLater(row, known)) {
      newest.set(row.itemid, row);
    }
  }
  return [...newest.values()];
}

function isLater(a: HistoryRow, b: HistoryRow): boolean {
  return a.clock > b.clock || (a.clock === b.clock && a.ns > b.ns);
}

/** The time of a row. */
export function instantOf(row: HistoryRow): Instant {
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
