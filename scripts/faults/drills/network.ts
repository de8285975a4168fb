import { setTimeout as sleep } from 'node:timers/promises';

import { PostgresCluster } from '../../lib/postgres-cluster.ts';
import type { Ground } from '../ground.ts';
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
    if (store === undefined) throw new Error('the store of this drill is behind no network');
    const links = { API: [api], trapper: [trapper], store: [store], 'all three': [api, trapper, store] };
    const recovery: Record<string, number[]> = {};
    for (let time = 0; time < times; time += 1) {
      for (const [name, cut] of Object.entries(links)) {
        (recovery[name] ??= []).push(await cutOff(ground, cut, how));
      }
    }
    const judgement = await ground.end();
    const all = Object.values(recovery).flat();
    const most = Object.entries(recovery).map(([name, took]) => `${name} ${Math.max(...took).toFixed(1)} s`);
    const note = `at most, cut to: ${most.join(', ')}`;
    return { fault: `network ${names[how]}`, times: all.length, judgement, recovery: all, note };
  } finally {
    await cluster.remove();
  }
}

/** Cuts networks for a while, and gives how long recovery took. */
export async function cutOff(
  ground: Ground,
  networks: readonly Proxy[],
  how: Exclude<NetworkState, 'well'>,
): Promise<number> {
  for (const proxy of networks) proxy.state = how;
  await sleep(lastsMs);
  for (const proxy of networks) proxy.state = 'well';
  return ground.recovered(Date.now() / 1000);
}
