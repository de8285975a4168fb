import type { Client } from 'pg';

import type { ItemId } from '../../src/domain/zabbix.ts';

const tables: Readonly<Record<string, string>> = {
  float: 'history',
  unsigned: 'history_uint',
  char: 'history_str',
  text: 'history_text',
};

/** The cheapest query for what a cycle reads: the rows of the same items since the same time, straight from the tables. */
export async function newValues(sql: Client, itemIds: ReadonlyMap<ItemId, string>, from: number): Promise<number> {
  let rows = 0;
  for (const [type, table] of Object.entries(tables)) {
    const ids = [...itemIds].filter(([, of]) => of === type).map(([id]) => id);
    if (ids.length === 0) continue;
    const answer = await sql.query({
      name: `new-${type}`,
      text: `select itemid, clock, ns, value from ${table} where itemid = any($1::bigint[]) and clock >= $2`,
      values: [ids, Math.floor(from)],
      rowMode: 'array',
    });
    rows += answer.rows.length;
  }
  return rows;
}
