import type { Duration } from '../domain/instant.ts';
import type { Span } from '../domain/past.ts';
import type { Item, ItemValue } from '../domain/zabbix.ts';
import type { ZabbixClient } from './client.ts';
import { inPieces, Portion } from './in-pieces.ts';
import { valuesPerSecond } from './interval.ts';
import { TrendRows } from './schema.ts';
import { Told, valueOf } from './told.ts';
import { readHistory } from './values.ts';

/** About as many rows as one answer may have: what does not fit Zabbix's frontend is asked for again in halves. */
const rowsAtOnce = 30_000;

const shortestSlice: Duration = 600;
const hour: Duration = 3600;

/**
 * The values that Zabbix keeps of items in a span of time, slice by slice and each slice in the order of times, so that no
 * answer is too large for it or for us. Rejects with `WorldError`.
 */
export async function* readPastValues(
  client: ZabbixClient,
  items: readonly Item[],
  { from, until }: Span,
): AsyncGenerator<readonly ItemValue[]> {
  const atOnce = new Portion(1000);
  const byId = new Map(items.map((item) => [item.itemId, item]));
  const length = Math.max(shortestSlice, Math.floor(rowsAtOnce / Math.max(valuesPerSecond(items), 1e-9)));
  for (let start = from; start < until; start += length) {
    const end = Math.min(start + length, until);
    const rows = await readHistory(client, { items, from: start, until: end, atOnce }, new Told());
    const values = rows.flatMap((row) => {
      const item = byId.get(row.itemid);
      const value = item && valueOf(row, item);
      // Zabbix gives whole seconds at both ends.
      return value !== undefined && value.at >= start && value.at < end ? [value] : [];
    });
    yield values.sort((a, b) => a.at - b.at);
  }
}

/**
 * What hourly trends say of items in a span, each value as of the end of its hour: of a counter the highest, of anything
 * else the average. Items of words have none. Rejects with `WorldError`.
 */
export async function readTrends(
  client: ZabbixClient,
  items: readonly { readonly item: Item; readonly isCounter: boolean }[],
  { from, until }: Span,
): Promise<readonly ItemValue[]> {
  const counters = new Map(items.map(({ item, isCounter }) => [item.itemId, isCounter]));
  const ids = items.flatMap(({ item }) =>
    item.valueType === 'float' || item.valueType === 'unsigned' ? [item.itemId] : [],
  );
  const values: ItemValue[] = [];
  const length = Math.max(1, Math.floor(rowsAtOnce / Math.max(ids.length, 1))) * hour;
  const atOnce = new Portion(1000);
  for (let start = Math.floor(from / hour) * hour; start < until && ids.length > 0; start += length) {
    const rows = await inPieces(ids, atOnce, (itemids) =>
      client.call(
        'trend.get',
        {
          itemids,
          time_from: start,
          time_till: Math.min(start + length, until) - 1,
          output: ['itemid', 'clock', 'value_avg', 'value_max'],
        },
        TrendRows,
      ),
    );
    for (const { itemid, clock, value_avg: average, value_max: highest } of rows) {
      const value = Number(counters.get(itemid) === true ? highest : average);
      if (Number.isFinite(value) && clock + hour <= until) values.push({ itemId: itemid, at: clock + hour - 1, value });
    }
  }
  return values.sort((a, b) => a.at - b.at);
}
