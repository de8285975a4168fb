import { setTimeout as sleep } from 'node:timers/promises';

import { PostgresCluster } from '../../lib/postgres-cluster.ts';
import type { NetworkState, Proxy } from '../proxy.ts';
import type { Row } from '../row.ts';
import type { Stage } from '../stage.ts';

const names: Readonly<Record<Exclude<NetworkState, 'well'>, string>> = {
  slow: 'slow (each piece 300 ms late)',
  reset: 'reset (each answer becomes a broken connection)',
  'half-open': 'half-open (nothing is handed on, nor any end)',
};

/** Long enough for several cycles to run into it, and for what is open to be given up. */
const lastsMs = 7000;

/** The network to the API, to the trapper, to the store's PostgreSQL, and to all three is cut, each so many times. */
export async function network(stage: Stage, times: number, how: Exclude<NetworkState, 'well'>): Promise<Row> {
  const cluster = await PostgresCluster.make();
  try {
    const ground = await stage.begin({ postgres: cluster.url(await cluster.makeDatabase()) });
    const { api, trapper, store } = ground.network;
    const links: readonly (readonly Proxy[])[] = store
      ? [[api], [trapper], [store], [api, trapper, store]]
      : [[api], [trapper], [api, trapper]];
    const recovery: number[] = [];
    for (let time = 0; time < times; time += 1) {
      for (const cut of links) {
        for (const proxy of cut) proxy.state = how;
        await sleep(lastsMs);
        for (const proxy of cut) proxy.state = 'well';
        recovery.push(await ground.recovered(Date.now() / 1000));
      }
    }
    const judgement = await ground.end();
    const note = store ? 'to API, trapper, store, and all three' : 'to API, trapper, and both';
    return { fault: `network ${names[how]}`, times: recovery.length, judgement, recovery, note };
  } finally {
    await cluster.remove();
  }
}
