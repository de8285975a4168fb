import type { ItemId } from '../../src/domain/zabbix.ts';
import type { ZabbixClient } from '../../src/zabbix/client.ts';
import { LastValues } from './schema.ts';

/** What a simple client would do each cycle: ask for the last value of everything in one request. */
export async function lastValuesOfAll(client: ZabbixClient, itemIds: readonly ItemId[]): Promise<number> {
  const answer = await client.call(
    'item.get',
    { itemids: itemIds, output: ['itemid', 'lastvalue', 'lastclock'] },
    LastValues,
  );
  return answer.length;
}
