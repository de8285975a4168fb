import type { Instant } from '../domain/instant.ts';
import type { Item, ItemId, ItemValue } from '../domain/zabbix.ts';
import type { ZabbixClient } from './client.ts';
import { TooMuchAskedError } from './errors.ts';
import { counted, inPieces } from './in-pieces.ts';
import type { Portion } from './in-pieces.ts';
import type { ItemPace } from './inventory.ts';
import { HistoryRows, LastValues, RowCount } from './schema.ts';
import type { HistoryRow } from './schema.ts';
import { valueOf } from './told.ts';
import type { Told } from './told.ts';

const historyOf: Readonly<Record<Item['valueType'], number>> = { float: 0, char: 1, log: 2, unsigned: 3, text: 4 };

/** More rows than these in one answer do not fit PHP's usual 128 MB (measured: 150,000 fail); a full answer is cut. */
const mostRows = 60_000;

const mostOldRows = 5000;

/** As many rows cost about what a request costs that asks for none (6.0: 18 ms, 7.0: 35 ms; a row: 8 µs). */
const worthARequest = 4000;

/** What is asked of history: the values of these items from a time on, and up to another one. */
export interface HistoryQuestion {
  readonly items: readonly Item[];
  readonly from: Instant;
  readonly until: Instant;
  readonly atOnce: Portion;
}

/**
 * Values of the items with a clock from `from` on: all that are later than what was told of their item, and as few
 * others as is cheap. By item ids, since the tables of history have no index on the clock alone.
 */
export async function readHistory(
  client: ZabbixClient,
  question: HistoryQuestion,
  told: Told,
): Promise<readonly HistoryRow[]> {
  const answers = await Promise.all(
    byType(question.items).map(({ type, items }) => {
      const { rest, toldTogether } = split(items, told, Math.floor(question.from));
      const till = { time_till: Math.ceil(question.until) };
      const ask = (piece: readonly Item[], bounds: Window): Promise<readonly HistoryRow[]> =>
        inPieces(piece, question.atOnce, (part) => askWhole(client, part, { history: historyOf[type], ...bounds }));
      return Promise.all([
        ask(rest, { time_from: Math.floor(question.from), ...till }),
        ...toldTogether.map(async ({ clock, items: same }) => {
          const later = await ask(same, { time_from: clock + 1, ...till });
          const heard = new Set(later.map((row) => row.itemid));
          const quiet = same.filter(({ itemId }) => !heard.has(itemId));
          return [...later, ...(await readSecondAgain(client, { items: quiet, clock, atOnce: question.atOnce }, told))];
        }),
      ]);
    }),
  );
  return answers.flat(2);
}

/** The items by value type, those with most first: what takes longest shall begin first. */
function byType(
  items: readonly Item[],
): readonly { readonly type: Item['valueType']; readonly items: readonly Item[] }[] {
  return [...new Set(items.map((item) => item.valueType))]
    .map((type) => ({ type, items: items.filter((item) => item.valueType === type) }))
    .sort((a, b) => b.items.length - a.items.length);
}

interface Together {
  readonly clock: number;
  readonly items: readonly Item[];
}

/**
 * Sets apart the items whose newest value is of one second within the window, where they are many (all that one agent
 * or proxy sends at a time): asked from `from` on, they would all be given again what was told.
 */
function split(
  items: readonly Item[],
  told: Told,
  from: number,
): { readonly rest: readonly Item[]; readonly toldTogether: readonly Together[] } {
  const bySecond = new Map<number, Item[]>();
  for (const item of items) {
    const clock = Math.max(told.secondOf(item.itemId)?.clock ?? 0, from - 1);
    const same = bySecond.get(clock);
    if (same === undefined) bySecond.set(clock, [item]);
    else same.push(item);
  }
  const isTogether = ([clock, same]: readonly [number, readonly Item[]]): boolean =>
    clock >= from && same.length >= worthARequest;
  return {
    rest: [...bySecond].filter((entry) => !isTogether(entry)).flatMap(([, same]) => same),
    toldTogether: [...bySecond].filter(isTogether).map(([clock, same]) => ({ clock, items: same })),
  };
}

/**
 * What the second of the newest values told has beyond what was read of it: a value may have come in the same second
 * and been stored after it was read. As a rule there is nothing, so the rows are counted first.
 */
function readSecondAgain(
  client: ZabbixClient,
  { items, clock, atOnce }: Together & Pick<HistoryQuestion, 'atOnce'>,
  told: Told,
): Promise<readonly HistoryRow[]> {
  return inPieces(items, atOnce, async (piece) => {
    const [first] = piece;
    if (first === undefined) return [];
    const second = { history: historyOf[first.valueType], time_from: clock, time_till: clock };
    const itemids = piece.map((item) => item.itemId);
    const count = await client.call('history.get', { itemids, countOutput: true, ...second }, RowCount);
    const known = piece.reduce((sum, { itemId }) => sum + (told.secondOf(itemId)?.rows ?? 0), 0);
    return count === known ? [] : askWhole(client, piece, second);
  });
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

interface Window {
  readonly time_from: number;
  readonly time_till?: number;
}

interface HistoryBounds extends Window {
  readonly history: number;
  readonly limit: number;
  readonly sortfield?: 'clock';
  readonly sortorder?: 'DESC';
}

async function askWhole(
  client: ZabbixClient,
  piece: readonly Item[],
  bounds: Omit<HistoryBounds, 'limit'>,
): Promise<readonly HistoryRow[]> {
  const rows = await askHistory(client, piece, { ...bounds, limit: mostRows });
  if (rows.length >= mostRows && piece.length > 1) {
    throw new TooMuchAskedError(`More than ${mostRows} values came in one answer of history.get.`);
  }
  return rows;
}

/** The newest value of each of the items that has one within Zabbix's history period. */
export async function readLastValues(
  client: ZabbixClient,
  items: readonly Item[],
  { atOnce, onProgress }: ItemPace,
): Promise<readonly HistoryRow[]> {
  const step = { what: 'reading the newest values', of: items.length, unit: 'items' };
  const ask = counted(
    (piece: readonly Item[]) =>
      client.call(
        'item.get',
        { itemids: piece.map((item) => item.itemId), output: ['itemid', 'lastvalue', 'lastclock', 'lastns'] },
        LastValues,
      ),
    step,
    onProgress,
  );
  const answers = await inPieces(items, atOnce, ask);
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
  const answers = await Promise.all(
    byType(question.items).map(({ type, items }) =>
      inPieces(items, question.atOnce, (piece) =>
        askHistory(client, piece, {
          history: historyOf[type],
          time_from: Math.floor(question.from),
          time_till: Math.ceil(question.until),
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

/** As many as a chart has room for. */
const mostDrawn = 1000;

/** The newest values of a few items from a time on, the oldest first. */
export async function readNewest(
  client: ZabbixClient,
  items: readonly Item[],
  from: Instant,
): Promise<readonly ItemValue[]> {
  const values = await Promise.all(
    items.map(async (item) => {
      const newest = await askHistory(client, [item], {
        history: historyOf[item.valueType],
        time_from: Math.floor(from),
        limit: mostDrawn,
        sortfield: 'clock',
        sortorder: 'DESC',
      });
      return newest.flatMap((row) => valueOf(row, item) ?? []);
    }),
  );
  return values.flat().sort((a, b) => a.at - b.at);
}

function isLater(a: HistoryRow, b: HistoryRow): boolean {
  return a.clock > b.clock || (a.clock === b.clock && a.ns > b.ns);
}
