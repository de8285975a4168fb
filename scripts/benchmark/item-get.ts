import type { ItemId } from '../../src/domain/zabbix.ts';
import type { ZabbixClient } from '../../src/zabbix/client.ts';
import { Portion, inPieces } from '../../src/zabbix/in-pieces.ts';
import { LastValues } from './schema.ts';

/** Ten times the reference installation does not fit PHP's memory in one answer: the simple client would get HTTP 500. */
const mostAtOnce = 60_000;

/** What a simple client would do each cycle: ask for the last value of everything, in one request while that can be answered. */
export async function lastValuesOfAll(client: ZabbixClient, itemIds: readonly ItemId[]): Promise<number> {
  const answers = await inPieces(itemIds, new Portion(mostAtOnce), (itemids) =>
    client.call('item.get', { itemids, output: ['itemid', 'lastvalue', 'lastclock'] }, LastValues),
  );
  return answers.length;
}
