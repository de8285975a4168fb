import { exchange } from '../../src/zabbix/trapper-exchange.ts';
import type { TrapperNode } from '../../src/zabbix/trapper-node.ts';

/** Sends values as JSON rows, and gives how many of them Zabbix did not take. */
export async function push(trapper: TrapperNode, rows: string): Promise<number> {
  const answer = await exchange(trapper, `{"request":"sender data","data":${rows}}`, {
    timeoutMs: 30_000,
    compress: false,
  });
  if (answer.kind === 'counts') return answer.failed;
  throw new Error('the simulator sends to a Zabbix server, and a proxy of a group answered');
}
